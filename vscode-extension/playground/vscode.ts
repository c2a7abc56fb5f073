/** What the port graph takes of VS Code's interface: texts in the user's language. */

import japanese from "../l10n/bundle.l10n.ja.json";

const texts: Readonly<Record<string, string>> = japanese;

export const l10n = {
  t(message: string, ...values: readonly string[]): string {
    const text = document.documentElement.lang === "ja" ? (texts[message] ?? message) : message;
    return text.replace(/\{(\d)\}/g, (whole, number) => values[Number(number)] ?? whole);
  },
};

/** Which language a document is shown in. Knows nothing of VS Code, so that it can be tested without. */

/** The language that this extension brings for a format of the server. */
const OWN: Readonly<Record<string, string>> = {
  nginx: "portlens-nginx",
  ssh_config: "portlens-ssh-config",
  sshd_config: "sshd_config",
  services: "services",
  haproxy: "portlens-haproxy",
};

/** What other extensions call theirs for the same format: where one is there, it goes first. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  nginx: ["nginx", "NGINX"],
  ssh_config: ["ssh_config", "sshconfig"],
  haproxy: ["haproxy"],
  caddyfile: ["caddyfile"],
  apache: ["apacheconf"],
};

/** Languages that VS Code falls back on: nobody chose them for this file. */
const GENERAL: readonly string[] = ["plaintext", "properties", "ini"];

/** Return the format whose language of ours `language` is. */
export function formatOfOwn(language: string): string | undefined {
  return Object.keys(OWN).find((format) => OWN[format] === language);
}

/** Tell whether a document in `language` may get another one. */
export function mayChange(language: string): boolean {
  return GENERAL.includes(language) || formatOfOwn(language) !== undefined;
}

/**
 * Return the language to give a document of `format` that is shown in `current`, of those that
 * are `known` to the editor; undefined where it has the right one.
 */
export function languageFor(
  format: string,
  current: string,
  known: readonly string[],
): string | undefined {
  const wanted = OTHERS[format]?.find((other) => known.includes(other)) ?? OWN[format];
  return wanted === current || !mayChange(current) ? undefined : wanted;
}

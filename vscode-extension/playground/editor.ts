/** The editor of the page: CodeMirror, with what the server says in it. */

import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  defaultHighlightStyle,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { nginx } from "@codemirror/legacy-modes/mode/nginx";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, type Text } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { markdown } from "./markdown";
import type { Action, Finding, Position, Range, Server } from "./server";

export interface Found {
  readonly finding: Finding;
  readonly fixes: readonly Action[];
}

const SEVERITIES = { 1: "error", 2: "warning", 3: "info", 4: "hint" } as const;

export class Editor {
  private readonly view: EditorView;
  private readonly states = new Map<string, EditorState>();
  private name = "";

  constructor(
    parent: HTMLElement,
    private readonly server: Server,
    private readonly onChange: (name: string, text: string) => void,
    private readonly onFix: (action: Action) => void,
  ) {
    this.view = new EditorView({ parent });
  }

  /** Take other files in place of all there were, and show the first. */
  load(files: Readonly<Record<string, string>>): void {
    this.states.clear();
    this.name = "";
    for (const [name, text] of Object.entries(files)) {
      this.states.set(name, this.state(name, text));
    }
  }

  show(name: string): void {
    const state = this.states.get(name);
    if (state && name !== this.name) {
      this.keep();
      this.name = name;
      this.view.setState(state);
    }
  }

  /** Put the cursor at a place of the file that is shown. */
  goTo(position: Position): void {
    const at = offset(this.view.state.doc, position);
    const effects = EditorView.scrollIntoView(at, { y: "center" });
    this.view.dispatch({ selection: { anchor: at }, effects });
    this.view.focus();
  }

  /** Change a file, shown or not, by edits of the server. */
  apply(name: string, edits: readonly { range: Range; newText: string }[]): void {
    this.keep();
    const state = this.states.get(name);
    if (!state) {
      return;
    }
    const changes = edits.map(({ range, newText }) => ({
      from: offset(state.doc, range.start),
      to: offset(state.doc, range.end),
      insert: newText,
    }));
    if (name === this.name) {
      this.view.dispatch({ changes });
    } else {
      const changed = state.update({ changes }).state;
      this.states.set(name, changed);
      this.onChange(name, changed.doc.toString());
    }
  }

  /** Underline what was found in the file that is shown. */
  underline(found: readonly Found[]): void {
    const { doc } = this.view.state;
    const diagnostics = found.map(({ finding, fixes }): Diagnostic => {
      const from = offset(doc, finding.range.start);
      return {
        from,
        to: Math.max(from, offset(doc, finding.range.end)),
        severity: SEVERITIES[finding.severity],
        source: finding.code,
        message: finding.message,
        actions: fixes.map((fix) => ({ name: fix.title, apply: () => this.onFix(fix) })),
      };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  private keep(): void {
    if (this.name) {
      this.states.set(this.name, this.view.state);
    }
  }

  private state(name: string, text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions(name) });
  }

  private extensions(name: string): Extension[] {
    return [
      lineNumbers(),
      history(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      syntaxHighlighting(defaultHighlightStyle),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": name }),
      languageOf(name),
      lintGutter(),
      keymap.of([
        ...completionKeymap,
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          this.onChange(name, update.state.doc.toString());
        }
      }),
      hoverTooltip(async (view, at) => {
        const { doc } = view.state;
        const said = await this.server.hover(name, position(doc, at));
        if (!said) {
          return null;
        }
        const place = said.range ? { pos: offset(doc, said.range.start) } : { pos: at };
        return { ...place, create: () => ({ dom: markdown(said.text) }) };
      }),
      autocompletion({
        override: [
          async ({ state, pos }) => {
            const items = await this.server.completions(name, position(state.doc, pos));
            const first = items.find(({ textEdit }) => textEdit)?.textEdit;
            return items.length === 0
              ? null
              : {
                  from: first ? offset(state.doc, first.range.start) : pos,
                  to: first ? offset(state.doc, first.range.end) : pos,
                  filter: false,
                  options: items.map(({ label, detail, textEdit }) => ({
                    label,
                    ...(detail ? { detail } : {}),
                    apply: textEdit?.newText ?? label,
                  })),
                };
          },
        ],
      }),
    ];
  }
}

function languageOf(name: string): Extension {
  if (/\.ya?ml$/.test(name)) {
    return yaml();
  }
  return StreamLanguage.define(/\.conf$|nginx/.test(name) ? nginx : properties);
}

function offset(doc: Text, { line, character }: Position): number {
  if (line >= doc.lines) {
    return doc.length;
  }
  const found = doc.line(line + 1);
  return Math.min(found.from + character, found.to);
}

function position(doc: Text, at: number): Position {
  const line = doc.lineAt(at);
  return { line: line.number - 1, character: at - line.from };
}

/** The page that the port graph is drawn in. Everything that is read from files comes later, as data. */

export interface Addresses {
  readonly script: string;
  readonly styles: readonly string[];
  /** The sources of the styles, as the webview names them. */
  readonly source: string;
  readonly nonce: string;
  readonly language: string;
}

/** Return the page: only its own script runs, and nothing is loaded from elsewhere. */
export function graphPage({ script, styles, source, nonce, language }: Addresses): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}">`).join("\n");
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
${links}
</head>
<body>
<header>
<input id="filter" type="search">
<span id="status" role="status"></span>
<span id="legend"></span>
<span class="together">
<button id="out">−</button>
<button id="fit">⤢</button>
<button id="in">+</button>
</span>
<button id="table"></button>
<button id="save"></button>
</header>
<main><svg role="tree"></svg></main>
<div id="tip" role="status" hidden></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

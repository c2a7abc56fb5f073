/** The page's words; the server has its own. */

export type Language = "en" | "ja";

interface Words {
  readonly title: string;
  readonly about: string;
  readonly example: string;
  readonly examples: Readonly<Record<string, string>>;
  readonly files: string;
  readonly findings: string;
  readonly graph: string;
  readonly none: string;
  readonly loading: string;
  readonly died: string;
  /** Before the reason. */
  readonly unable: string;
  /** Before the name of a file. */
  readonly failed: string;
  readonly copy: string;
  readonly copied: string;
  readonly add: string;
  readonly name: string;
  readonly badName: string;
  readonly remove: string;
  readonly language: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: "portlens playground",
    about: "Everything runs in this page. Nothing is sent anywhere.",
    example: "Example",
    examples: {
      shop: "A shop: Compose, nginx, SSH, services",
      "502-from-nginx": "502 from nginx",
      "503-from-haproxy": "503 from HAProxy",
      apache: "Apache httpd in a container",
      caddy: "Caddy before a wiki",
      "in-a-cluster": "A shop in Kubernetes",
      "nothing-listens": "Nothing listens",
      "one-machine": "Two projects on one machine",
      "stale-expose": "An EXPOSE that is out of date",
      link: "From the link",
    },
    files: "Files",
    findings: "Findings",
    graph: "Port graph",
    none: "Nothing to report.",
    loading: "Loading Python in WebAssembly…",
    died: "portlens has stopped. Reload the page to start it again.",
    unable: "portlens cannot run in this browser:",
    failed: "portlens could not check",
    copy: "Copy link",
    copied: "Copied",
    add: "Add file",
    name: "Name of the new file, such as nginx/nginx.conf",
    badName: "This name cannot be used.",
    remove: "Remove this file",
    language: "日本語",
  },
  ja: {
    title: "portlens プレイグラウンド",
    about: "すべてこのページの中で動作し、どこにも送信しません。",
    example: "例",
    examples: {
      shop: "店舗: Compose、nginx、SSH、services",
      "502-from-nginx": "nginx の 502",
      "503-from-haproxy": "HAProxy の 503",
      apache: "コンテナーで動く Apache httpd",
      caddy: "wiki の前段に置いた Caddy",
      "in-a-cluster": "Kubernetes 上の店舗",
      "nothing-listens": "待ち受けのない接続先",
      "one-machine": "1 台のマシンに 2 つのプロジェクト",
      "stale-expose": "古くなった EXPOSE",
      link: "リンクの内容",
    },
    files: "ファイル",
    findings: "指摘",
    graph: "ポートの接続図",
    none: "指摘はありません。",
    loading: "Python (WebAssembly) を読み込んでいます…",
    died: "portlens が停止しました。ページを再読み込みすると再開します。",
    unable: "このブラウザーでは portlens を実行できません:",
    failed: "チェックできませんでした:",
    copy: "リンクをコピー",
    copied: "コピーしました",
    add: "ファイルを追加",
    name: "新しいファイルの名前 (例: nginx/nginx.conf)",
    badName: "この名前は使えません。",
    remove: "このファイルを削除",
    language: "English",
  },
};

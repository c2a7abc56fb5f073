"""A hook of mkdocs: the playground becomes a part of the site, where it was built."""

import shutil
from pathlib import Path
from typing import Any

BUILT = Path(__file__).resolve().parent.parent / "vscode-extension" / "dist" / "playground"

# The start page of each language: which words lead from there to which place.
STARTS = {
    "index.md": ("playground/", "Try it", "in this browser; nothing is sent anywhere"),
    "index.ja.md": ("../playground/", "試す", "ブラウザーの中だけで動作し、何も送信しません"),
}


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:
    """Return the page's text, with a link to the playground on a start page."""
    start = STARTS.get(page.file.src_uri)
    if start is None or not BUILT.is_dir():
        return markdown
    # As HTML, since no page of docs/ lies there.
    address, words, more = start
    return f'{markdown}\n<p><a href="{address}">{words}</a> ({more})</p>\n'


def on_post_build(*, config: Any, **_: object) -> None:
    """Put the playground beside the pages."""
    if BUILT.is_dir():
        shutil.copytree(BUILT, Path(config["site_dir"], "playground"), dirs_exist_ok=True)

"""Names made to break out of where they are shown, through every output, as it is rendered."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pyte
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portlens.text import escape
from portlens.text.visible import visible
from tests.leaks._outputs import command_outputs, said, server_answers, texts, write

NAMES = [
    '"a` ![p](https://tracker.example/x.png) [Update](https://evil.example/) `"',
    "``` ` `` ```",
    "a|b|c",
    "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "\u202egnp.exe\u2066\u200b",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "x](https://evil.example/)",
    "[x]: https://evil.example/ 'y'",
    "https://evil.example/ www.evil.example me@evil.example",
    "%%{init: {'theme': 'forest'}}%% %% x",
    '"]; click a "https://evil.example" --> b["',
    "::error file=x::y%0A::warning::z",
    "&lt;b&gt; &amp; &#60;i&#62; #quot; #60;",
    "$x^2$ **bold** _it_ ~~gone~~",
    "# head",
    "- item",
    "1. one",
    "\\",
    "\\`x\\`",
    "long" * 400,
    "\udc80\udcff",
    "\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\u2028x\x85y",
]
IDS = [f"{number}" for number in range(len(NAMES))]

# Where links may lead: the registries, and the files themselves.
OURS = re.compile(r"(https://www\.rfc-editor\.org/rfc/|https://www\.iana\.org/assign|file:///)")
# What obeys no terminal, and turns no direction.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def folder(name: str) -> dict[str, str]:
    """Return files of every format in which `name` stands wherever a name can stand."""
    quoted = json.dumps(name)
    word = "".join(name.split()) or "x"
    bare = re.sub(r"[;{}\"'\\#$]", "", word) or "x"
    return {
        "compose.yaml": f"services:\n  {quoted}:\n    image: {quoted}\n"
        f'    ports: ["8080:80", "8080:81", "81:99999"]\n    environment:\n      A: {quoted}\n'
        f"  b:\n    network_mode: {json.dumps('service:' + name)}\n    ports: [{quoted}, '90:90']\n"
        f'  c:\n    ports: ["8080:80/x", {json.dumps(name + ":80:80")}]\n'
        f"    expose: [{json.dumps(name + '/tcp')}]\n    container_name: {quoted}\n",
        "nginx.conf": f"http {{ upstream {bare} {{ server {bare}:8080; }}\n"
        f"server {{ listen 8080; listen {bare}:81; server_name {json.dumps(word)} {bare};\n"
        f"listen 8080 {bare}; location / {{ proxy_pass http://{bare}:99999; }} }}\n"
        f"server {{ listen 8080; server_name {json.dumps(word)} {bare}; }} }}\n",
        "sshd_config": f"Port {word}\nPort 22\nListenAddress {word}\nListenAddress {word}:22\n"
        f"PermitOpen {word}:80\nMatch User {word}\n  Port 23\n",
        "ssh_config": f"Host {word}\n  HostName {word}\n  Port {word}\n  Port 22\n"
        f"  LocalForward 8080 {word}:80\n  LocalForward 8080 {word}:{word}\n"
        f"  ProxyJump {word}:22\n  ProxyCommand nc {word} 22\n",
        "services": f"{word} 5432/tcp {word}\n{word} 5433/tcp\nb 5434/{word}\n"
        f"postgresql 1/tcp {word}\n",
    }


def markdown_of(text: str) -> list[Token]:
    """Return the tokens, those inside of lines too, as an editor or GitHub reads the text."""
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True})
    assert parser.linkify
    parser.linkify.set({"fuzzy_link": False})  # as VS Code does: a host's name is no link
    parser.enable(["table", "strikethrough", "linkify"])
    found: list[Token] = []
    for token in parser.parse(text):
        found += [token, *(token.children or [])]
    return found


# What our own pages are made of.
OWN_TAGS = set(re.findall(r"\w+", "a code h1 h2 h3 hr li p strong table tbody td th thead tr ul"))


JUNIT = {"testsuites", "testsuite", "testcase", "failure", "error"}


class Tags(HTMLParser):
    """The tags of a page and where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for key, value in attrs:
            assert key in {"href", "class", "style"}, (tag, key)
            assert key != "href" or OURS.match(value or ""), value


def check_markdown(text: str) -> None:
    """Fail where anything in `text` is markup of a name's making."""
    for token in markdown_of(text):
        assert token.type not in {"image", "html_block", "html_inline"}, (text, token)
        if token.type == "link_open":
            assert OURS.match(str(token.attrs["href"])), text
    tags = Tags()
    tags.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert tags.found <= OWN_TAGS, (tags.found, text)
    assert not OBEYED.search(text), text


def check_terminal(text: str) -> None:
    """Fail where a terminal shows anything else than the text's own lines."""
    lines = text.split("\n")
    screen = pyte.Screen(min(400, max(map(len, lines)) * 2 + 2), len(lines) + 1)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    assert screen.title == ""
    for row in screen.buffer.values():
        assert all(cell.fg == "default" and not cell.reverse for cell in row.values())
    if max(map(len, lines)) < 200:
        wide = [re.sub(r"\s", "", line) for line in lines]
        assert [re.sub(r"\s", "", line) for line in screen.display][: len(lines)] == wide
    assert not OBEYED.search(text)


_LABEL = r'"(?:[^"<>`]|<br/>)*"'
MERMAID = re.compile(
    rf"flowchart LR| +subgraph n\w+\[{_LABEL}\]| +n\w+\[{_LABEL}\]| +end| +n\w+\(\[{_LABEL}\]\)"
    rf"|  n\w+ (?:-->|-\.->)\|{_LABEL}\| n\w+|  class n\w+ \w+|  classDef [\w:#, -]+|"
)
DOT = re.compile(
    r"digraph ports \{|  (?:graph|node|edge) \[[^<>]*\];| +subgraph cluster_n\w+ \{| *\}"
    r"| +label=<[^<>]+>; style=\w+; color=\"#\w+\";| +n\w+ \[label=<(<table .*</table>)>\];"
    r"|  n\w+ -> n\w+(?::n\w+:w)? \[color=\"#\w+\", style=\w+(?:, label=<[^<>]+>)?\];|"
)


def check_dot(text: str) -> None:
    """Each line is one of ours, and the labels are XML with no element but ours."""
    for line in text.split("\n"):
        match = DOT.fullmatch(line)
        assert match, line
        if match[1]:
            elements = {each.tag for each in fromstring(match[1]).iter()}
            assert elements <= {"table", "tr", "td", "b", "font"}
    assert not OBEYED.search(text)


def check_mermaid(text: str) -> None:
    for line in text.split("\n"):
        assert MERMAID.fullmatch(line), line
    assert "%%" not in text
    assert not OBEYED.search(text)


def check_github(text: str) -> None:
    """Read the commands as the runner does: what is none would be somebody else's."""
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert properties["file"].endswith(tuple(folder("x")))
        assert properties["title"].startswith("portlens (")
        assert not OBEYED.search(line)


@pytest.mark.parametrize("name", NAMES, ids=IDS)
def test_commands(tmp_path: Path, name: str) -> None:
    write(tmp_path, folder(name))
    for words, output in command_outputs(tmp_path):
        if "github" in words:
            check_github(output)
        elif "mermaid" in words:
            check_mermaid(output)
        elif "dot" in words.split():
            check_dot(output)
        elif "ports" in words and "markdown" in words:
            check_markdown(output)
            (table,) = [each for each in markdown_of(output) if each.type == "table_open"]
            assert table
            rows = [each for each in markdown_of(output) if each.type == "tr_open"]
            assert len(rows) == output.count("\n") - 1
        elif "json" in words or "sarif" in words or "gitlab" in words:
            report = json.loads(output)
            assert report
            assert "\x1b" not in output
            if "sarif" in words:
                check_sarif(report["runs"][0])
        elif "junit" in words:
            suites = fromstring(output)
            assert {each.tag for each in suites.iter()} <= JUNIT
            assert not OBEYED.search(output)
        elif "--diff" not in words:  # a diff is bytes for `patch`
            check_terminal(output)


def check_sarif(run: dict[str, Any]) -> None:
    """Assert that no message has a link of SARIF 2.1.0, 3.11.6: `[text](target)`."""
    said = [
        each["text"]
        for result in run["results"]
        for each in (
            result["message"],
            *(place["message"] for place in result["relatedLocations"]),
            *(fix["description"] for fix in result["fixes"]),
        )
    ]
    assert said
    assert not [text for text in said if re.search(r"\[[^\]]*\]\(", text)]


@pytest.mark.parametrize("name", NAMES, ids=IDS)
async def test_server(tmp_path: Path, name: str) -> None:
    files = {
        path: text.encode("utf-8", "replace").decode() for path, text in folder(name[:90]).items()
    }
    write(tmp_path, files)
    for method, answer in await server_answers(tmp_path, files):
        for text in texts(answer):
            assert len(text) < 4000 or "Command" in method, (method, len(text))
            assert not OBEYED.search(text), (method, text)
        for markdown in marked(method, answer):
            check_markdown(markdown)


def marked(method: str, answer: Any) -> list[str]:
    """Return the texts in an answer that editors show as Markdown."""
    if method == "textDocument/hover":
        return [answer["contents"]["value"]] if answer else []
    if method.endswith("/resolve"):
        parts = (answer.get("documentation"), answer.get("tooltip"))
        return [part["value"] for part in parts if part]
    if method == "workspace/executeCommand" and isinstance(answer, str):
        return [answer]
    return []


@pytest.mark.parametrize("name", NAMES, ids=IDS)
def test_what_is_asked_for(name: str) -> None:
    if "\0" not in name:
        for words in (["explain", name], ["search", name]):
            check_terminal(said(words))


@pytest.mark.parametrize("name", NAMES, ids=IDS)
def test_a_rendered_name_is_the_name(name: str) -> None:
    """What is escaped can still be read: the renderer gives back the letters."""
    shown = escape.label(name)
    (paragraph,) = [each for each in markdown_of(f"a {escape.markdown(name)} b") if each.children]
    text = "".join(each.content for each in paragraph.children or [])
    assert text == f"a {shown} b"
    assert all(each.type in {"text", "text_special"} for each in paragraph.children or [])
    tokens = markdown_of(f"a {escape.code_span(name)} b")
    (code,) = [each.content for each in tokens if each.type == "code_inline"]
    assert code == shown
    (only,) = [each for each in markdown_of(escape.markdown(name)) if each.children]
    assert "".join(each.content for each in only.children or []) == shown


def test_what_is_visible_is_left_alone() -> None:
    for text in ("services.web", "港🐘", "proxy:8080", "a_b"):
        assert escape.label(text) == text == visible(text)
    assert escape.code_span("") == ""
    assert escape.markdown("services.web") == "services.web"


def test_a_folder_with_a_hostile_name(tmp_path: Path) -> None:
    place = tmp_path / "a\x1b[31m`|%%[x](y)\n<b>"
    place.mkdir()
    write(place, folder("x"))
    for words, output in command_outputs(place):
        if "mermaid" in words:
            check_mermaid(output)
        elif "dot" in words.split():
            check_dot(output)
        elif "markdown" in words:
            check_markdown(output)
        elif "github" not in words and "--diff" not in words:
            assert "\x1b" not in output, words
    shutil.rmtree(place)

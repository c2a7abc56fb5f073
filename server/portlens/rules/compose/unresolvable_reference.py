"""A service or a file that Compose does not find

Compose stops before it looks at any port: the service is not there, the file is not there, the
chain comes back to where it began.
So it does at a `.env` file with a quote that is never closed, or with a line that sets nothing, and
at `network_mode: service:x` where no `x` is there whose network could be shared. An `x` that has no
container, or has one only with a profile, is a warning. So is what Compose 2 alone refuses: an
included service that is defined once more, or that another one extends.
What the chain would have brought in is not known here either, so the other rules look at the
rest of the project alone.

Nothing is said of files somewhere in the network, of names that depend on a variable without a
value, and of a `network_mode` where other files may be loaded together with this one.

## Example

```compose
services:
  web:
    image: nginx
    extends: base
```

## Instead

```compose
services:
  base:
    image: nginx
  web:
    extends: base
```
"""

from collections.abc import Iterator
from posixpath import basename

from portlens.formats._interpolation import UNKNOWN
from portlens.model.finding import Finding, Related, Severity
from portlens.network.context import Context
from portlens.programs.compose.beside import names_beside
from portlens.programs.compose.project import Project, bodies_in, project_of
from portlens.programs.compose.service import Body
from portlens.rules._rule import ITSELF, Rule
from portlens.text.line_index import LineIndex
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "extends-circle": Phrase("extends comes back to this service", "extends が循環しています"),
    "extends-service": Phrase("there is no such service to extend", "継承元のサービスがありません"),
    "extends-file": Phrase("there is no such file to extend from", "継承元のファイルがありません"),
    "include-circle": Phrase("include comes back to this file", "include が循環しています"),
    "include-file": Phrase("there is no such file to include", "include するファイルがありません"),
    "env": Phrase(
        "Compose cannot read line {line} of {file}",
        "{file} の {line} 行目を Compose が読めません",
    ),
    "included-twice": Phrase(
        "a service that this brings in is there already: Compose 5 merges the two, and Compose 2 "
        "stops",
        "include したサービスが既に定義されています。Compose 5 は 2 つを統合し、"
        "Compose 2 は停止します",
    ),
    "extends-included": Phrase(
        "this service comes from an include: Compose 5 extends it, and Compose 2 stops",
        "このサービスは include で読み込まれます。Compose 5 では継承でき、Compose 2 は停止します",
    ),
}

SHARED = "service:"
NETWORK = Phrase(
    "there is no service {service} whose network could be shared",
    "ネットワークを共有する相手のサービス {service} がありません",
)
CIRCLE = Phrase("network_mode comes back to this service", "network_mode が循環しています")
NO_CONTAINER = Phrase(
    "{service} has no container whose network could be shared, and Compose stops",
    "{service} にはネットワークを共有するコンテナーがないため、Compose は停止します",
)
PROFILE = Phrase(
    "{service} is there only with the profile {profile}: without it Compose refuses the project",
    "{service} はプロファイル {profile} がないと存在せず、Compose はプロジェクトを拒否します",
)
SERVICE = Phrase("the service", "サービスの定義")

# A file that is not there yet may be written by another program before Compose is started, and
# what only Compose 2 refuses is no error.
_MILD = ("extends-file", "include-file", "included-twice", "extends-included")
SEVERITIES: dict[str, Severity] = dict.fromkeys(_MILD, "warning")

JAPANESE = """
Compose が見つけられないサービスやファイル

サービスやファイルが存在しない場合や、連鎖が循環している場合、Compose はポートを見る前に停止します。
閉じられていない引用符や、何も設定しない行のある `.env` ファイルでも停止します。
`network_mode: service:x` の `x` がない場合も同じです。`x` にコンテナーがない場合や、プロファイルを
指定したときだけある場合は警告です。
include したサービスの再定義と継承は Compose 2 だけが拒否するため、これも警告です。
参照先の内容はここでも分からないため、ほかのルールはプロジェクトの残りの部分だけを調べます。

ネットワーク上のファイルと、値のない変数を含む名前、ほかのファイルと一緒に読み込まれる可能性がある
場合の `network_mode` については報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each reference in the document that leads nowhere."""
    told = set()
    for problem in project_of(document, context.workspace).problems:
        message = MESSAGES.get(problem.kind)
        if message is None or problem.document.path != document.path or problem.span in told:
            continue
        told.add(problem.span)
        severity = SEVERITIES.get(problem.kind)
        related: tuple[Related, ...] = ()
        if problem.place is not None:
            from portlens.text.escape import label

            path, span = problem.place
            text = context.workspace.text(path) or ""
            line = LineIndex(text).position(span.start).line + 1
            message = message.fill(file=label(basename(path)), line=line)
            related = (Related(span, ITSELF, path),)
        yield Finding(problem.span, message, related, severity=severity)
    yield from _networks(document, context)


def _networks(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each service that shares the network of one that is not there."""
    project = project_of(document, context.workspace)
    for body in bodies_in(document, project, context.workspace):
        pause()
        mode = body.network_mode
        if mode is None or mode.path != document.path or not mode.value.startswith(SHARED):
            continue
        name = mode.value.removeprefix(SHARED)
        other = project.services.get(name)
        if other is not None:
            yield from _with(body, mode.span, other, project)
        elif UNKNOWN not in name and _is_nowhere(name, project, context):
            from portlens.text.escape import label

            # What a variable brings may be a secret: it is shown as it is written.
            written = mode.span.of(document.text)
            shown = name if name in written else written.strip("\"'").removeprefix(SHARED)
            yield Finding(mode.span, NETWORK.fill(service=label(shown)))


def _is_nowhere(service: str, project: Project, context: Context) -> bool:
    beside = names_beside(project, context.workspace)
    return not project.problems and beside is not None and service.casefold() not in beside


def _with(body: Body, span: Span, other: Body, project: Project) -> Iterator[Finding]:
    from portlens.text.escape import label

    names = {"service": label(other.name)}
    is_always_with = not other.profiles or (body.profiles and {*body.profiles} <= {*other.profiles})
    related = (Related(other.key, SERVICE, other.path),)
    if _comes_back(body, project):
        yield Finding(span, CIRCLE)
    elif not other.is_running and body.is_running:
        yield Finding(span, NO_CONTAINER.fill(**names), related, severity="warning")
    elif not is_always_with and "COMPOSE_PROFILES" not in project.variables:
        message = PROFILE.fill(**names, profile=label(other.profiles[0]))
        yield Finding(span, message, related, severity="warning")


def _comes_back(body: Body, project: Project) -> bool:
    seen = set()
    found: Body | None = body
    while found is not None and found.name not in seen:
        seen.add(found.name)
        mode = found.network_mode.value if found.network_mode else ""
        found = project.services.get(mode.removeprefix(SHARED)) if SHARED in mode else None
    return found is not None and found.name == body.name


RULE = Rule("error", check, JAPANESE)

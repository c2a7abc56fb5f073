"""A chart: where its templates put values at places that Kubernetes reads as ports.

Source: Helm's documentation of charts; helm 3.8.1 run on charts made for each case.
"""

import posixpath
from collections.abc import Collection, Iterator

from portlens.formats.helm_values.expression import Keys, Source
from portlens.formats.helm_values.template import changed_by, read_template
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Place
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

MARK = "Chart.yaml"
VALUES = "values.yaml"
TEMPLATES = "templates"
_IS_VALUES = regex(r"values\.yaml|values[-.][^/]+\.ya?ml|[^/]+\.values\.ya?ml")
_MOST = 256  # files of one chart's templates, and folders
_MOST_TEXT = 1_000_000  # characters of a file; a longer one is no template that somebody wrote
_HIGHEST = 8  # folders between a template and its chart
_HOOK = "helm.sh/hook"  # of what is applied at some moment only, as for a test
_KEY = regex(r"([A-Za-z]+)[\"']?[ \t]*:[ \t]*[\"']?\Z")
_LONGEST_KEY = 60
# What brings in templates or values of other charts, and a library, which is for others.
_OF_OTHERS = regex(
    r"""(?:\A|[\r\n])["']?(?:dependencies["']?[ \t]*:|type["']?[ \t]*:[ \t]*["']?library)"""
)
_IGNORING = ".helmignore"
# The names of what Helm's own .helmignore leaves out: none of them is a template's.
_USUALLY_IGNORED = regex(
    r"(?:(?:#.*|\.[\w/-]*|\*\.(?:swp|bak|tmp|orig|tmproj)|\*~)?[ \t]*[\r\n]*)*"
)


class Placed(NamedTuple):
    """That a template puts one of `sources` at `place` as a port: that of `use`, or its target.

    `key` is Kubernetes' own, as `containerPort`; empty where it is not beside the place.
    """

    place: Place
    use: PortUse
    is_target: bool
    key: str
    sources: tuple[Source, ...]


class Chart(NamedTuple):
    """What the templates of the chart in `folder` put where, by their paths.

    `is_plain`: what its `values.yaml` says is what a plain install gets at each certain place, but
    for what is below one of the paths that templates have `changed`.
    """

    folder: str
    placed: dict[str, tuple[Placed, ...]]
    is_plain: bool
    changed: tuple[Keys, ...]

    def is_as_written(self, keys: Keys) -> bool:
        """Tell whether no template changes the value at some keys."""
        return not any(keys[: len(each)] == each for each in self.changed)

    @property
    def every(self) -> Iterator[Placed]:
        """All that they put somewhere, file by file."""
        return (each for found in self.placed.values() for each in pausing(found))


def is_values(name: str) -> bool:
    """Tell whether a file beside a Chart.yaml is one of its values, by its name."""
    return _IS_VALUES.fullmatch(name) is not None


def chart_folder(path: str, workspace: Workspace) -> str | None:
    """Return the folder of the chart to whose templates the file at `path` belongs."""
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST):
        folder, name = posixpath.split(folder)
        if name == TEMPLATES and _is_chart(folder, workspace):
            return folder
        if not name:
            break
    return None


def chart_in(folder: str, workspace: Workspace) -> Chart | None:
    """Return the chart in `folder`; None where there is none. The very same while it holds."""

    def find(trace: Workspace) -> Chart | None:
        if not _is_chart(folder, trace):
            return None
        is_plain = _is_plain(folder, trace)
        placed: dict[str, tuple[Placed, ...]] = {}
        changed: dict[Keys, None] = {}
        for path in _files(folder, trace):
            text = trace.text(path) if trace.may_read(path) else None
            if text is None or len(text) > _MOST_TEXT:
                is_plain = False
                continue
            changed.update(dict.fromkeys(changed_by(text)))
            # What others include may make a hook of any of them.
            is_plain &= _HOOK not in text or _is_manifest(path)
            document = trace.document(path) if path.endswith((".yaml", ".yml")) else None
            found = placed_in(document, trace) if document is not None else ()
            if found:
                placed[path] = found
        is_plain &= not any(_is_in_another(each, changed) for each in pausing(changed))
        return Chart(folder, placed, is_plain, tuple(changed))

    return _CHARTS.value(workspace, folder, find)


def placed_in(document: Document, workspace: Workspace) -> tuple[Placed, ...]:
    """Return where a chart's template puts values as ports; the very same while its text holds."""
    subject = document.source
    # What begins with `_` only defines what others include.
    if subject.format.id != "kubernetes" or posixpath.basename(subject.path).startswith("_"):
        return ()
    if "{{" not in subject.text:
        return ()
    return _PLACED.of_parts(workspace, subject.path, lambda: _placed(subject), (subject,))


def _placed(document: Document) -> tuple[Placed, ...]:
    every = pausing(document.uses)
    uses = [(use, part) for use in every for part in use.parts if part.is_variable]
    template = read_template(document.text) if uses else None
    found = []
    for use, part in pausing(uses):
        sources = template.sources.get(part.span, ()) if template is not None else ()
        if sources:
            is_sure = template is not None and template.is_whole
            is_sure &= not _is_quoted(document.text, part) and _HOOK not in document.text
            sources = tuple(each._replace(is_certain=each.is_certain & is_sure) for each in sources)
            start = part.span.start
            key = _KEY.search(document.text, max(0, start - _LONGEST_KEY), start)
            place = Place(document.path, part.span)
            is_target = part is use.target
            found.append(Placed(place, use, is_target, key[1] if key else "", sources))
    return tuple(found)


def _is_in_another(keys: Keys, changed: Collection[Keys]) -> bool:
    """Tell whether a key was set in what the value at `keys` is a part of.

    By `set .Values.a "b" .Values.service`, `.Values.a.b` is another name of that.
    """
    return any(keys[:length] in changed for length in range(len(keys)))


def _is_manifest(path: str) -> bool:
    """Tell whether a template is one of objects, and no part of others."""
    return path.endswith((".yaml", ".yml")) and not posixpath.basename(path).startswith("_")


def _is_chart(folder: str, workspace: Workspace) -> bool:
    return workspace.version(posixpath.join(folder, MARK)) is not None


def _is_quoted(text: str, part: PortRange) -> bool:
    return text[part.span.start - 1 : part.span.start] in ("'", '"')


def _is_plain(folder: str, workspace: Workspace) -> bool:
    """Tell whether no other chart, and no list of files to leave out, has a say in this one."""
    about = workspace.text(posixpath.join(folder, MARK)) or ""
    names = workspace.names_in(folder or ".")
    above, name = posixpath.split(folder)
    is_inner = name == "charts" or (
        posixpath.basename(above) == "charts" and _is_chart(posixpath.dirname(above), workspace)
    )
    ignoring = workspace.text(posixpath.join(folder, _IGNORING)) if _IGNORING in names else ""
    return (
        not is_inner
        and "requirements.yaml" not in names
        and not _has_charts(folder, workspace)
        and not _OF_OTHERS.search(about)
        and _USUALLY_IGNORED.fullmatch(ignoring or "") is not None
    )


def _has_charts(folder: str, workspace: Workspace) -> bool:
    """Tell whether others lie in a chart's folder for them: Helm passes over `.gitkeep`, `_old`."""
    found = workspace.names_in(posixpath.join(folder, "charts"))
    return any(not name.startswith((".", "_")) for name in found)


def _files(folder: str, workspace: Workspace) -> Iterator[str]:
    """Yield the files of the chart's templates, those in folders too, and what an editor has."""
    top = posixpath.join(folder, TEMPLATES)
    yield from dict.fromkeys((*_on_disk(top, workspace), *workspace.ask(_open_below, top)))


def _open_below(folder: str, workspace: Workspace) -> tuple[str, ...]:
    """Return the open files below a folder: one that is new may not be on the disk yet."""
    found = (each.path for each in workspace.open_documents())
    below = tuple(sorted(path for path in found if path.startswith(f"{folder}/")))
    return _OPEN.same(workspace, folder, below)


def _on_disk(folder: str, workspace: Workspace) -> Iterator[str]:
    waiting, count = [folder], 0
    for inner in waiting:  # grows on the way
        folders = set(workspace.folders_in(inner) or ())
        for name in workspace.names_in(inner):
            path = posixpath.join(inner, name)
            count += 1
            if count > _MOST:
                return
            if name not in folders:
                yield path
            elif path.count("/") - folder.count("/") < _HIGHEST and not workspace.is_link(path):
                waiting.append(path)


_CHARTS: Memo[Chart | None] = Memo(128)
_OPEN: Memo[tuple[str, ...]] = Memo(128)
_PLACED: Memo[tuple[Placed, ...]] = Memo(1024)

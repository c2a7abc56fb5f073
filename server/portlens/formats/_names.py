"""What the name of a file says of what stands in it, whatever the formats make of it."""

import re
from functools import lru_cache

from portlens.formats._glob import alternatives
from portlens.text.regex import regex

# What is put behind the name of a file that is put away: by hand, by editors, by package managers
# when they bring another one. It is a copy of what counts, or what does not count any more.
_PUT_AWAY = (
    *("~", ".bak", ".backup", ".old", ".orig", ".rej", ".save", ".saved", ".disabled", ".disable"),
    *(".off", *(f".sw{letter}" for letter in "abcdefghijklmnop")),
    *(".rpmsave", ".rpmnew", ".rpmorig", ".ucf-dist", ".ucf-old", ".ucf-new"),
    *(".pacsave", ".pacnew", ".augsave"),
    *(".dpkg-dist", ".dpkg-old", ".dpkg-new", ".dpkg-bak", ".dpkg-tmp", ".dpkg-remove"),
)
_COPY = f"(?:{'|'.join(map(re.escape, _PUT_AWAY))})"
# There nothing but the folder says what counts: nginx reads whatever lies in it.
_ENABLED = r"(?:.*/)?(?:sites|streams?)-enabled/[^./][^/]*"
COPIES = rf"(?!{_ENABLED}$)(?:.*/)?[^/]+?{_COPY}+"  # whole paths

# What the names of templates and samples end with, behind the name of what becomes of them.
TEMPLATES = "template,tmpl,tpl,stpl,tftpl,j2,jinja,jinja2,erb,epp,in,m4,mustache,hbs,gotmpl,ctmpl"
COVERS = f"{{{TEMPLATES},dist,sample,example,default}}"
_TEMPLATES = tuple(f".{ending}" for ending in TEMPLATES.split(","))
_SAMPLES = (
    *alternatives(".{dist,sample,example,default}"),
    *alternatives("{.,_,-}{dist,sample,example,template}.{conf,yml,yaml}"),
)
_COVERS = regex(rf"(?:\.(?:{COVERS[1:-1].replace(',', '|')}))*$")

_OTHERS = frozenset(
    """
    md markdown rst adoc asciidoc org txt text tex html htm xhtml css scss sass less
    js mjs cjs jsx ts tsx mts cts vue svelte json json5 jsonc jsonl toml yml yaml xml xsd xsl svg
    csv tsv sql py pyi pyx rb rake php phtml pl pm lua go rs java kt kts scala groovy gradle
    c h cc cpp cxx hpp hh cs fs swift m mm d zig ex exs erl hs ml clj cljs el lisp vim r jl dart
    nim awk sed sh bash zsh ksh fish ps1 psm1 bat cmd tf tfvars hcl nix bzl bazel cmake mk
    diff patch log lock ini desktop service socket timer spec proto graphql ipynb po pot
    pem crt cer key csr der p12 pfx pub gpg asc sig png jpg jpeg gif ico webp bmp woff woff2 ttf
    eot otf pdf gz tgz zip bz2 xz zst tar 7z deb rpm exe dll so o a jar class wasm pyc db sqlite
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)


@lru_cache(maxsize=1)  # compiled where a name asks for it: most are known before
def _own() -> re.Pattern[str]:
    """Files that have their own language and no ending, or one that says nothing of it."""
    return re.compile(
        r"""(?:.*[._-])?(?:docker|container|make|jenkins|vagrant|rake|gem|guard|proc|caddy|pod|fast
            |cap|brew|just|earth|tilt|pip|thor|appraisal|berks|puppet)file(?:[._-].*)?
        | (?:readme|licen[cs]e|copying|notice|authors|contributors|maintainers|contributing
            |change(?:s|log)|news|history|install|todo|security|codeowners|version)(?:[._-].*)?
        | go\.(?:mod|sum) | \.(?:git|docker|npm|editor|prettier|eslint)[^/]*""",
        re.IGNORECASE | re.VERBOSE,
    )


# There the files are named after hosts: `example.pl` is a site in Poland and no Perl.
_HOSTS = regex(r"(?:.*/)?(?:(?:sites|streams?)-(?:available|enabled)|vhosts(?:\.d)?)/[^/]*")

_NEUTRAL = frozenset("conf cfg cnf config inc include includes local custom vhost site".split())  # noqa: SIM905


def is_copy(path: str) -> bool:
    """Tell whether the name is that of a file put away, which no program finds by itself."""
    return path.endswith(_PUT_AWAY) and _copies().fullmatch(path) is not None


def original(path: str) -> str:
    """Return the path of what a file is a copy of, or the same path where it is none."""
    return _ends_as_copy().sub("", path) if is_copy(path) else path


@lru_cache(maxsize=1)
def _copies() -> re.Pattern[str]:
    return re.compile(COPIES)


@lru_cache(maxsize=1)
def _ends_as_copy() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^/]){_COPY}+\Z")


def is_template_path(path: str) -> bool:
    """Tell whether the file at `path` is called as templates are, whose `$NAME` is replaced."""
    return path.lower().endswith(_TEMPLATES)


def is_to_fill_in(path: str) -> bool:
    """Tell whether the file at `path` is called as templates and samples are."""
    return path.lower().endswith(_TEMPLATES + _SAMPLES)


def says_otherwise(path: str) -> bool:
    """Tell whether the name is that of source code, prose, YAML or another such language.

    Below a folder `nginx` lie build scripts and read-me files, with configurations quoted.
    """
    name = path.rpartition("/")[2]
    if _own().fullmatch(name):
        return True
    return _ending(name) in _OTHERS and not _HOSTS.fullmatch(path)


def says_nothing(path: str) -> bool:
    """Tell whether the name leaves open what stands in the file, so that only its text tells."""
    name = path.rpartition("/")[2]
    ending = _ending(name)
    return (not ending or ending in _NEUTRAL) and not _own().fullmatch(name)


def _ending(name: str) -> str:
    """Return what stands behind the last dot, in small letters, without the covers."""
    bare = _COVERS.sub("", _ends_as_copy().sub("", name.lower()))
    return bare.rpartition(".")[2] if "." in bare.lstrip(".") else ""

"""A file into which nothing else has a say is not read twice: that comes to the same as a walk."""

from random import Random

import pytest

from portlens.formats.apache.directive import Directive
from portlens.model.port_use import PortUse
from portlens.programs.apache.configuration import Configuration, configuration
from portlens.text.span import Span
from tests._judge import context, document

LINES = (
    "Listen 80",
    "Listen ${P}",
    "Define P 8080",
    "Define P ${P}0",
    "Define",
    "UnDefine P",
    "LoadModule ssl_module a.so",
    "<VirtualHost *:80>",
    "<VirtualHost *:${P}>",
    "</VirtualHost>",
    "<IfModule ssl_module>",
    "<IfModule !mod_ssl.c>",
    "</IfModule>",
    "<IfDefine P>",
    "</IfDefine>",
    "ServerName a:80",
    "ProxyPass / http://b:${P}/",
    "Use Macro",
    "Include",
    "Perl{{ x }}",
    "Listen \\",
)


def _made(text: str) -> Configuration:
    return configuration(document("apache", text), context({}).workspace)


def _shown(found: Configuration) -> list[object]:
    (reading,) = found.readings.values()
    return [
        found.is_whole,
        [_plain(use) for _, use in found.listens()],
        [_plain(use) for use in (*reading.uses, *reading.mentions)],
        reading.faults,
        [
            (line.name, line.words, line.title, line.is_read, _around(line))
            for _, line in found.lines
        ],
    ]


def _plain(use: PortUse) -> PortUse:
    return use._replace(detail=None)  # which has sections, of which each is equal to itself alone


def _around(line: Directive) -> list[str]:
    names, section = [], line.section
    while section is not None:
        names.append(section.head.title)
        section = section.around
    return names


@pytest.mark.parametrize("seed", range(60))
def test_both_ways_come_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    text = "\n".join(random.choice(LINES) for _ in range(random.randrange(30)))
    taken = _made(text)
    monkeypatch.setattr(Configuration, "_is_as_read", lambda *_: False)
    walked = _made(text)
    assert _shown(taken) == _shown(walked)
    path = next(iter(taken.documents))
    for start in range(len(text)):
        span = Span(start, start + len("${P}"))
        assert taken.origin(path, span) == walked.origin(path, span)

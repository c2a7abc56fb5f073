"""The reader of XML says of well-formed texts what Python's own parser does."""

from io import BytesIO
from random import Random
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import escape

import pytest

from portlens.formats.firewalld.elements import elements
from portlens.formats.registry import format_of_path

_NAMES = ("zone", "port", "source-port", "a:b", "_x", "é")
_VALUES = (
    "80",
    " 80 ",
    "",
    "a'b",
    "港",
    "8\t0\r\n",
    "&amp;&lt;",
    "&#56;0",
    "&#x38;",
    "/>",
    "=",
    ">",
)
_BETWEEN = (
    "",
    " ",
    "\n",
    "text",
    "<!-- <port> -->",
    "<![CDATA[<port x='1'>]]>",
    "<?pi <a> ?>",
    "&#60;",
)


def _element(random: Random, depth: int) -> str:
    names = random.sample(("port", "protocol", "x", "to-port"), random.randrange(4))
    attributes = "".join(_attribute(random, name) for name in names)
    name = random.choice(_NAMES)
    blank = random.choice(("", " ", "\n"))
    if depth > 2 or random.random() < 0.4:
        return f"<{name}{attributes}{blank}/>"
    inner = "".join(
        random.choice(_BETWEEN) + _element(random, depth + 1) for _ in range(random.randrange(3))
    )
    return f"<{name}{attributes}{blank}>{inner}{random.choice(_BETWEEN)}</{name}{blank}>"


def _attribute(random: Random, name: str) -> str:
    value, quote = random.choice(_VALUES), random.choice("\"'")
    if quote in value:
        value = escape(value, {quote: "&apos;"})
    blank, equals = random.choice((" ", "\n", "  ")), random.choice(("=", " = "))
    return f"{blank}{name}{equals}{quote}{value}{quote}"


def test_the_same_elements_as_expat() -> None:
    random = Random(2)
    for _ in range(300):
        head = random.choice(("", "<?xml version='1.0'?>", "<!DOCTYPE zone>\n", "<!-- a > b -->"))
        text = head + _element(random, 0)
        found = [
            (each.name, each.is_end, {name: value for name, _, value in each.attributes})
            for each in elements(text)
        ]
        assert found == _by_expat(text), text


def _by_expat(text: str) -> list[tuple[str, bool, dict[str, str]]]:
    found: list[tuple[str, bool, dict[str, str]]] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name, False, attributes))
    parser.EndElementHandler = lambda name: found.append((name, True, {}))
    parser.ParseFile(BytesIO(text.encode()))
    return found


@pytest.mark.parametrize(
    ("path", "text", "is_one"),
    [
        ("/etc/firewalld/zones/public.xml", "<zone/>", True),
        ("/etc/firewalld/zones/public/a.xml", "<zone/>", True),
        ("/r/files/firewalld/shop.xml", "<!-- a -->\n<?xml?><service>", True),
        ("/r/shop-firewalld.xml.j2", "<!DOCTYPE zone>\n<zone target='x'>", True),
        ("/r/firewalld/direct.xml", "<direct/>", False),
        ("/r/firewalld/ipsets/x.xml", "<ipset type='hash:ip'/>", False),
        ("/r/firewalld-pom.xml", "<project><service/></project>", False),
        ("/r/services/shop.xml", "<service><port port='1' protocol='tcp'/></service>", False),
        ("/r/firewalld/services/shop.xml.bak", "<service/>", True),
        ("/r/firewalld/x.xml", "<services/>", False),
    ],
)
def test_names(path: str, text: str, is_one: bool) -> None:
    found = format_of_path(path, lambda: text)
    assert (found is not None and found.id == "firewalld") == is_one

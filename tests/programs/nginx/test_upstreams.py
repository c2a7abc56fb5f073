"""A name that another file of the configuration makes an upstream."""

from portlens.features.hover import hover
from portlens.model.port_use import PortUse
from portlens.programs.program import resolved
from tests._judge import context, document

MAIN = "http { upstream shop { server a:8000; } include conf.d/*.conf; }\n"
PATH = "/site/conf.d/a.conf"
PART = (
    "server { location / { proxy_pass http://shop; } location /x { proxy_pass http://other; } }\n"
)


def uses(main: str, part: str = PART) -> list[PortUse]:
    around = context({"/site/nginx.conf": main, PATH: part})
    return list(resolved(document("nginx", part, PATH), around.workspace).uses)


def test_an_upstream_has_its_ports_elsewhere() -> None:
    assert [use.port and use.port.first for use in uses(MAIN)] == [None, 80]


def test_without_it_the_name_is_a_machine_and_the_port_the_default() -> None:
    main = "http { include conf.d/*.conf; }\n"
    assert [use.port and use.port.first for use in uses(main)] == [80, 80]


def test_an_upstream_of_another_module_is_another() -> None:
    main = "stream { upstream shop { server a:1; } } http { include conf.d/*.conf; }\n"
    assert [use.port and use.port.first for use in uses(main)] == [80, 80]


def test_hover_does_not_speak_of_a_default_port() -> None:
    around = context({"/site/nginx.conf": MAIN, PATH: PART})
    part = document("nginx", PART, PATH)
    found = hover(part, PART.index("shop"), around, "en")
    assert found
    assert found.markdown == "`shop` is the upstream in line 1 of `nginx.conf`: `a:8000`"
    assert hover(part, PART.index("other"), around, "en")

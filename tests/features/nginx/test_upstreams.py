"""The name of an upstream: completed after `proxy_pass http://`, and linked with its block."""

import pytest

from portlens.features.completion.complete import complete
from portlens.features.navigation import definition, highlights, references
from tests.features._cursor import Cursor, cursor

MAIN = """\
events {}
http {
    upstream shop { server 10.0.0.1:80; }
    upstream shelf { server 10.0.0.2:80; }
    include site.conf;
}
stream {
    upstream sql { server 10.0.0.3:5432; }
    server { listen 5432; proxy_pass sql; }
}
"""
SITE = "server {\n    listen 80;\n    location / { proxy_pass http://shop/x; }\n}\n"


def at(main: str = MAIN, site: str = SITE) -> Cursor:
    return cursor({"/e/nginx.conf": main, "/e/site.conf": site}, "nginx")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("http://<|>", ["shelf", "shop"]), ("http://sho<|>", ["shop"]), ("http://x<|>", [])],
)
def test_upstreams_of_the_module_are_offered(typed: str, offered: list[str]) -> None:
    here = at(site=SITE.replace("http://shop/x", typed))
    items = complete(here.document, here.offset, here.context, "en").items
    assert [item.text for item in items] == offered
    assert all(item.detail == "upstream (nginx.conf)" for item in items)


def test_a_server_of_an_upstream_is_no_upstream() -> None:
    here = at(MAIN.replace("server 10.0.0.1:80", "server s<|>"))
    assert complete(here.document, here.offset, here.context, "en").items == ()


def test_the_name_leads_to_its_block_and_back() -> None:
    here = at(site=SITE.replace("shop/", "sh<|>op/"))
    (found,) = definition(here.document, here.offset, here.context, here.documents)
    assert here.told(found.document, found.span) == "e/nginx.conf:3:shop"
    back = at(MAIN.replace("upstream shop", "upstream sh<|>op"))
    (found,) = definition(back.document, back.offset, back.context, back.documents)
    assert back.told(found.document, found.span) == "e/site.conf:3:shop"


@pytest.mark.parametrize("with_origins", [True, False])
def test_references_are_the_block_and_its_users(*, with_origins: bool) -> None:
    here = at(MAIN.replace("pass sql", "pass s<|>ql"))
    found = references(
        here.document, here.offset, here.context, here.documents, with_origins=with_origins
    )
    told = [here.told(each.document, each.span) for each in found]
    assert told == ["e/nginx.conf:8:sql", "e/nginx.conf:9:sql"][not with_origins :]


def test_both_are_highlighted() -> None:
    here = at(MAIN.replace("pass sql", "pass s<|>ql"))
    found = highlights(here.document, here.offset, here.context)
    assert [(each.span.of(here.document.text), each.is_origin) for each in found] == [
        ("sql", True),
        ("sql", False),
    ]


def test_another_name_is_nobodys() -> None:
    here = at(site=SITE.replace("shop/", "ot<|>her/"))
    assert definition(here.document, here.offset, here.context, here.documents) == []

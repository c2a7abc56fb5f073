"""The call hierarchy: who connects to a port, and what its program connects to."""

from portlens.features.call_hierarchy import Call, incoming, outgoing, prepare
from tests.features._cursor import Cursor, cursor
from tests.features.test_navigation_across_files import COMPOSE, NGINX, marked, stack


def told(here: Cursor, call: Call) -> str:
    place = here.told(call.item.document, call.item.span)
    return f"{call.item.name} {place} {len(call.spans)}"


def item(here: Cursor) -> str:
    found = prepare(here.document, here.offset, here.context)
    return "" if found is None else f"{found.name} {here.told(found.document, found.span)}"


def test_the_port_at_the_cursor() -> None:
    assert item(cursor(stack(marked(COMPOSE, ":80<|>00")))) == (
        "services.api 8000/tcp shop/compose.yaml:8:8000"
    )


def test_at_a_connection_the_port_that_it_leads_to() -> None:
    here = cursor(stack(nginx=marked(NGINX, "server api:80<|>00")), "nginx")
    assert item(here) == "services.api 8000/tcp shop/compose.yaml:8:8000"
    here = cursor(stack(marked(COMPOSE, "db:54<|>32")))
    assert item(here) == "db shop/compose.yaml:12:db"


def test_elsewhere_there_is_nothing() -> None:
    here = cursor(stack(marked(COMPOSE, "acme/<|>api")))
    assert prepare(here.document, here.offset, here.context) is None
    assert incoming(here.document, here.offset, here.context) == []
    assert outgoing(here.document, here.offset, here.context) == []


def test_who_connects() -> None:
    here = cursor(stack(marked(COMPOSE, ":80<|>00"), NGINX, "other"))
    calls = incoming(*here)
    assert [told(here, call) for call in calls] == ["edge shop/edge.conf:2:8000 2"]
    here = cursor(stack(marked(COMPOSE, '"63<|>79')))
    assert [told(here, call) for call in incoming(*here)] == ["api shop/compose.yaml:11:6379 1"]


def test_who_connects_to_the_caller_is_one_step_further() -> None:
    compose = COMPOSE + "  probe:\n    image: curl\n    command: curl http://edge:80/\n"
    here = cursor(stack(compose, marked(NGINX, "server api:80<|>00")), "nginx")
    assert [told(here, call) for call in incoming(*here)] == ["probe shop/compose.yaml:19:80 1"]


def test_what_a_service_connects_to() -> None:
    here = cursor(stack(marked(COMPOSE, ":80<|>00")))
    assert [told(here, call) for call in outgoing(*here)] == [
        "db shop/compose.yaml:12:db 1",
        "services.cache 6379/tcp shop/compose.yaml:16:6379 1",
    ]


def test_what_nginx_connects_to_from_the_host_port_on() -> None:
    here = cursor(stack(marked(COMPOSE, "80<|>80:80")))
    names = [call.item.name for call in outgoing(*here)]
    assert names == ["services.api 8000/tcp", "api"]


def test_an_edit_counts_at_once() -> None:
    here = cursor(stack(marked(COMPOSE, ":80<|>00")))
    assert incoming(*here)
    del here.context.workspace.files.texts["/shop/edge.conf"]  # type: ignore[attr-defined]
    assert incoming(*here) == []

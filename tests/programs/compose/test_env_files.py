"""What a service gets from its `env_file` files, in navigation and renames."""

import pytest

from portlens.features.navigation import references
from portlens.network.around import network_of
from tests.features._cursor import cursor
from tests.features.test_rename_across_files import renamed
from tests.network._stack import network, told

COMPOSE = """\
services:
  api:
    image: api
    ports: ["8080:3000"]
  worker:
    image: worker
    env_file: conf/worker.env
"""
ENV = "# of the worker\nAPI=http://api:3000/x\nVIRTUAL_PORT=9000\n"


def files(compose: str = COMPOSE, env: str = ENV) -> dict[str, str]:
    return {"/p/compose.yaml": compose, "/p/conf/worker.env": env}


def test_connections_and_the_own_port_are_found() -> None:
    assert told(network(files())) == [
        ("worker", "api", 3000, "reached", ("api",)),
        ("worker", "", 9000, "reached", ("worker",)),
    ]


@pytest.mark.parametrize(
    ("env", "port"),
    [
        ("A=http://${HOST}:3000", 3000),
        ('A="redis://api/0"', 6379),
        ("A=tcp://api:1\nA=tcp://api:2", 2),
        ("export API_HOST=api:7", 7),
    ],
)
def test_a_value_is_read_as_compose_reads_it(env: str, port: int) -> None:
    texts = files(env=env)
    texts["/p/.env"] = "HOST=api\n"
    ((_, address, first, _, _),) = told(network(texts))
    assert (address, first) == ("api", port)


RAW = "[{path: conf/worker.env, format: raw}, {path: none.env, required: false}]"


@pytest.mark.parametrize(
    ("env", "address", "port"),
    [
        ("  A=http://api:3000\r\n", "api", 3000),
        ("# A=http://api:1\n\nA\nA=tcp://api:2\nA=tcp://api:3", "api", 3),
        ("A=http://api:3000 # the port", "api", 3000),
        ("\ufeffA=redis://api", "api", 6379),
    ],
)
def test_a_raw_file_is_read_as_it_stands(env: str, address: str, port: int) -> None:
    texts = files(COMPOSE.replace("conf/worker.env", RAW), env)
    ((_, told_address, first, _, _),) = told(network(texts))
    assert (told_address, first) == (address, port)


@pytest.mark.parametrize("env", ["A=http://${HOST}:3000", "B C=1\nA=tcp://api:3000"])
def test_of_a_raw_file_nothing_is_taken_apart(env: str) -> None:
    texts = files(COMPOSE.replace("conf/worker.env", RAW), env)
    texts["/p/.env"] = "HOST=api\n"
    assert told(network(texts)) == []


@pytest.mark.parametrize(
    "compose",
    [
        COMPOSE + "    environment: {API: 'x', VIRTUAL_PORT: ''}\n",
        COMPOSE.replace("conf/worker.env", "${NOBODY}/worker.env"),
        COMPOSE.replace("conf/worker.env", "[{path: conf/worker.env, format: toml}]"),
        COMPOSE.replace("conf/worker.env", "conf/other.env"),
    ],
)
def test_what_does_not_count_is_no_connection(compose: str) -> None:
    assert told(network(files(compose))) == []


@pytest.mark.parametrize("name", ["LOGIN", "API_PASSWORD", "A", "API_USER", "URL_AUTH"])
@pytest.mark.parametrize("value", ["api:31337", "'api:31337'", "${HOST}:31337"])
def test_a_user_with_a_password_is_no_connection(name: str, value: str) -> None:
    texts = files(env=f"{name}={value}\n")
    texts["/p/.env"] = "HOST=api\n"
    assert told(network(texts)) == []
    written = COMPOSE.replace("env_file: conf/worker.env", f"environment: [{name}={value}]")
    assert told(network({**texts, "/p/compose.yaml": written})) == []


def test_a_later_file_knows_the_variables_of_an_earlier_one() -> None:
    texts = files(COMPOSE.replace("conf/worker.env", "[conf/worker.env, second.env]"), "HOST=api\n")
    texts["/p/second.env"] = "A=http://${HOST}:3000\n"
    assert told(network(texts)) == [("worker", "api", 3000, "reached", ("api",))]


def test_the_file_is_read_again_when_it_changes() -> None:
    here = cursor(files(COMPOSE.replace("80:30", "80:3<|>0")))
    assert len(network_of(here.document, here.context).connections) == 2
    here.context.workspace.files.texts["/p/conf/worker.env"] = ""  # type: ignore[attr-defined]
    assert network_of(here.document, here.context).connections == []


def test_references_and_renames_lead_into_the_file() -> None:
    here = cursor(files(COMPOSE.replace(":3000", ":30<|>00")))
    found = references(here.document, here.offset, here.context, here.documents, with_origins=True)
    assert [here.told(each.document, each.span) for each in found] == [
        "p/compose.yaml:4:3000",
        "p/conf/worker.env:2:3000",
    ]
    assert renamed(here, "4000") == {
        "/p/compose.yaml": COMPOSE.replace("3000", "4000"),
        "/p/conf/worker.env": ENV.replace("3000", "4000"),
    }

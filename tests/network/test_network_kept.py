"""The kept network equals the one built afresh, whatever happened to the files."""

import pytest

from portlens.model.port_use import PortUse
from portlens.model.socket import Connection, Place, Socket
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.left_out import left_out
from portlens.network.network import Network
from portlens.network.places import places_of
from portlens.network.spot import Spot
from portlens.programs.compose import given
from portlens.programs.named import container_of, named_format
from portlens.programs.program import opened, program_of, resolved
from portlens.workspace.document import Document
from tests._folder import MemoryFiles
from tests.network._changes import TEXTS, Story
from tests.network._stack import around
from tests.oracle._long import Record, numbers


def picture(network: Network) -> list[object]:
    """Return all that a network says, without the objects that say it."""
    sockets = [_socket(socket) for space in network.spaces for socket in network.sockets(space)]
    connections = [(*_connection(each), *network.reached(each)) for each in network.connections]
    wholes = [(space, network.is_whole(space)) for space in network.nodes]
    names = [
        (node.owner, node.names, node.networks, node.is_seen, node.image, node.runs)
        for nodes in network.nodes.values()
        for node in nodes
    ]
    return [sockets, connections, wholes, names]


def _socket(socket: Socket) -> tuple[object, ...]:
    return socket[:11]


def _connection(connection: Connection) -> tuple[object, ...]:
    return (*connection[:9], connection.certainty)


def told(path: str, context: Context) -> list[object]:
    """Return all that the files say of the one at `path`, without the objects that say it."""
    workspace = context.workspace
    document = workspace.document(path)
    format_ = named_format(path, workspace)
    container = container_of(path, workspace)
    told: list[object] = [format_.id if format_ else "", container and container.inside_of(path)]
    if document is None:
        return told
    read = resolved(document, workspace)
    again = resolved(read, workspace)
    places = places_of(document, context)
    spots = [(place, places.ports(spot)) for use in read.uses for place, spot in _spots(use, read)]
    assert again.uses == read.uses
    network = network_of(document, context)
    opens = [(each.path, use.span, use.port) for each, use in opened(document, workspace)]
    why = left_out(document, context)
    return [*told, *picture(network), read.uses, read.reading.faults, spots, opens, why]


def _spots(use: PortUse, document: Document) -> list[tuple[Place, Spot]]:
    parts = (part for part in use.parts if not part.is_implied)
    return [(Place(document.path, part.span), Spot(document, use, part)) for part in parts]


@pytest.mark.parametrize("seed", numbers(20))
def test_what_is_kept_is_what_is_made_afresh(seed: int, record_property: Record) -> None:
    record_property("stories", 1)
    story = Story(seed)
    for step in range(8):
        fresh = story.afresh()
        for path in TEXTS:
            assert told(path, story.kept) == told(path, fresh), (step, path)
        story.go_on()


INCLUDING = {
    "/r/compose.yaml": "include: [{path: sub/compose.yaml, env_file: web.env}]\n",
    "/r/web.env": "DIR=web\n",
    "/r/sub/compose.yaml": "services: {a: {build: {context: '${DIR:-api}', dockerfile: b.txt}}}\n",
    "/r/sub/web/b.txt": "FROM nginx\nEXPOSE 80\n",
    "/r/sub/api/b.txt": "FROM redis\n",
}


def _image(context: Context) -> tuple[str, set[int]]:
    document = context.workspace.document("/r/compose.yaml")
    assert document is not None
    network = network_of(document, context)
    ((node,),) = network.nodes.values()
    return node.image, {socket.first for socket in network.sockets(node.space)}


def test_the_dockerfile_of_a_service_is_the_one_that_its_projects_variables_name() -> None:
    texts = dict(INCLUDING)
    context = around(texts)
    assert _image(context) == ("nginx", {80, 443})
    texts["/r/sub/web/b.txt"] = "FROM nothing\nEXPOSE 81\n"
    assert _image(context) == ("nothing", {81})
    named = {path: named_format(path, context.workspace) for path in texts}
    found = {path for path, format_ in named.items() if format_ and format_.id == "dockerfile"}
    # By itself the included file is built from the folder of its own default.
    assert found == {"/r/sub/web/b.txt", "/r/sub/api/b.txt"}


def test_what_open_files_give_to_containers_follows_the_disk() -> None:
    compose = "services: {a: {image: nginx, volumes: ['../../x/${F}:/etc/nginx/nginx.conf']}}\n"
    texts = {"/r/p/q/compose.yaml": compose, "/r/p/q/.env": "F=a\n"}
    context = around(texts)
    document = context.workspace.document("/r/p/q/compose.yaml")
    assert document is not None
    context.workspace.open(document)
    for name in "aba":
        texts["/r/p/q/.env"] = f"F={name}\n"
        context.workspace.stand_still()
        given = [each for each in "ab" if container_of(f"/r/x/{each}", context.workspace)]
        assert given == [name]


@pytest.mark.parametrize("path", ["/r/compose.yaml", "/r/.env"])
def test_a_document_is_kept_by_what_it_was_read_from(path: str) -> None:
    texts = {"/r/compose.yaml": "services: {a: {ports: ['${P}:80']}}\n", "/r/.env": "P=81\n"}
    workspace = around(texts).workspace
    document = workspace.document(path)
    assert document is not None
    first = resolved(document, workspace)
    assert first.uses
    assert resolved(first, workspace) is first
    assert resolved(document, workspace) is first


def test_each_file_is_looked_at_for_mounts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"  s{number}: {{image: nginx, ports: [{number}]}}\n" for number in range(1, 99))
    mount = "  a: {image: nginx, volumes: ['./nginx.conf:/etc/nginx/nginx.conf']}\n"
    context = around({"/r/compose.yaml": f"services:\n{mount}{rows}"})
    asked: list[str] = []
    search = given.may_mount

    def counted(text: str) -> bool:
        asked.append(text)
        return search(text)

    monkeypatch.setattr(given, "may_mount", counted)
    document = context.workspace.document("/r/compose.yaml")
    assert document is not None
    found = given.given_around(document, context.workspace)
    assert [each.path for each in found] == ["/r/nginx.conf"]
    assert len(asked) == 1


def test_a_keystroke_costs_its_own_project_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'services: {web: {image: x, environment: {A: "http://web:80"}}}\n'
    texts = {f"/r/{number}/compose.yaml": text for number in range(2_000)}
    context = around(texts)
    for path in texts:
        document = context.workspace.document(path)
        assert document is not None
        network_of(document, context)
    asked: list[str] = []
    version = MemoryFiles.version

    def counted(files: MemoryFiles, path: str) -> object:
        asked.append(path)
        return version(files, path)

    monkeypatch.setattr(MemoryFiles, "version", counted)
    texts["/r/7/compose.yaml"] = text + "# more\n"
    document = context.workspace.document("/r/7/compose.yaml")
    assert document is not None
    network_of(document, context)
    assert {path.rpartition("/")[0] for path in asked} <= {"/r/7", "/r", ""}


def test_all_files_of_a_project_have_one_program() -> None:
    text = "services: {web: {image: nginx, ports: ['80:80']}}\n"
    names = ("compose.yaml", "compose.override.yaml")
    texts = {f"/r/{name}": text for name in names}
    workspace = around(texts).workspace
    for number in (80, 81):
        texts["/r/compose.yaml"] = text.replace("80:80", f"{number}:80")
        found = [workspace.document(f"/r/{name}") for name in names]
        one, other = (program_of(each, workspace) for each in found if each is not None)
        assert one is other
        assert {socket.first for socket in one.sockets} == {80, number}

"""What a development container makes together with the project that it is a part of."""

from portlens.formats.registry import format_named
from portlens.programs.program import Program, program_of
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

COMPOSE = "services:\n  app: {image: a}\n  db: {image: postgres}\n"


def program(text: str, files: dict[str, str] | None = None) -> Program:
    path = "/p/.devcontainer/devcontainer.json"
    workspace = Workspace(MemoryFiles({path: text, **(files or {})}))
    document = workspace.document(path, format_named("devcontainer"))
    assert document is not None
    return program_of(document, workspace)


def connected(made: Program) -> list[tuple[str, int]]:
    return [(each.address.text, each.first) for each in made.topology.connections]


def test_what_is_forwarded_is_connected_to_and_a_range_of_attributes_is_not() -> None:
    text = '{"image": "a", "forwardPorts": [3000], "portsAttributes": {"40000-55000": {}}}'
    assert connected(program(text)) == [("localhost", 3000)]


def test_a_service_of_the_project_is_called_from_the_containers_own() -> None:
    text = '{"dockerComposeFile": "compose.yaml", "service": "app", "forwardPorts": ["db:5432"]}'
    made = program(text, {"/p/.devcontainer/compose.yaml": COMPOSE})
    assert connected(made) == [("db", 5432)]
    (app,) = (node for node in made.topology.nodes if node.owner == "app")
    assert made.topology.connections[0].space == app.space

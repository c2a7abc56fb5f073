"""The graph of ports: what is drawn of real constellations, and with which marks."""

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.graph import PortGraph
from portlens.features.port_graph.marked import marked
from portlens.features.port_graph.rows import rows
from portlens.network.context import Context
from portlens.text.phrase import Language
from portlens.workspace.settings import HostGroup, Settings
from tests.network._stack import around

SHOP = """\
name: shop
services:
  edge:
    image: nginx:1.27
    ports: ["80:80", "443:443"]
    networks: [front, back]
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
  app: {image: acme/app, networks: [back], environment: {DB: "postgres://db:5432"}}
  db: {image: "postgres:17", networks: [data], ports: ["127.0.0.1:5432:5432"]}
  job: {image: x, networks: [data], environment: {DB: "db:5432", OUT: "https://example.org:8443"}}
networks: {front: , back: , data: }
"""
NGINX = "events {} http { server { listen 80; location / { proxy_pass http://app:8000; } } }"


def graph(
    files: dict[str, str], language: Language = "en", settings: Settings | None = None
) -> PortGraph:
    context: Context = around(files)
    context = context if settings is None else context._replace(settings=settings)
    found = (context.workspace.document(path) for path in files)
    documents = [document for document in found if document is not None]
    analyses = {each.path: analyse(each, context) for each in documents}
    return port_graph(
        documents, marked(documents, analyses), lambda _: context, catalogue(), language
    )


def nodes(found: PortGraph) -> dict[str, list[str]]:
    """Return each node with its ports and their marks."""
    return {
        node.label: [f"{port.text} {port.name} {port.mark}".strip() for port in node.ports]
        for node in found.nodes
    }


def edges(found: PortGraph) -> list[str]:
    names = {node.id: node.label for node in found.nodes}
    return [
        f"{names[edge.source]} > {names[edge.target]} {edge.label} {edge.mark}".strip()
        for edge in found.edges
    ]


def test_a_project_with_a_mounted_nginx() -> None:
    found = graph({"/p/compose.yaml": SHOP, "/p/nginx.conf": NGINX})
    assert nodes(found) == {
        "80/tcp": ["80/tcp nginx"],
        "443/tcp": ["443/tcp https unserved"],
        "127.0.0.1:5432/tcp": ["127.0.0.1:5432/tcp PostgreSQL"],
        "edge": ["80/tcp nginx", "443/tcp https"],
        "app": [],
        "db": ["5432/tcp PostgreSQL"],
        "job": [],
        "example.org": [],
    }
    assert edges(found) == [
        "80/tcp > edge 80",
        "443/tcp > edge 443 unserved",
        "127.0.0.1:5432/tcp > db 5432",
        "app > db 5432 unreachable",
        "job > db 5432",
        "job > example.org 8443 unknown",
        "edge > app 8000 unknown",
    ]


def test_networks_lie_in_their_project_and_the_host_too() -> None:
    found = graph({"/p/compose.yaml": SHOP, "/p/nginx.conf": NGINX})
    labels = {group.id: group.label for group in found.groups}
    said = {(group.kind, group.label, labels.get(group.parent or "")) for group in found.groups}
    assert said == {
        ("project", "shop", None),
        ("host", "Host", "shop"),
        ("network", "back + front", "shop"),
        ("network", "back", "shop"),
        ("network", "data", "shop"),
    }
    assert all(node.group in labels for node in found.nodes if node.kind != "unknown")


def test_both_ends_of_a_conflict_are_marked() -> None:
    text = 'services:\n  a: {image: x, ports: ["8080:1"]}\n  b: {image: x, ports: ["8080:2"]}\n'
    found = graph({"/p/compose.yaml": text})
    assert [
        port.mark for node in found.nodes for port in node.ports if node.kind == "published"
    ] == [
        "conflict",
        "conflict",
    ]
    quiet = text.replace('["8080:2"]}', '["8080:2"]} # portlens: ignore[host-port-conflict]')
    marks = [port.mark for node in graph({"/p/compose.yaml": quiet}).nodes for port in node.ports]
    assert "conflict" not in marks


def test_two_projects_are_apart_though_their_services_share_names() -> None:
    text = 'services: {db: {image: "postgres:17", ports: ["5432:5432"]}}\n'
    found = graph({"/one/compose.yaml": text, "/two/compose.yaml": text})
    assert [node.label for node in found.nodes if node.kind == "service"] == ["db", "db"]
    assert len({node.id for node in found.nodes}) == 4
    assert {edge.mark for edge in found.edges} == {""}


def test_programs_of_one_machine_are_boxes_on_it() -> None:
    found = graph(
        {
            "/r/etc/nginx/nginx.conf": NGINX.replace("app:8000", "localhost:2222"),
            "/r/etc/ssh/sshd_config": "Port 2222\n",
        }
    )
    assert nodes(found) == {"nginx.conf": ["80/tcp http"], "sshd_config": ["2222/tcp ssh"]}
    assert edges(found) == ["nginx.conf > sshd_config 2222"]


def test_a_port_that_is_published_on_the_machine_is_reached_there() -> None:
    text = (
        'services:\n  a: {image: x, environment: {U: "http://host.docker.internal:8080"}}\n'
        '  b: {image: y, ports: ["8080:80"]}\n'
    )
    assert edges(graph({"/p/compose.yaml": text})) == ["8080/tcp > b 80", "a > 8080/tcp 8080"]


def test_a_service_on_the_machines_own_network_is_a_box_of_its_own() -> None:
    text = (
        "services:\n  a: {image: x, network_mode: host, expose: ['7000']}\n"
        '  b: {image: y, environment: {U: "http://host.docker.internal:9"}}\n'
        "  c: {image: y, environment: {U: 'http://b:1'}}\n"
    )
    assert edges(graph({"/p/compose.yaml": text})) == ["c > b 1 unknown"]


def test_of_many_addresses_outside_a_few_are_drawn() -> None:
    hosts = "".join(f"Host h{n}\n  LocalForward {n + 9000} h{n}.example:80\n" for n in range(40))
    found = graph({"/home/x/.ssh/config": hosts})
    outside = [node for node in found.nodes if node.kind == "unknown"]
    assert 0 < len(outside) <= 7


def test_ids_stay_when_lines_move() -> None:
    one = graph({"/p/compose.yaml": SHOP, "/p/nginx.conf": NGINX})
    other = graph({"/p/compose.yaml": SHOP, "/p/nginx.conf": "# more\n\n" + NGINX})
    assert [node.id for node in one.nodes] == [node.id for node in other.nodes]


def test_nothing_makes_an_empty_graph() -> None:
    assert graph({}) == PortGraph((), (), ())
    assert graph({"/p/compose.yaml": "services: {a: {image: x}}\n"}).nodes == ()


def test_it_speaks_japanese() -> None:
    found = graph({"/p/compose.yaml": SHOP, "/p/nginx.conf": NGINX}, "ja")
    assert "ホスト" in [group.label for group in found.groups]


def test_a_port_leads_to_where_its_number_is_written() -> None:
    text = 'services: {db: {image: "postgres:17", ports: ["127.0.0.1:5432:5432"]}}\n'
    (db,) = [each for each in graph({"/p/compose.yaml": text}).nodes if each.kind == "service"]
    assert db.ports[0].place.span.start == text.rindex("5432")


def test_an_entry_whose_container_side_is_no_port_leads_nowhere() -> None:
    text = 'services:\n  shop: {image: acme/shop, ports: ["127.0.0.1:8000:80000"]}\n'
    found = graph({"/p/compose.yaml": text})
    assert nodes(found) == {"127.0.0.1:8000/tcp": ["127.0.0.1:8000/tcp"]}
    assert [node.kind for node in found.nodes] == ["published"]
    assert edges(found) == []


def test_a_project_is_called_as_its_files_say() -> None:
    files = {
        "/srv/docker/compose.yaml": SHOP,
        "/srv/other/compose.yaml": SHOP[len("name: shop\n") :],
    }
    projects = [group.label for group in graph(files).groups if group.kind == "project"]
    assert projects == ["shop", "other"]


def test_a_page_on_localhost_is_for_a_browser_where_nobody_is_seen_to_listen() -> None:
    app = (
        'services: {app: {image: acme/app, environment: {SITE_URL: "${SITE}", API: "${API}"}, '
        'ports: ["80:8000"]}}'
    )
    env = "SITE=http://localhost:3000\nAPI=tcp://127.0.0.1:4000\n"
    found = graph({"/p/compose.yaml": app, "/p/.env": env})
    assert edges(found) == ["80/tcp > app 8000", "app > app 4000 unknown"]


def test_who_is_on_no_network_with_a_service_has_a_row_apart() -> None:
    stack = """\
services:
  box: {image: acme/box, expose: [8194], networks: [inner]}
  api: {image: acme/api, networks: [inner, default], environment: &env {BOX: "http://box:8194"}}
  job: {image: acme/job, environment: *env}
networks: {inner: }
"""
    found = rows(graph({"/p/compose.yaml": stack}))
    assert [([each.label for each in row.callers], row.marks) for row in found] == [
        (["api"], ()),
        (["job"], ("unreachable",)),
    ]


def test_a_published_range_is_one_port_of_the_service() -> None:
    stack = (
        'services: {sip: {image: acme/sip, ports: ["20000-20009:30000-30009/udp", "9997:9997"]}}'
    )
    assert nodes(graph({"/p/compose.yaml": stack}))["sip"] == [
        "9997/tcp sip",
        "30000-30009/udp sip",
    ]


def test_a_port_that_docker_picks_leads_to_its_service() -> None:
    entries = '"8000-8002:9000", "82", "127.0.0.1::70", "${NOWHERE}:71", "9100:81"'
    stack = f"services: {{app: {{image: acme/app, ports: [{entries}]}}}}\n"
    assert edges(graph({"/p/compose.yaml": stack})) == [
        *("9100/tcp > app 81", "8000-8002/tcp > app 9000", "*/tcp > app 82"),
        *("127.0.0.1:*/tcp > app 70", "*/tcp > app 71"),
    ]


def test_boxes_of_one_name_on_one_machine_show_their_files() -> None:
    files = {
        "/r/a/nginx.conf": NGINX,
        "/r/b/nginx.conf": NGINX.replace("80;", "81;"),
        "/r/sshd_config": "Port 22\n",
        "/r/c/compose.yaml": HOST_MODE.format(port=81),
        "/r/d/compose.yaml": HOST_MODE.format(port=22),
    }
    settings = Settings(hosts=(HostGroup("m", ("**",), "/r"),))
    found = graph(files, settings=settings)
    assert [group.label for group in found.groups if group.kind == "host"] == ["Host (m)"]
    # What one of them calls on the machine itself is the others'.
    assert edges(found) == [
        "a/nginx.conf > app 8000 unknown",
        "b/nginx.conf > app 8000 unknown",
        "web (c/compose.yaml) > b/nginx.conf 81",
        "web (d/compose.yaml) > sshd_config 22",
    ]


HOST_MODE = (
    "services: {{web: {{image: x, network_mode: host, environment: {{A: 'localhost:{port}'}}}}}}\n"
)


def test_what_ssh_opens_on_its_server_is_on_another_host() -> None:
    found = graph(
        {"/h/.ssh/config": "Host a\n  RemoteForward 5000 localhost:80\n  LocalForward 6000 b:80\n"}
    )
    assert [group.label for group in found.groups] == ["Another host (.ssh)", "Host (.ssh)"]
    listed = [
        (row.port.text if row.port else "", [one.label for one in row.published])
        for row in rows(found)
    ]
    assert ("localhost:5000/tcp", []) in listed
    assert ("", ["localhost:6000/tcp"]) in listed


def test_groups_with_one_name_are_told_apart_by_their_folders() -> None:
    client = "Host a\n  LocalForward 6000 b:80\n  RemoteForward 5000 c:80\n"
    stack = "services: {web: {image: nginx, ports: ['8080:80']}}\n"
    files = {
        "/home/ann/.ssh/config": client,
        "/home/bob/.ssh/config": client,
        "/srv/a/shop/compose.yaml": stack,
        "/srv/b/shop/compose.yaml": stack,
        "/srv/blog/compose.yaml": stack,
    }
    labels = {group.label for group in graph(files).groups}
    assert labels == {
        *("Host (ann/.ssh)", "Host (bob/.ssh)"),
        *("Another host (ann/.ssh)", "Another host (bob/.ssh)"),
        *("shop (a/shop)", "shop (b/shop)", "blog", "Host"),
    }


def test_projects_of_one_folder_are_told_apart_by_their_files() -> None:
    stack = "services: {web: {image: nginx, ports: ['8080:80']}}\n"
    found = graph({"/srv/shop/compose.yaml": stack, "/srv/shop/compose.prod.yaml": stack})
    projects = {group.label for group in found.groups if group.kind == "project"}
    assert projects == {"shop (compose.yaml)", "shop (compose.prod.yaml)"}

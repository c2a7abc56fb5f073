"""Who reaches whom by which name, and what listens there.

The names are those that answered in projects really started on a Docker Engine.
"""

import pytest

from portlens.model.socket import PortSpace
from tests.network._stack import name_of, network, told

NAMES = """
name: shop
services:
  caller: {{image: x, networks: {caller}, environment: {{A: "http://{name}:80"}}{more}}}
  web:
    image: y
    container_name: front-door
    hostname: w1
    networks: {{front: {{aliases: [www]}}, back: }}
  job: {{image: y, networks: [back]}}
networks: {{front: , back: }}
"""


def names(name: str, caller: str = "[front]", more: str = "") -> tuple[str, tuple[str, ...]]:
    text = NAMES.format(name=name, caller=caller, more=more)
    (found,) = told(network({"/p/compose.yaml": text}))
    return found[3], found[4]


@pytest.mark.parametrize("name", ["web", "front-door", "w1", "www"])
def test_a_service_answers_to_its_names_on_a_shared_network(name: str) -> None:
    assert names(name) == ("reached", ("web",))


def test_an_alias_counts_on_its_own_network_alone() -> None:
    assert names("www", "[back]") == ("unreachable", ("web",))


def test_a_container_name_takes_the_place_of_the_one_that_compose_makes_up() -> None:
    assert names("shop-web-1") == ("nobody", ())
    assert names("shop-job-1", "[back]") == ("reached", ("job",))


def test_a_service_of_another_network_is_there_and_out_of_reach() -> None:
    assert names("job") == ("unreachable", ("job",))


def test_nobody_is_called_so() -> None:
    assert names("wbe") == ("nobody", ())


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("other", ', extra_hosts: ["other:10.0.0.1"]'),
        ("other", ", dns: 10.0.0.1"),
        ("other", ", external_links: [other]"),
        ("example.org", ""),
        ("10.1.2.3", ""),
    ],
)
def test_what_is_elsewhere_is_unknown(name: str, more: str) -> None:
    assert names(name, more=more) == ("unknown", ())


def test_localhost_is_the_container_itself() -> None:
    assert names("localhost") == ("reached", ("caller",))
    assert names("127.0.0.1") == ("reached", ("caller",))


def test_the_machine_has_a_name_in_its_containers() -> None:
    assert names("host.docker.internal") == ("reached", ("machine",))
    more = ', extra_hosts: {outside: "host-gateway"}'
    assert names("outside", more=more) == ("reached", ("machine",))


@pytest.mark.parametrize(
    ("mode", "leads"), [("service:web", "web"), ("host", "machine"), ("none", "other")]
)
def test_who_has_no_network_of_its_own_has_no_name(mode: str, leads: str) -> None:
    text = f"""
services:
  web: {{image: x}}
  other: {{image: x, network_mode: "{mode}"}}
  caller: {{image: x, environment: {{A: "http://Other:80 http://othre:80"}}}}
"""
    found = told(network({"/p/compose.yaml": text}))
    assert [one[3:] for one in found] == [("nameless", (leads,)), ("nobody", ())]


def test_who_has_no_name_in_one_project_is_nobody_in_another() -> None:
    text = "services:\n  web: {image: nginx, volumes: [FILE:/etc/nginx/conf.d/default.conf]}\n"
    outer = text.replace("FILE", "./q/default.conf")
    files = {
        "/p/compose.yaml": outer + "  other: {image: x, network_mode: host}\n",
        "/p/q/compose.yaml": text.replace("FILE", "./default.conf"),
        "/p/q/default.conf": "server { location / { proxy_pass http://other:80; } }\n",
    }
    found = network(files, "/p/q/default.conf", "nginx")
    kinds = [found.reached(each).kind for each in found.connections]
    assert sorted(kinds) == ["nameless", "nobody"]


def test_a_link_across_networks_leads_nowhere() -> None:
    assert names("peer", more=', links: ["job:peer"]') == ("nobody", ())


def test_a_link_gives_a_name_of_its_own() -> None:
    assert names("shop", more=', links: ["web:shop"]') == ("reached", ("web",))


def test_an_external_network_may_have_more_names() -> None:
    text = """
services:
  caller: {image: x, networks: [shared], environment: {A: "http://db:80 http://[::1]:8"}}
  web: {image: x, environment: {A: "http://nobody:80"}, networks: [shared, default]}
networks: {shared: {external: true}}
"""
    found = told(network({"/p/compose.yaml": text}))
    assert [one[3] for one in found] == ["unknown", "reached", "unknown"]


SHARED = """
services:
  vpn: {image: vpn, container_name: tunnel, networks: [front], ports: ["8080:80"]}
  app: {image: nginx, network_mode: "service:vpn", environment: {A: "http://web:1", B: "http://localhost:2"}}
  job: {image: job, network_mode: "container:tunnel"}
  out: {image: out, network_mode: host, environment: {A: "http://localhost:8080"}}
  far: {image: out, network_mode: "container:elsewhere", environment: {A: "http://web:3"}}
  round: {image: x, network_mode: "service:trip"}
  trip: {image: x, network_mode: "service:round"}
  web: {image: web, networks: [front]}
networks: {front: }
"""


def test_network_mode_shares_the_port_space_and_the_names() -> None:
    found = network({"/p/compose.yaml": SHARED})
    owners = {
        name_of(space): [node.owner for node in nodes] for space, nodes in found.nodes.items()
    }
    assert owners["vpn"] == ["vpn", "app", "job"]
    assert owners["machine"] == ["out"]
    assert told(found) == [
        ("app", "web", 1, "reached", ("web",)),
        ("app", "localhost", 2, "reached", ("vpn",)),
        ("out", "localhost", 8080, "reached", ("machine",)),
        ("far", "web", 3, "unknown", ()),
    ]


def test_a_published_port_leads_into_its_container() -> None:
    found = network({"/p/compose.yaml": SHARED})
    space = PortSpace("container", "/p/compose.yaml#vpn")
    assert [socket.first for socket in found.published_as(space, 80, "tcp")] == [8080, 8080]
    assert found.published_as(space, 81, "tcp") == []
    (machine, _) = found.published_as(space, 80, "tcp")
    assert [connection.owner for connection in found.connections_to(machine)] == ["out"]


INSIDE = """
services:
  edge:
    image: {image}
    volumes: ["./edge:{place}:ro"]
    ports: ["8080:80"]
"""


def inside(image: str, place: str, conf: str, **more: str) -> tuple[bool, list[int]]:
    files = {
        "/p/compose.yaml": INSIDE.format(image=image, place=place),
        "/p/edge": conf,
        **{path.replace("__", "/"): text for path, text in more.items()},
    }
    found = network(files)
    space = PortSpace("container", "/p/compose.yaml#edge")
    certain = [socket.first for socket in found.sockets(space) if socket.certainty == "certain"]
    return found.is_whole(space), certain


SERVER = "server { listen 8000; }"


def test_all_that_an_official_nginx_listens_on_is_certain() -> None:
    assert inside("nginx", "/etc/nginx/conf.d/default.conf", SERVER) == (True, [8000])
    main = f"events {{}} http {{ {SERVER} include mime.types; }}"
    assert inside("nginx:1.25-alpine", "/etc/nginx/nginx.conf", main) == (True, [8000])


@pytest.mark.parametrize(
    ("image", "place", "conf"),
    [
        ("nginx", "/etc/nginx/conf.d/site.conf", SERVER),  # default.conf listens on 80 beside it
        ("acme/nginx", "/etc/nginx/conf.d/default.conf", SERVER),
        ("nginx\n    command: nginx -c /x", "/etc/nginx/conf.d/default.conf", SERVER),
        (
            "nginx",
            "/etc/nginx/nginx.conf",
            f"events {{}} http {{ {SERVER} include conf.d/*.conf; }}",
        ),
        ("nginx", "/etc/nginx/templates/default.conf.template", SERVER),
    ],
)
def test_of_other_containers_something_is_not_seen(image: str, place: str, conf: str) -> None:
    is_whole, certain = inside(image, place, conf)
    assert not is_whole
    assert certain == [8000]


def test_a_dockerfile_says_what_is_in_the_image() -> None:
    files = {
        "/p/compose.yaml": "services: {edge: {build: .}, api: {build: ./api}}",
        "/p/Dockerfile": "FROM nginx\nRUN rm /etc/nginx/conf.d/*\nCOPY a.conf /etc/nginx/conf.d/",
        "/p/a.conf": SERVER,
        "/p/api/Dockerfile": "FROM acme/base AS b\nFROM b\nEXPOSE 3000/tcp 9229\nCMD npm start",
    }
    found = network(files)
    edge, api = (PortSpace("container", f"/p/compose.yaml#{name}") for name in ("edge", "api"))
    assert found.is_whole(edge)
    assert not found.may_serve(edge, 80, "tcp")
    assert found.may_serve(edge, 8000, "tcp")
    assert [socket.first for socket in found.sockets(api)] == [3000, 9229]
    assert not found.is_whole(api)


def test_a_file_is_judged_in_all_containers_that_it_is_given_to() -> None:
    files = {
        "/p/dev.compose.yaml": INSIDE.format(image="nginx", place="/etc/nginx/nginx.conf"),
        "/p/compose.yaml": INSIDE.format(image="nginx", place="/etc/nginx/nginx.conf"),
        "/p/edge": f"events {{}} http {{ {SERVER} }}",
    }
    found = network(files, "/p/edge", "nginx")
    assert [list(program.documents) for program in found.programs] == [
        ["/p/compose.yaml"],
        ["/p/edge"],
        ["/p/dev.compose.yaml"],
        ["/p/edge"],
    ]


def test_the_files_of_one_etc_tree_are_one_machine() -> None:
    files = {
        "/r/etc/nginx/nginx.conf": "events {} http { server { listen 22; } }",
        "/r/etc/ssh/sshd_config": "Port 22\n",
        "/s/etc/ssh/sshd_config": "Port 22\n",
    }
    found = network(files, "/r/etc/nginx/nginx.conf")
    assert {path for program in found.programs for path in program.documents} == {
        "/r/etc/nginx/nginx.conf",
        "/r/etc/ssh/sshd_config",
    }
    assert len(list(found.spaces)) == 1


def test_a_variable_of_the_env_file_brings_in_a_connection() -> None:
    files = {
        "/p/compose.yaml": "services: {a: {image: x, environment: {U: '${URL}'}}, b: {image: x}}\n",
        "/p/.env": "URL=http://b:3000/\n",
    }
    found = network(files)
    assert told(found) == [("a", "b", 3000, "reached", ("b",))]


def test_where_a_service_itself_listens_nobody_connects() -> None:
    text = """\
services:
  rest:
    image: acme/rest
    environment: {REST_LISTENERS: "http://0.0.0.0:8082", BACK: "http://127.0.0.1:${PORT:-8083}"}
"""
    found = network({"/p/compose.yaml": text})
    assert [connection.first for connection in found.connections] == [8083]

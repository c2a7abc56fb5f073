"""A port that several services have by the same lines is renamed for all of them."""

import pytest

from tests.features._cursor import cursor
from tests.features.test_navigation_across_files import marked
from tests.features.test_rename_across_files import renamed

HAPROXY = """\
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend f
  bind :80
  default_backend b
backend b
  server a api:9000
  server b api2:9000
"""
BALANCER = """\
  lb:
    image: haproxy:3
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"]
"""
SETTINGS = '{image: acme/api, command: [serve, --port, "9000"], expose: [9000]}'
SHARED = {
    "an alias": f"services:\n  api: &api {SETTINGS}\n  api2: *api\n",
    "a merge key": f"x-api: &api {SETTINGS}\n"
    "services:\n  api:\n    <<: *api\n  api2:\n    <<: *api\n",
    "extends": f"services:\n  api: {SETTINGS}\n  api2:\n    extends: api\n",
    "an alias of a list": "services:\n"
    '  api: {image: acme/api, command: &run [serve, --port, "9000"]}\n'
    "  api2: {image: acme/api2, command: *run}\n",
}
APART = {
    "lines of its own": f"services:\n  api: {SETTINGS}\n"
    "  api2: {image: acme/api, expose: [9000]}\n",
    "what it connects to": "services:\n"
    '  api: {image: acme/api, expose: [9000], environment: &env {DB: "http://db:9000"}}\n'
    "  api2: {image: acme/api2, environment: *env}\n",
    "another command": f"services:\n  api: {SETTINGS}\n"
    "  api2:\n    extends: api\n    command: serve --port 9001\n    expose: !override [9001]\n",
}


def after(services: str, host: str) -> tuple[str, str]:
    """Return the compose file and the HAProxy one, 9000 of `host` renamed to 9100."""
    files = {
        "/p/haproxy.cfg": marked(HAPROXY, f"{host}:9<|>000"),
        "/p/compose.yaml": services + BALANCER,
    }
    made = renamed(cursor(files), "9100")
    assert isinstance(made, dict), made
    compose = made.get("/p/compose.yaml", files["/p/compose.yaml"])
    return compose.removesuffix(BALANCER), made["/p/haproxy.cfg"]


@pytest.mark.parametrize("host", ["api", "api2"])
@pytest.mark.parametrize("services", SHARED.values(), ids=SHARED)
def test_shared_lines_change_for_both_services(services: str, host: str) -> None:
    assert after(services, host) == (
        services.replace("9000", "9100"),
        HAPROXY.replace("9000", "9100"),
    )


@pytest.mark.parametrize("services", APART.values(), ids=APART)
def test_what_is_not_shared_stays(services: str) -> None:
    _, haproxy = after(services, "api")
    assert haproxy == HAPROXY.replace("api:9000", "api:9100")

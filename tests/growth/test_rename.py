"""A rename that touches or tries all files of a machine costs what they are many."""

import pytest

from portlens.features.rename import rename
from portlens.programs.program import resolved
from portlens.workspace.steps import finish
from tests._judge import context
from tests._steps import steps
from tests.growth.test_growth import STEEPEST

SIZE = 70  # more than are kept of most that is made for a file alone


def _sites(n: int) -> dict[str, str]:
    return {
        "/etc/nginx/nginx.conf": "events {}\nhttp { include conf.d/*.conf; }\n",
        **{
            f"/etc/nginx/conf.d/{i}.conf": f"server {{ listen 8080; server_name a{i}; }}\n"
            for i in range(n)
        },
    }


def _services(n: int) -> dict[str, str]:
    return {
        "/etc/xinetd.conf": "includedir /etc/xinetd.d\n",
        **{
            f"/etc/xinetd.d/a{i}": (
                f"service a{i}\n{{\n\ttype = UNLISTED\n\tport = {2000 + i}\n"
                "\tsocket_type = stream\n\tprotocol = tcp\n\twait = no\n"
                "\tuser = root\n\tserver = /bin/a\n}\n"
            )
            for i in range(n)
        },
    }


def _sites_behind(n: int) -> dict[str, str]:
    return {
        "/etc/haproxy/haproxy.cfg": "frontend a\n bind :8080\n",
        "/etc/nginx/nginx.conf": "events {}\nhttp { include conf.d/*.conf; }\n",
        **{
            f"/etc/nginx/conf.d/{i}.conf": (
                f"server {{ listen {2000 + i}; "
                "location / { proxy_pass http://127.0.0.1:8080; } }\n"
            )
            for i in range(n)
        },
    }


def _units(n: int) -> dict[str, str]:
    return {f"/etc/systemd/system/a{i}.socket": "[Socket]\nListenStream=8080\n" for i in range(n)}


def _virtual_hosts(n: int) -> dict[str, str]:
    return {
        "/etc/apache2/apache2.conf": "Listen 8080\nIncludeOptional sites-enabled/*.conf\n",
        **{
            f"/etc/apache2/sites-enabled/{i}.conf": (
                f"<VirtualHost *:8080>\nServerName a{i}\n</VirtualHost>\n"
            )
            for i in range(n)
        },
    }


def _services_of_a_variable(n: int) -> dict[str, str]:
    return {
        "/site/.env": "P=8080\n",
        "/site/compose.yaml": "services:\n"
        + "".join(f"  s{i}: {{image: x, ports: ['{9000 + i}:${{P}}']}}\n" for i in range(n)),
    }


MACHINES = {
    "units on one port": (_units, "/etc/systemd/system/a0.socket"),
    "virtual hosts on one port": (_virtual_hosts, "/etc/apache2/apache2.conf"),
    "services of a variable": (_services_of_a_variable, "/site/.env"),
    "sites on one port": (_sites, "/etc/nginx/conf.d/0.conf"),
    "services of xinetd": (_services, "/etc/xinetd.d/a0"),
    "sites before one port": (_sites_behind, "/etc/haproxy/haproxy.cfg"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MACHINES)
def test_twice_the_files_are_renamed_in_twice_the_steps(name: str) -> None:
    make, path = MACHINES[name]

    def cost(size: int) -> int:
        around = context(make(size))
        subject = around.workspace.document(path)
        assert subject is not None
        around.workspace.open(subject)
        around.workspace.stand_still()  # as a server does at each question
        read = resolved(subject, around.workspace)
        (at,) = (use.port.span.start for use in read.uses if use.port is not None)
        documents = [each for one in make(size) if (each := around.workspace.document(one))]
        return steps(lambda: finish(rename(read, at, "8081", around, lambda: documents)))

    cost(2)
    small, large = cost(SIZE), cost(2 * SIZE)
    assert large <= STEEPEST * small, (small, large)

"""Trees that grow in files, of which every one is judged."""

from collections.abc import Callable

_SERVICE = (
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
    "spec: {selector: {app: web}, ports: [{port: 80, targetPort: web}]}\n"
)
_POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\n"
    "spec: {containers: [{image: acme/web, ports: [{containerPort: 8080, name: http}]}]}\n"
)


def _kustomized(folder: str) -> dict[str, str]:
    """Return a kustomization of two files, of which one means a port that the other lacks."""
    return {
        f"{folder}/kustomization.yaml": "resources: [app.yaml, service.yaml]\n",
        f"{folder}/app.yaml": _POD,
        f"{folder}/service.yaml": _SERVICE,
    }


TREES: dict[str, Callable[[int], dict[str, str]]] = {
    "sites of one main file": lambda n: {
        "/site/nginx.conf": "events {}\nhttp { include conf.d/*.conf; }\n",
        **{
            f"/site/conf.d/{i}.conf": (
                f"server {{ listen {1024 + i}; location / {{ proxy_pass http://u:80; }} }}\n"
            )
            for i in range(n)
        },
    },
    "sites without a main file": lambda n: {
        f"/site/conf.d/{i}.conf": f"server {{ listen {1024 + i}; }}\n" for i in range(n)
    },
    "sites that the main file leaves out": lambda n: {
        "/site/nginx.conf": "events {}\nhttp { include conf.d/0.conf; }\n",
        **{f"/site/conf.d/{i}.conf": "server { listen 80; }\n" for i in range(n)},
    },
    "sites of httpd": lambda n: {
        "/etc/apache2/apache2.conf": "Listen 80\nIncludeOptional sites-enabled/*.conf\n",
        **{
            f"/etc/apache2/sites-enabled/{i}.conf": (
                f"<VirtualHost *:80>\nServerName a{i}\n</VirtualHost>\n"
            )
            for i in range(n)
        },
    },
    # Of each manifest all kustomizations around are asked who changes it.
    "kustomizations side by side": lambda n: {
        path: text for i in range(n) for path, text in _kustomized(f"/k8s/{i}").items()
    },
    "folders that Flux applies": lambda n: {
        path: text
        for i in range(n)
        for path, text in {
            **_kustomized(f"/k8s/{i}"),
            f"/clusters/{i}.yaml": _SERVICE
            + "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
            f"spec: {{path: ./k8s/{i}, patches: []}}\n",
        }.items()
    },
    "overlays of one base": lambda n: {
        **_kustomized("/k8s/base"),
        **{f"/k8s/{i}/kustomization.yaml": "resources: [../base]\n" for i in range(n)},
    },
    "services of xinetd on one port": lambda n: {
        "/etc/xinetd.conf": "includedir /etc/xinetd.d\n",
        **{
            f"/etc/xinetd.d/a{i}": (
                f"service a{i}\n{{\n\ttype = UNLISTED\n\tport = 8080\n\tsocket_type = stream\n"
                "\tprotocol = tcp\n\twait = no\n\tuser = root\n\tserver = /bin/a\n}\n"
            )
            for i in range(n)
        },
    },
    "units of one machine": lambda n: {
        f"/etc/systemd/system/{path}": f"[Socket]\nListenStream={1024 + i}\n"
        for i in range(n)
        for path in (f"a{i}.socket", f"sockets.target.wants/a{i}.socket")
    },
    # Each connects to the next one, for which a unit listens.
    "sites of one machine": lambda n: {
        "/etc/nginx/nginx.conf": "events {}\nhttp { include conf.d/*.conf; }\n",
        **{
            f"/etc/nginx/conf.d/{i}.conf": (
                f"server {{ listen {1024 + i}; location / {{"
                f" proxy_pass http://127.0.0.1:{1025 + i}; }} }}\n"
            )
            for i in range(n)
        },
        **{
            f"/etc/systemd/system/a{i}.socket": f"[Socket]\nListenStream={1024 + i}\n"
            for i in range(n)
        },
    },
    "drop-ins of sshd": lambda n: {
        "/etc/ssh/sshd_config": "Include /etc/ssh/sshd_config.d/*.conf\n",
        **{f"/etc/ssh/sshd_config.d/{i}.conf": f"Port {1024 + i}\n" for i in range(n)},
    },
    "drop-ins of ssh": lambda n: {
        "/etc/ssh/ssh_config": "Include /etc/ssh/ssh_config.d/*.conf\n",
        **{f"/etc/ssh/ssh_config.d/{i}.conf": f"Host a{i}\nPort {1024 + i}\n" for i in range(n)},
    },
    "folders that a project builds": lambda n: {
        "/site/compose.yaml": "services:\n"
        + "".join(f"  s{i}: {{build: ./b{i}, ports: ['{1024 + i}:80']}}\n" for i in range(n)),
        **{f"/site/b{i}/Dockerfile": "FROM x\nEXPOSE 80\n" for i in range(n)},
    },
    "drop-ins of one unit": lambda n: {
        "/etc/systemd/system/a.socket": "[Socket]\nListenStream=80\n",
        **{
            f"/etc/systemd/system/a.socket.d/{i}.conf": f"[Socket]\nListenStream={1024 + i}\n"
            for i in range(n)
        },
    },
    "Compose files of one devcontainer.json": lambda n: {
        "/site/.devcontainer/devcontainer.json": (
            '{"service": "s0", "dockerComposeFile": ['
            + ", ".join(f'"docker-compose.{i}.yml"' for i in range(n))
            + "]}\n"
        ),
        **{
            f"/site/.devcontainer/docker-compose.{i}.yml": (
                f"services: {{s{i}: {{image: x, ports: ['{1024 + i}:80']}}}}\n"
            )
            for i in range(n)
        },
    },
    "projects": lambda n: {
        f"/site/{i}/compose.yaml": "services: {a: {image: x, ports: ['80:80']}}\n" for i in range(n)
    },
}

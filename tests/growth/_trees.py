"""Trees that grow in files, of which every one is judged."""

from collections.abc import Callable

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
    "projects": lambda n: {
        f"/site/{i}/compose.yaml": "services: {a: {image: x, ports: ['80:80']}}\n" for i in range(n)
    },
}

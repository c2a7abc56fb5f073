"""Workflows, development containers and profiles that grow."""

from collections.abc import Callable

from tests.growth._lines import lines

# All of one port, so that each is held against those before.
_SERVICE = (
    "service s{i}\n{{\ntype = UNLISTED\nport = 80\nsocket_type = stream\nwait = no\nuser = root\n"
    "server = /x\n}}"
)
JOBS: dict[str, tuple[str, Callable[[int], str]]] = {
    "profiles": ("ufw", lines("[P{i}]\nports={low}/tcp|{low}", "")),
    "ports of a profile": ("ufw", lambda n: "[P]\nports=" + "80/tcp|" * n + "\n"),
    "lines of a value": ("ufw", lines(" |{low}/tcp", "[P]\nports=80/tcp\n")),
    "rules of a chain": (
        "nftables",
        lines(" tcp dport {low} accept", "table inet f {{\n chain c {{\n".replace("{{", "{")),
    ),
    "ports of a rule": ("nftables", lambda n: "add rule f c tcp dport { " + "80, " * n + "}\n"),
    "variables of rules": (
        "nftables",
        lines("define v{i} = {{ {low} }}\nadd rule f c tcp dport $v{i}", ""),
    ),
    "variables that name one another": (
        "nftables",
        lambda n: (
            "add rule f c tcp dport $v0\n"
            + "".join(f"define v{i} = $v{i + 1}\n" for i in range(6 * n))
        ),
    ),
    "sets of a table": (
        "nftables",
        lines(
            " set s{i} {{\n type inet_service\n elements = {{ {low} }}\n }}\n",
            "add rule f c tcp dport @s1\ntable f {\n",
        ),
    ),
    "braces": ("nftables", lambda n: "tcp dport {" * n),
    "blocks that close nothing": ("nftables", lambda n: "table f {\n" * n + "}\n" * n * 2),
    "dashes": ("nftables", lambda n: "add rule f c tcp dport a" + "-a" * n + ":\n"),
    "ports of a zone": (
        "firewalld",
        lines('<port port="{low}" protocol="tcp"/> <service name="s{i}"/>', "<zone>\n"),
    ),
    "rules of a zone": (
        "firewalld",
        lines('<rule><port port="{low}" protocol="tcp"/><drop/></rule>', "<zone>\n"),
    ),
    "rules that never end": ("firewalld", lines('<rule><port port="{low}">', "<zone>\n")),
    "attributes": ("firewalld", lambda n: "<zone><port " + "port='80' a=\" " * n),
    "references": ("firewalld", lambda n: '<zone><port port="' + "&#56;" * n + '"/>'),
    "beginnings of markup": ("firewalld", lambda n: "<zone>" + "<!-<![<?</<" * n),
    "parts of a name": ("firewalld", lambda n: '<zone><port port="' + "a-" * n + '"/>'),
    "entries": ("inetd", lines("127.0.0.{i}:{low} stream tcp nowait root /x x", "")),
    "entries of one port": ("inetd", lines("{low} stream tcp nowait root /x{i}", "")),
    "hosts of an entry": (
        "inetd",
        lambda n: "127.0.0.1," * n + "*:80 stream tcp nowait root /x\n",
    ),
    "hosts of all entries": (
        "inetd",
        lambda n: (
            ",".join(f"10.{i}" for i in range(n))  # a line has 1023 bytes
            + ":\n"
            + "".join(f"{1024 + i} stream tcp nowait root /x\n" for i in range(n))
        ),
    ),
    "lines of an entry": ("inetd", lambda n: "80 stream tcp nowait root /x" + "\n x" * n + "\n"),
    "entries read twice": ("inetd", lines("80 stream tcp,sndbuf=1\n wait", "")),
    "a line of inetd.conf": ("inetd", lambda n: "80 stream tcp nowait root " + "x" * 40 * n),
    "rules of a table": (
        "iptables",
        lines('-A INPUT -p tcp -m multiport --dports {low},80:90,http "a" -j c{i}', "*filter\n"),
    ),
    "chains of a table": ("iptables", lines("-A c{i} -j c{i}\n-A c{i} -g INPUT", "*filter\n")),
    "ports of an option": (
        "iptables",
        lambda n: "-A INPUT -p tcp -m multiport --dports " + "80,nobody:" * n,
    ),
    "words of a rule": ("iptables", lambda n: "-A INPUT -p tcp" + ' --dport "80\\" -m tcp' * n),
    "quotes": ("iptables", lambda n: "-A " + 'a" "b\\' * n),
    "tables": ("iptables", lines("*filter\n-A INPUT -j c{i}\nCOMMIT\r", "")),
    "services of xinetd": (
        "xinetd",
        lines("service s{i}\n{{\ntype = UNLISTED\nport = {low}\nbind = 127.0.0.1\n}}", ""),
    ),
    "services of one port": ("xinetd", lines(_SERVICE, "defaults\n{\nbind = 127.0.0.1\n}\n")),
    "services that are disabled": (
        "xinetd",
        lambda n: (
            "defaults\n{\ndisabled = "
            + " ".join(f"s{i}" for i in range(n))
            + "\n}\n"
            + "".join(_SERVICE.format(i=i) + "\n" for i in range(n))
        ),
    ),
    "lines of a service": ("xinetd", lines("env += A{i}=b", "service a\n{\n")),
    "values of a line": ("xinetd", lambda n: "service a\n{\nenv = " + "a=b " * n + "\n}\n"),
    "entries that are none": ("xinetd", lines("service a", "")),
    "defaults of a file": ("xinetd", lines("defaults\n{{\nlog_on_success += PID\n}}", "")),
    "forwarded ports": (
        "devcontainer",
        lines('"h{i}:{low}", {low},', '{{"image": "a", "forwardPorts": ['.replace("{{", "{")),
    ),
    "brackets": ("devcontainer", lambda n: "[{" * n),
    "brackets that close nothing": ("devcontainer", lambda n: "[" * n + "}" * n),
    "services of a job": (
        "github-actions",
        lines(
            "      s{i}: {{image: redis, ports: ['{low}:6379', 6379]}}",
            "on: push\njobs:\n  a:\n    services:\n",
        ),
    ),
    "steps of a job": (
        "github-actions",
        lines(
            "    - run: curl redis:6379 localhost:{low} s:{low}",
            "jobs:\n  a:\n    services: {redis: {image: redis, ports: [6379]}}\n    steps:\n",
        ),
    ),
    "jobs with services of their own": (
        "github-actions",
        lines(
            "  j{i}: {{services: {{s{i}: {{image: redis, ports: [6379]}}}}, steps: "
            "[run: 'curl s{i}:6379']}}",
            "on: push\njobs:\n",
        ),
    ),
    "addresses of a health check": (
        "dockerfile",
        lambda n: "FROM a\nHEALTHCHECK CMD " + "nc -z localhost ${P:-80} ; " * (5 * n) + "\n",
    ),
    "services in one line": (
        "github-actions",
        lambda n: (
            "jobs: {a: {runs-on: b, services: {"
            + "".join(f"s{i}: {{image: c, ports: ['{i + 1}:80']}}, " for i in range(4 * n))
            + "}}}\n"
        ),
    ),
    "jobs": (
        "github-actions",
        lines(
            "  j{i}: {{services: {{redis: {{image: redis, ports: [6379]}}}}, steps: "
            "[run: 'curl localhost:6379 s{i}:{low}']}}",
            "on: push\njobs:\n",
        ),
    ),
    # Six times as long, for what is shared is bounded in number and not in length.
    "jobs with one list of ports": (
        "github-actions",
        lambda n: (
            "jobs:\n  a:\n    services: {r: {image: redis, ports: &p ["
            + "".join(f"'{1000 + i}:6379', " for i in range(6 * n))
            + "]}}\n"
            + "".join(
                f"  j{i}: {{services: {{r: {{image: x, ports: *p}}}}}}\n" for i in range(6 * n)
            )
        ),
    ),
    "jobs with the same services": (
        "github-actions",
        lambda n: (
            "jobs:\n  a:\n    services: &s\n"
            + "".join(f"      r{i}: {{image: redis, ports: ['6379']}}\n" for i in range(6 * n))
            + "".join(f"  j{i}: {{services: *s}}\n" for i in range(6 * n))
        ),
    ),
    "jobs with the same steps": (
        "github-actions",
        lambda n: (
            "jobs:\n  a:\n    services: {r: {image: redis, ports: ['6379']}}\n    steps: &s\n"
            + "".join(f"    - run: curl localhost:{1000 + i}\n" for i in range(n))
            + "".join(f"  j{i}: {{steps: *s}}\n" for i in range(n))
        ),
    ),
}

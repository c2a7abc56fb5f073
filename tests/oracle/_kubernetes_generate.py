"""Kubernetes manifests: the API refuses some for their ports, and none for anything else."""

from random import Random

_SPACE = "  "
_NUMBERS = (80, 443, 8080, 1, 65535)
_ODD_NUMBERS = (
    *("0", "-1", "65536", "99999", '"80"', "http", "true", "null", "0x50", "80.0", "1.5"),
    *("08080", "080", "09", "1_000.0", ".8e2", "0.8e2", "1e5", "yes"),
)
_NAMES = ("http", "web-1", "a", "9090x", "metrics")
_ODD_NAMES = (
    '"80"',
    "Http",
    "HTTP",
    "yes",
    "n",
    "1e3",
    "1.5",
    "a--b",
    "-a",
    "a-",
    "a_b",
    "sixteen-letters1",
    "fifteen-letters",
    "a.b",
    '""',
    "80",
    "a" * 63,
    "a" * 64,
    "null",
)
_PROTOCOLS = ("TCP", "UDP", "SCTP")
_ODD_PROTOCOLS = ("tcp", "http", "HTTP", '""', "null", "6")
_KINDS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod")


def kubernetes(random: Random) -> str:
    """Return a manifest of one object."""
    return random.choice((_service, _pods, _pods, _ingress, _policy))(random)


def _number(random: Random, odd: float = 0.08) -> str:
    is_odd = random.random() < odd
    return random.choice(_ODD_NUMBERS) if is_odd else str(random.choice(_NUMBERS))


def _name(random: Random, odd: float = 0.15) -> str:
    return random.choice(_ODD_NAMES if random.random() < odd else _NAMES)


def _either(random: Random) -> str:
    return _name(random) if random.random() < 0.5 else _number(random, 0.2)


def _protocol(random: Random) -> list[str]:
    if random.random() < 0.6:
        return []
    is_odd = random.random() < 0.15
    return [f"protocol: {random.choice(_ODD_PROTOCOLS if is_odd else _PROTOCOLS)}"]


def _entries(random: Random, each: list[list[str]], indent: int) -> str:
    """Write a list of mappings, the keys of each in whatever order."""
    text = ""
    for keys in each:
        random.shuffle(keys)
        for number, key in enumerate(keys):
            text += _SPACE * indent + ("- " if number == 0 else "  ") + key + "\n"
    return text


def _service(random: Random) -> str:
    type_ = random.choice(("ClusterIP", "NodePort", "NodePort", "LoadBalancer", ""))
    count = random.choice((1, 1, 2, 3))
    each = [_service_port(random, is_several=count > 1, type_=type_) for _ in range(count)]
    kind = f"  type: {type_}\n" if type_ else ""
    return (
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n"
        "  selector:\n    app: shop\n"
        f"{kind}  ports:\n{_entries(random, each, 2)}"
    )


def _service_port(random: Random, *, is_several: bool, type_: str) -> list[str]:
    port = "10250" if random.random() < 0.03 else _number(random)
    keys = [f"port: {port}", *_protocol(random)]
    if random.random() < (0.93 if is_several else 0.3):
        name = _name(random, 0.08)
        keys.append(f"name: {name if name in _ODD_NAMES else f'{name}{random.randint(1, 9)}'}")
    if random.random() < 0.5:
        keys.append(f"targetPort: {_either(random)}")
    if random.random() < (0.5 if type_ in ("NodePort", "LoadBalancer") else 0.06):
        odd = random.choice(("0", "null", "99999", "http", '"30080"'))
        usual = str(random.choice((30000, 32767, 30080, 30081)))
        keys.append(f"nodePort: {odd if random.random() < 0.1 else usual}")
    if random.random() < 0.03:
        keys.remove(f"port: {port}")
    return keys or ["targetPort: 80"]


def _pods(random: Random) -> str:
    kind = random.choice(_KINDS)
    group = {"Job": "batch/v1", "CronJob": "batch/v1beta1", "Pod": "v1"}.get(kind, "apps/v1")
    head = f"apiVersion: {group}\nkind: {kind}\nmetadata:\n  name: shop\n"
    if kind == "Pod":
        return f"{head}{_pod_spec(random, 'Always')}"
    if kind == "CronJob":
        job = f"spec:\n  template:\n{_indented(_pod_spec(random, 'Never'), 2)}"
        return f"{head}spec:\n  schedule: '* * * * *'\n  jobTemplate:\n{_indented(job, 2)}"
    labels = ""
    selector = ""
    if kind != "Job":
        labels = "    metadata:\n      labels:\n        app: shop\n"
        selector = "  selector:\n    matchLabels:\n      app: shop\n"
    if kind == "StatefulSet":
        selector += "  serviceName: shop\n"
    spec = _pod_spec(random, "Never" if kind == "Job" else "Always")
    return f"{head}spec:\n{selector}  template:\n{labels}{_indented(spec, 2)}"


def _indented(text: str, depth: int) -> str:
    return "".join(f"{_SPACE * depth}{line}\n" for line in text.split("\n") if line)


def _pod_spec(random: Random, restart: str) -> str:
    text = f"spec:\n  restartPolicy: {restart}\n"
    if random.random() < 0.2:
        text += "  hostNetwork: true\n"
    text += "  containers:\n"
    for number in range(random.choice((1, 1, 2))):
        text += f"  - name: c{number}\n    image: shop\n"
        each = [_container_port(random) for _ in range(random.choice((0, 1, 1, 2)))]
        if each:
            text += f"    ports:\n{_entries(random, each, 2)}"
        if random.random() < 0.3:
            probe = random.choice(("livenessProbe", "readinessProbe", "startupProbe"))
            ask = random.choice(("tcpSocket", "httpGet"))
            path = "        path: /\n" if ask == "httpGet" else ""
            text += f"    {probe}:\n      {ask}:\n{path}        port: {_either(random)}\n"
    return text


def _container_port(random: Random) -> list[str]:
    port = _number(random)
    keys = [f"containerPort: {port}", *_protocol(random)]
    if random.random() < 0.4:
        keys.append(f"name: {_name(random, 0.1)}")
    if random.random() < 0.25:
        same = port if random.random() < 0.5 else _number(random)
        keys.append(f"hostPort: {same}")
        if random.random() < 0.3:
            keys.append(f"hostIP: {random.choice(('127.0.0.1', '10.0.0.1'))}")
    if random.random() < 0.03:
        keys.remove(f"containerPort: {port}")
    return keys or ["protocol: TCP"]


def _ingress(random: Random) -> str:
    by_name = random.random() < 0.5
    key = f"name: {_name(random)}" if by_name else f"number: {_number(random, 0.3)}"
    # Without a port the backend is refused as a whole, which is no matter of ports any more.
    if key in ("number: 0", "number: null", 'name: ""', "name: null"):
        key = "number: 80"
    return (
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n"
        "  rules:\n  - http:\n      paths:\n      - path: /\n        pathType: Prefix\n"
        f"        backend:\n          service:\n            name: shop\n            port:\n"
        f"              {key}\n"
    )


def _policy(random: Random) -> str:
    each = [
        [f"port: {_either(random)}", *_protocol(random)] for _ in range(random.choice((1, 1, 2)))
    ]
    return (
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: shop\nspec:\n"
        f"  podSelector: {{}}\n  ingress:\n  - ports:\n{_entries(random, each, 2)}"
    )

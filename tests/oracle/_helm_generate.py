"""Charts by chance: values, and templates that put them at places of ports, or elsewhere."""

import re
from random import Random
from typing import NamedTuple

_TOPS = ("service", "containerPorts", "metrics", "web", "admin", "a-b", "probes")
_KEYS = ("port", "http", "targetPort", "https", "grpc", "nodePort", "x-y")

# Ways to put the value at `@P`, which is `@TOP.@KEY`: what is before it, itself, and behind it.
_CERTAIN = (
    ("", "{{ .Values.@P }}", ""),
    ("", "{{.Values.@P}}", ""),
    ("", "{{ $.Values.@P }}", ""),
    ("", "{{ .Values.@P | int }}", ""),
    ("", "{{ int .Values.@P }}", ""),
    ("", "{{ int64 (.Values.@P) }}", ""),
    ("", "{{ .Values.@P | default 8080 }}", ""),
    ("", "{{ default 8080 .Values.@P | int }}", ""),
    ("", '{{ .Values.@P | default (include "p.port" .) }}', ""),
    ("", '{{ required "is needed }}" .Values.@P }}', ""),
    ("", "{{ .Values.@P | toString }}", ""),
    ("", "{{\n  .Values.@P\n  }}", ""),
    ("", "{{ (.Values.@TOP).@KEY }}", ""),
    ("", '{{ index .Values "@TOP" "@KEY" }}', ""),
    ("", '{{ index (index .Values "@TOP") `@KEY` | int }}', ""),
    ("{{- with .Values.@TOP }}\n", "{{ .@KEY }}", "{{- end }}\n"),
    ("{{- with .Values }}\n", "{{ .@P | int }}", "{{- end }}\n"),
    ("{{- with .Values.@TOP }}\n", "{{ $.Values.@P }}", "{{- end }}\n"),
    ("{{- with .Values.@P }}\n", "{{ . }}", "{{- end }}\n"),
    ("{{- with $top := .Values.@TOP }}\n", "{{ $top.@KEY }}", "{{- end }}\n"),
    ("{{- if .Values.@P }}\n", "{{ .Values.@P }}", "{{- end }}\n"),
    ("{{- range .Values.list }}\n{{- end }}\n", "{{ .Values.@P }}", ""),
    ("{{- $v1 := .Values.@P }}\n", "{{ $v1 }}", ""),
    ("{{- $v2 := .Values.@TOP }}\n", "{{ $v2.@KEY | int }}", ""),
    ("{{- /* {{ range }} */}}\n", "{{ .Values.@P }}", ""),
    ("# {{ with .Values.@TOP }}\n", "{{ .@KEY }}", "# {{ end }}\n"),
)
# The same, where something else decides whether it is written.
_DOUBTFUL = (
    ("", "{{ .Values.missing | default .Values.@P }}", ""),
    ("", "{{ coalesce .Values.missing .Values.@P 80 }}", ""),
    ("{{- if .Values.missing }}\n{{- else }}\n", "{{ .Values.@P }}", "{{- end }}\n"),
    ("{{- with .Values.missing }}\n{{- else }}\n", "{{ .Values.@P }}", "{{- end }}\n"),
    ("{{- range $i, $one := .Values.list }}\n", "{{ $.Values.@P }}", "{{- end }}\n"),
    ('{{- if and .Values.enabled (eq "}}" "}}") }}\n', "{{ .Values.@P }}", "{{- end }}\n"),
    ("{{- if .Values.enabled }}\n", "{{ .Values.@P }}", "{{- end }}\n"),
)
_LEFT_ALONE = (
    ("", "{{ add .Values.@P 0 }}", ""),
    ("", "{{ tpl (toString .Values.@P) . }}", ""),
    ("", '{{ include "p.port" .Values.@TOP }}', ""),
    ("", '{{ printf "%v" .Values.@P }}', ""),
    ("", "{{ .Values.@P | toYaml }}", ""),
    ("", "{{ if .Values.@P }}{{ .Values.@P }}{{ else }}80{{ end }}", ""),
    ("", "{{ .Values.@P }}0", ""),
    ("", "1{{ .Values.@P }}", ""),
    ("", "{{ ternary .Values.@P 80 .Values.enabled }}", ""),
    ("", "{{ get .Values.@TOP `@KEY` }}", ""),
    ("", "{{ .Values.@P | max 70 }}", ""),
    ("{{- range .Values.ports }}\n", "{{ .@KEY }}", "{{- end }}\n"),
    ("{{- range $k, $v := .Values.@TOP }}\n", "{{ $v }}", "{{- end }}\n"),
    ("{{- $v3 := .Values.@P }}\n{{- $v3 = 99 }}\n", "{{ $v3 }}", ""),
    (
        "{{- $v4 := .Values.@P }}\n{{- if .Values.enabled }}\n{{- $v4 = 98 }}\n{{- end }}\n",
        "{{ $v4 }}",
        "",
    ),
)
# Objects, each with a place of a port: @BEFORE and @AFTER are lines around it.
_PORTS = """\
apiVersion: v1
kind: Service
metadata: {name: s@N}
spec:
  ports:
  - name: a
@BEFORE    port: @PUT
@AFTER---
apiVersion: v1
kind: Service
metadata: {name: s@N}
spec:
  ports:
  - port: 81
@BEFORE    targetPort: @PUT
@AFTER---
apiVersion: v1
kind: Service
metadata: {name: s@N}
spec:
  type: NodePort
  ports:
  - port: 81
@BEFORE    nodePort: @PUT
@AFTER---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d@N}
spec:
  template:
    spec:
      containers:
      - name: c
        ports:
        - name: a
@BEFORE          containerPort: @PUT
@AFTER---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: d@N}
spec:
  template:
    spec:
      containers:
      - name: c
        ports:
        - containerPort: 81
@BEFORE          hostPort: @PUT
@AFTER---
apiVersion: v1
kind: Pod
metadata: {name: p@N}
spec:
  containers:
  - name: c
    livenessProbe:
      tcpSocket:
@BEFORE        port: @PUT
@AFTER---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i@N}
spec:
  defaultBackend:
    service:
      name: s
      port:
@BEFORE        number: @PUT
@AFTER---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: n@N}
spec:
  ingress:
  - ports:
    - protocol: TCP
@BEFORE      port: @PUT
@AFTER"""
# Kubernetes reads no port here, whatever it is called.
_NO_PORTS = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: c@N}
data:
@BEFORE  port: @PUT
@AFTER---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d@N}
spec:
@BEFORE  replicas: @PUT
@AFTER---
apiVersion: v1
kind: Pod
metadata: {name: p@N}
spec:
  containers:
  - name: c
    env:
    - name: PORT
@BEFORE      value: @PUT
@AFTER"""
_PLACES, _NO_PLACES = _PORTS.split("---\n"), _NO_PORTS.split("---\n")
_HELPERS = '{{- define "p.port" -}}\n7777\n{{- end }}\n'


class Chart(NamedTuple):
    """The files of a chart by their names, and what is known of its values by their keys.

    `ports` are followed to the place of a port, with what `values.yaml` has for each; of these,
    `broken` are what no cluster takes and every plain install gets.
    """

    files: dict[str, str]
    ports: dict[str, int]
    broken: frozenset[str]


def chart(random: Random) -> Chart:
    """Return a chart by chance; no number stands in it twice."""
    paths = [(top, key) for top in _TOPS for key in _KEYS]
    random.shuffle(paths)
    numbers = random.sample(range(1_000, 60_000), len(paths))
    is_plain = random.random() < 0.8
    values: dict[tuple[str, str], str] = {}
    ports: dict[str, int] = {}
    broken: set[str] = set()
    objects = []
    for n in range(random.randint(1, 8)):
        (top, key), number = paths.pop(), numbers.pop()
        forms = random.choice((_CERTAIN, _CERTAIN, _DOUBTFUL, _LEFT_ALONE))
        form = random.choice(forms)
        if "index" not in form[1]:  # which alone takes such keys
            top, key = top.replace("-", "x"), key.replace("-", "x")
        is_place = random.random() < 0.8
        where = random.choice(_PLACES if is_place else _NO_PLACES)
        is_broken = random.random() < 0.1
        number += 70_000 * is_broken
        is_told = not is_broken or (is_plain and forms is _CERTAIN)
        if is_place and forms is not _LEFT_ALONE and is_told:
            ports[f"{top}.{key}"] = number
            broken |= {f"{top}.{key}"} if is_broken else set()
        values[top, key] = f'"{number}"' if random.random() < 0.1 else f"{number}"
        before, put, after = (_named(part, top, key, n) for part in form)
        whole = where.replace("@BEFORE", before).replace("@AFTER", after)
        objects.append(whole.replace("@PUT", put).replace("@N", f"{n}"))
    files = {"Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n"}
    if not is_plain:
        files["templates/_more.tpl"] = '{{- define "m" }}{{ set .Values "a" 1 }}{{ end }}\n'
    elif random.random() < 0.2:
        top, _ = random.choice(list(values))
        files["templates/more.yaml"] = f'{{{{- $_ := set (index .Values "{top}") "new" 1 }}}}\n'
        doubtful = {each for each in broken if each.startswith(f"{top}.")}  # another by now
        broken -= doubtful
        ports = {key: number for key, number in ports.items() if key not in doubtful}
    files["values.yaml"] = _values(random, values)
    files["templates/_helpers.tpl"] = _HELPERS
    half = random.randint(0, len(objects))
    for name, found in (
        ("templates/a.yaml", objects[:half]),
        ("templates/in/b.yaml", objects[half:]),
    ):
        if found:
            files[name] = "---\n".join(found)
    return Chart(files, ports, frozenset(broken))


def _named(part: str, top: str, key: str, n: int) -> str:
    part = part.replace("@P", f"{top}.{key}").replace("@TOP", top).replace("@KEY", key)
    return re.sub(r"\$(v\d|top)", rf"$\1n{n}", part)


def _values(random: Random, values: dict[tuple[str, str], str]) -> str:
    tops: dict[str, list[str]] = {}
    for (top, key), number in values.items():
        tops.setdefault(top, []).append(f"{key}: {number}")
    lines = ["enabled: true", "list: [1]", "ports: []"]
    for top, keys in tops.items():
        if random.random() < 0.2:
            lines.append(f"{top}: {{{', '.join(keys)}}}")
        else:
            lines += [f"{top}:", *(f"  {key}  # it" for key in keys)]
    return "\n".join(lines) + "\n"

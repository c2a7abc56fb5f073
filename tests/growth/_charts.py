"""Charts that grow: in values, in templates, and in what a template says of one value."""

from collections.abc import Callable

_CHART = {"/site/Chart.yaml": "apiVersion: v2\nname: a\nversion: 0.1.0\n"}
_VALUES, _TEMPLATE = "/site/values.yaml", "/site/templates/a.yaml"
_SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n"
Files = dict[str, str]


def _chart(value: str, put: str, head: str = "", tail: str = "") -> Callable[[int], Files]:
    """Return what writes n values, and n places in one template."""
    return lambda n: {
        **_CHART,
        _VALUES: "".join(value.format(i=i, before=i - 1) for i in range(n)),
        _TEMPLATE: _SERVICE
        + head * n
        + "".join(put.replace("@", f"{i}") for i in range(n))
        + tail * n,
    }


_OF_EACH = _chart("p{i}: 1{i}\n", "  - port: {{ .Values.p@ }}\n")

CHARTS: dict[str, tuple[str, str, Callable[[int], Files]]] = {
    "values of a chart": ("helm-values", _VALUES, _OF_EACH),
    "placeholders": ("kubernetes", _TEMPLATE, _OF_EACH),
    "placeholders of one value": (
        "helm-values",
        _VALUES,
        _chart("p{i}: 70000\n", "  - port: {{ .Values.p0 | int }}\n"),
    ),
    "blocks of a template in blocks": (
        "helm-values",
        _VALUES,
        _chart(
            "p{i}: {i}\n", "  - port: {{ .Values.p@ }}\n", "{{ if .Values.p0 }}\n", "{{ end }}\n"
        ),
    ),
    "variables of a template": (
        "helm-values",
        _VALUES,
        _chart("p{i}: 70000\n", "{{ $v@ := .Values.p@ }}\n  - port: {{ $v@ }}\n"),
    ),
    "values that may be": (
        "helm-values",
        _VALUES,
        lambda n: {
            **_CHART,
            _VALUES: "".join(f"p{i}: {i}\n" for i in range(n)),
            _TEMPLATE: f"{_SERVICE}  - port: {{{{ .Values.p0{' | default .Values.p1' * n} }}}}\n",
        },
    ),
    "brackets of an expression": (
        "kubernetes",
        _TEMPLATE,
        lambda n: {
            **_CHART,
            _VALUES: "p: 80\n",
            _TEMPLATE: f"{_SERVICE}  - port: {{{{ {'(' * n}.Values.p{')' * n} }}}}\n",
        },
    ),
    "keys of a value": (
        "helm-values",
        _VALUES,
        lambda n: {
            **_CHART,
            _VALUES: "a: " + "{a: " * n + "1" + "}" * n + "\n",
            _TEMPLATE: f"{_SERVICE}  - port: {{{{ .Values{'.a' * n} }}}}\n",
        },
    ),
    "anchors of a chart": (
        "helm-values",
        _VALUES,
        # Many times as long, for what merge keys bring is bounded over the whole text.
        lambda n: _chart(
            "p{i}: &p{i} {{<<: *p{before}, a{i}: 80}}\n", "  - port: {{ .Values.p@.a0 }}\n"
        )(24 * n),
    ),
    "actions that are not closed": (
        "helm-values",
        _VALUES,
        _chart("p{i}: 80\n", "  - port: {{ .Values.p@ \n"),
    ),
    "templates": (
        "helm-values",
        _VALUES,
        lambda n: {
            **_CHART,
            _VALUES: "p: 80\n",
            **{
                f"/site/templates/t{i}.yaml": f"{_SERVICE}  - port: {{{{ .Values.p }}}}\n"
                for i in range(n)
            },
        },
    ),
}

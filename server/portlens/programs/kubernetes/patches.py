"""Patches of a kustomization that touch no port, no name of an object, no selector and no kind.

A patch says of the whole objects that it changes only what it names. Here is what it may name
without a change to anything that rules speak of; of whatever else there is nothing is known.

Source: the patches of kubectl's Kustomize (api/types/patch.go), strategic merges of the built-in
kinds, RFC 6902, and Kustomize 5.5 run on each.
"""

import posixpath
from collections.abc import Mapping

from portlens.formats._template import has_placeholder
from portlens.formats._yaml import nodes
from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import (
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.programs.kubernetes.kustomization import Read
from portlens.text.pause import pausing
from portlens.text.regex import regex


def _any(*words: str) -> dict[str, object]:
    """Return a shape of keys below which anything may stand, and whose values may be anything.

    A shape has None for these, another shape for a mapping, and a tuple of one for a list: what
    each item may have beside its name.
    """
    return {word: None for text in words for word in text.split(" ")}


_META = _any("annotations")
_OWN_META = _any("annotations labels")  # labels by which no pod is selected
_CONTAINER = _any(
    "image imagePullPolicy resources env envFrom command args workingDir volumeMounts",
    "volumeDevices securityContext stdin stdinOnce tty",
    "terminationMessagePath terminationMessagePolicy",
)
_POD: dict[str, object] = {
    **_any(
        "nodeSelector tolerations affinity topologySpreadConstraints priorityClassName priority",
        "preemptionPolicy terminationGracePeriodSeconds serviceAccountName serviceAccount",
        "automountServiceAccountToken imagePullSecrets securityContext volumes runtimeClassName",
        "schedulerName restartPolicy activeDeadlineSeconds enableServiceLinks nodeName dnsPolicy",
        "dnsConfig hostAliases readinessGates",
    ),
    "containers": (_CONTAINER,),
    "initContainers": (_CONTAINER,),
}
_TEMPLATE = {"metadata": _META, "spec": _POD}
_JOB: dict[str, object] = {
    **_any(
        "backoffLimit completions parallelism ttlSecondsAfterFinished activeDeadlineSeconds suspend"
    ),
    "template": _TEMPLATE,
}
_WORKLOAD: dict[str, object] = {
    "metadata": _OWN_META,
    "spec": {
        **_any(
            "replicas strategy updateStrategy revisionHistoryLimit progressDeadlineSeconds paused",
            "minReadySeconds podManagementPolicy volumeClaimTemplates",
            "persistentVolumeClaimRetentionPolicy",
        ),
        "template": _TEMPLATE,
    },
}
_CRON: dict[str, object] = {
    "metadata": _OWN_META,
    "spec": {
        **_any(
            "schedule timeZone suspend concurrencyPolicy startingDeadlineSeconds",
            "successfulJobsHistoryLimit failedJobsHistoryLimit",
        ),
        "jobTemplate": {"spec": _JOB},
    },
}
_SERVICE: dict[str, object] = {
    "metadata": _META,
    "spec": _any(
        "externalTrafficPolicy internalTrafficPolicy sessionAffinity sessionAffinityConfig",
        "loadBalancerIP loadBalancerClass loadBalancerSourceRanges ipFamilies ipFamilyPolicy",
    ),
}
_INGRESS: dict[str, object] = {"metadata": _OWN_META, "spec": _any("tls ingressClassName")}
_OTHER: dict[str, object] = {
    "metadata": _OWN_META,
    **_any("spec data stringData binaryData type immutable rules subjects roleRef value"),
    **_any("secrets imagePullSecrets automountServiceAccountToken"),
}
_SHAPES: dict[str, dict[str, object]] = {
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"), _WORKLOAD),
    "Job": {"metadata": _OWN_META, "spec": _JOB},
    "CronJob": _CRON,
    "Pod": {"metadata": _META, "spec": _POD},
    "Service": _SERVICE,
    "Ingress": _INGRESS,
    **dict.fromkeys(
        (
            *("ConfigMap", "Secret", "ServiceAccount", "PersistentVolume", "PersistentVolumeClaim"),
            *("HorizontalPodAutoscaler", "PodDisruptionBudget", "ResourceQuota", "LimitRange"),
            *("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "PriorityClass"),
        ),
        _OTHER,
    ),
}
_UNKNOWN: dict[str, object] = {"metadata": _META}  # of an object of any kind

_KEYS = frozenset({"target", "patch", "path"})
_TARGET = frozenset(
    {*("group", "version", "kind", "name", "namespace"), "labelSelector", "annotationSelector"}
)
_MOST = 200  # patches, and items of a list in one
_SELDOM = regex(r"[^A-Za-z]")
_STEP = regex(r"[0-9]+")


def are_harmless(key: Scalar, value: Node, folder: str, read: Read) -> bool:
    """Tell whether all patches of a list leave ports, names, selectors and kinds alone.

    `read` gives the text of a file; None where it may not be read, or is not there. False for
    whatever is not certain.
    """
    listed = resolved(value)
    if not isinstance(listed, Sequence) or len(listed.items) > _MOST:
        return False
    if key.value == "patchesStrategicMerge":
        return all(
            _is_harmless(_text(text_of(item), folder, read), None) for item in pausing(listed.items)
        )
    return all(_is_entry_harmless(item, folder, read) for item in pausing(listed.items))


def _is_entry_harmless(item: Node, folder: str, read: Read) -> bool:
    pairs = _pairs(item)
    if pairs is None or not _KEYS.issuperset(pairs) or ("patch" in pairs) == ("path" in pairs):
        return False
    target = value_of(item, "target")
    kind: str | None = None
    if target is not None:
        keys = _pairs(target)
        if keys is None or not _TARGET.issuperset(keys):
            return False
        kind = text_of(value_of(target, "kind")) if "kind" in keys else ""
    if "patch" in pairs:
        return _is_harmless(text_of(pairs["patch"]), kind)
    return _is_harmless(_read(text_of(pairs["path"]), folder, read), kind)


def _text(entry: str, folder: str, read: Read) -> str | None:
    """Return the patch that an entry is, or that stands in the file which it names."""
    return entry if "\n" in entry or entry.startswith("{") else _read(entry, folder, read)


def _read(path: str, folder: str, read: Read) -> str | None:
    if not path or path.startswith("/") or ":" in path:
        return None
    return read(posixpath.normpath(posixpath.join(folder, path)))


def _is_harmless(text: str | None, kind: str | None) -> bool:
    """Tell whether a patch is; `kind` is what its target says, None where it has no target."""
    if text is None or has_placeholder(text) or (text.startswith("[") and not _is_json(text)):
        return False
    found = read_documents(text)
    if found.is_damaged or not found.is_certain or not found.nodes:
        return False
    for node in found.nodes:
        patch = resolved(node)
        if isinstance(patch, Sequence):
            is_alone = len(found.nodes) == 1 and bool(patch.items)
            if kind is None or not is_alone or not _are_steps_harmless(patch, kind):
                return False
        elif not _is_merge_harmless(node, kind):
            return False
    return True


def _is_json(text: str) -> bool:
    import json  # hardly a patch begins so

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_merge_harmless(node: Node, kind: str | None) -> bool:
    pairs = _pairs(node)
    own = text_of(pairs.get("kind")) if pairs else ""
    if pairs is None or not own or not text_of(value_of(pairs.get("metadata"), "name")):
        return False  # Kustomize takes none without, whatever the target says
    shape = _shape_of(own) if kind in (None, own) else _UNKNOWN
    for key, value in pairs.items():
        if key == "metadata":
            # With a target these say nothing, and without they say of which object that is.
            if not _fits(value, {**_map(shape[key]), **_any("name namespace")}):
                return False
        elif key not in ("apiVersion", "kind") and not _has(shape, key, value):
            return False
    return True


def _has(shape: Mapping[str, object], key: str, value: Node) -> bool:
    return key in shape and (shape[key] is None or _fits(value, shape[key]))


def _fits(node: Node, shape: object) -> bool:
    """Tell whether a part of a merge has no more in it than `shape`; null would take all away."""
    if isinstance(shape, tuple):
        listed = resolved(node)
        if not isinstance(listed, Sequence) or len(listed.items) > _MOST:
            return False
        item = {**_map(shape[0]), **_any("name")}
        return all("name" in (_pairs(one) or {}) and _fits(one, item) for one in listed.items)
    pairs = _pairs(node)
    return pairs is not None and all(_has(_map(shape), key, value) for key, value in pairs.items())


def _are_steps_harmless(steps: Sequence, kind: str) -> bool:
    """Tell whether the steps of a JSON patch are; `test` changes nothing."""
    shape = _shape_of(kind)
    for step in pausing(steps.items):
        pairs = _pairs(step)
        if pairs is None or text_of(pairs.get("op")) not in ("add", "replace", "remove", "test"):
            return False
        if text_of(pairs["op"]) != "test" and not _leads_inside(text_of(pairs.get("path")), shape):
            return False
    return True


def _leads_inside(path: str, shape: object) -> bool:
    """Tell whether a JSON pointer leads to, or into, something that may be anything."""
    start, *steps = path.split("/")
    if start or not steps:
        return False
    for step in steps:
        if isinstance(shape, tuple):
            if _STEP.fullmatch(step) is None:
                return False
            shape = shape[0]
        elif step in _map(shape):
            shape = _map(shape)[step]
        else:
            return False
        if shape is None:
            return True
    return False


def _shape_of(kind: str) -> Mapping[str, object]:
    """Return what may be changed in objects of a kind: little, where that is a pattern."""
    return _UNKNOWN if _SELDOM.search(kind) else _SHAPES.get(kind, _UNKNOWN)


def _map(shape: object) -> Mapping[str, object]:
    return shape if isinstance(shape, Mapping) else {}


def _pairs(node: Node | None) -> dict[str, Node] | None:
    """Return the keys of a mapping with their values; None where they are not all plain."""
    found = resolved(node)
    if not isinstance(found, nodes.Mapping) or found.merged or found.is_cut:
        return None
    pairs = {key.value: value for key, value in entries(found)}
    return pairs if len(pairs) == len(found.pairs) else None

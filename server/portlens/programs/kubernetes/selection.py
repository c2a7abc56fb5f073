"""Which pods a Service leads to."""

from portlens.formats.kubernetes.manifest import Manifest, Service

_MOST = 64  # pods of one label; as many for each Service would grow with the square


class Selection:
    """The pods of a manifest by their labels."""

    def __init__(self, manifest: Manifest) -> None:
        self._pods = manifest.pods
        self._labelled: dict[tuple[str, str, str], list[int]] = {}
        for index, pod in enumerate(manifest.pods):
            for key, value in (pod.labels or {}).items():
                self._labelled.setdefault((pod.namespace, key, value), []).append(index)

    def of(self, service: Service) -> list[int]:
        """Return the places of the pods in the manifest; none where there are very many."""
        if not service.selector:
            return []
        wanted = service.selector.items()
        lists = (self._labelled.get((service.namespace, key, value), []) for key, value in wanted)
        fewest = min(lists, key=len)
        if len(fewest) > _MOST:
            return []
        return [index for index in fewest if wanted <= (self._pods[index].labels or {}).items()]

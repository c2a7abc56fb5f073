"""Which pods a Service leads to."""

from portlens.formats.kubernetes.manifest import Manifest, Service

_MOST = 64  # pods of one label; as many for each Service would grow with the square


class Selection:
    """The pods of a manifest by their labels."""

    def __init__(self, manifest: Manifest) -> None:
        self._pods = manifest.pods
        self._has_others = manifest.has_unread_pods
        self._labelled: dict[tuple[str, str, str], list[int]] = {}
        for index, pod in enumerate(manifest.pods):
            for key, value in (pod.labels or {}).items():
                self._labelled.setdefault((pod.namespace, key, value), []).append(index)

    def of(self, service: Service) -> list[int]:
        """Return the places of the pods in the manifest.

        None where there are very many, where there may be others, and where all are of Jobs: most
        have a label in common with what the Service is for.
        """
        if not service.selector or self._has_others:
            return []
        wanted = service.selector.items()
        lists = (self._labelled.get((service.namespace, key, value), []) for key, value in wanted)
        fewest = min(lists, key=len)
        if len(fewest) > _MOST:
            return []
        found = [index for index in fewest if wanted <= (self._pods[index].labels or {}).items()]
        return [] if all(self._pods[index].ends for index in found) else found

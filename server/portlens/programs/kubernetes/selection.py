"""Which pods a Service leads to, and which ones a network policy is for."""

from collections.abc import Iterable, Mapping

from portlens.formats.kubernetes.manifest import Manifest, Pod, Service
from portlens.text.pause import pausing

_MOST = 64  # pods of one label; as many for each Service would grow with the square


class Selection:
    """The pods of some manifests by their labels."""

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self.pods: list[Pod] = []
        self._has_others = False
        self._labelled: dict[tuple[str, str, str], list[int]] = {}
        for manifest in manifests:
            self._has_others |= manifest.has_unread_pods
            for pod in pausing(manifest.pods):
                for key, value in (pod.labels or {}).items():
                    labelled = self._labelled.setdefault((pod.namespace, key, value), [])
                    labelled.append(len(self.pods))
                self.pods.append(pod)

    def of(self, service: Service) -> list[int]:
        """Return the places of a Service's pods in `pods`.

        None where there are very many, where there may be others, and where all are of Jobs: most
        have a label in common with what the Service is for.
        """
        if self._has_others:
            return []
        found = self.labelled(service.selector or {}, service.namespace)
        return [] if all(self.pods[index].ends for index in found) else found

    def labelled(self, labels: Mapping[str, str], namespace: str) -> list[int]:
        """Return the places of the pods that have all of `labels`; none where they are many."""
        if not labels:
            return []
        wanted = labels.items()
        lists = (self._labelled.get((namespace, key, value), []) for key, value in wanted)
        fewest = min(lists, key=len)
        if len(fewest) > _MOST:
            return []
        return [index for index in fewest if wanted <= (self.pods[index].labels or {}).items()]

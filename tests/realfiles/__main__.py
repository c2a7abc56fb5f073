"""portlens over tens of thousands of files that nobody wrote for it: `make realfiles`.

Every text file of this machine is named to portlens as a pre-commit hook would name it, every
root is walked, and the real configurations of the corpus are judged where they lie in their
repositories. Fails where a file is taken for a configuration that is none, where an error is
reported that nobody has read and found true, where a rule crashes or a file takes too long.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.realfiles._judge import Found, Judged, named, walked
from tests.realfiles._reviewed import failures
from tests.realfiles._roots import corpus, machine, texts


def main() -> int:
    """Judge everything, print what there is to read, and return the exit status."""
    found: list[Found] = []
    wrong: set[str] = set()
    roots = [Path(word).resolve() for word in sys.argv[1:]]
    for root in roots or machine():
        for judged in (
            _timed(f"{root}, named", partial(named, texts(root))),
            _timed(f"{root}, walked", partial(walked, root)),
        ):
            wrong.update(failures(judged))
            found += judged.found
    if not roots:
        judged = _timed("the corpus, named and walked", _corpus)
        wrong.update(failures(judged, are_configurations=True))
        found += judged.found
    for (rule, severity), count in _counts(found):
        print(f"{count:7}  {severity:12} {rule}")
    print(*sorted(wrong), f"{len(wrong)} to look at", sep="\n")
    return 1 if wrong else 0


def _counts(found: list[Found]) -> list[tuple[tuple[str, str], int]]:
    return Counter((each.rule, each.severity) for each in found).most_common()


def _timed(what: str, judge: Callable[[], Judged]) -> Judged:
    start = time.monotonic()
    judged = judge()
    print(
        f"{what}: {judged.files} files, {len(judged.formats)} of them configurations, "
        f"{len(judged.found)} findings, {time.monotonic() - start:.0f} s",
        flush=True,
    )
    return judged


def _corpus() -> Judged:
    """Judge each file of the corpus by its known format, and each repository by a walk."""
    with tempfile.TemporaryDirectory() as folder:
        formats = corpus(Path(folder))
        parts = [named([path], format_) for path, format_ in formats.items()]
        parts += [walked(repository) for repository in sorted(Path(folder).iterdir())]
    whole = Judged(len(formats), {}, [])
    for part in parts:
        whole.formats.update(part.formats)
        whole.found.extend(found for found in part.found if found not in whole.found)
    return whole


if __name__ == "__main__":
    sys.exit(main())

"""What merge keys bring is bounded over a text, and nobody concludes from what is left out."""

import pytest

from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import MOST_MERGED, MOST_UNCOUNTED, entries, value_of
from tests._judge import document, judge

SIZE = 200
LARGE = "{" + ", ".join(f"x-{i}: 1" for i in range(SIZE)) + "}"
FULL = MOST_MERGED // SIZE  # so often the large one is taken in


def merging(count: int, indent: str = "  ") -> str:
    """Return so many entries of a mapping that each take in the large anchor."""
    return "".join(f"{indent}m{i}: {{<<: *large}}\n" for i in range(count))


def test_past_the_bound_a_mapping_is_cut_and_has_its_own_keys() -> None:
    text = f"large: &large {LARGE}\nall:\n{merging(FULL)}last: {{<<: *large, own: 1}}\n"
    documents = read_documents(text, takes_parts=True).nodes
    made = [value for _, value in entries(value_of(documents[0], "all"))]
    assert {len(entries(each)) for each in made} == {SIZE}
    last = value_of(documents[0], "last")
    assert [key.value for key, _ in entries(last)] == ["own"]
    assert getattr(last, "is_cut", None) is True


def test_a_list_of_mappings_may_have_the_name() -> None:
    # docker-compose 2.40.3 takes both keys in, the first mapping's where two have one.
    text = "some: &some [{a: 1}, {a: 2, b: 3}]\nlast:\n  <<: *some\n  c: 4\n"
    last = value_of(read_documents(text).nodes[0], "last")
    found = {key.value: getattr(value, "value", None) for key, value in entries(last)}
    assert found == {"a": "1", "b": "3", "c": "4"}


def test_what_is_small_is_taken_in_past_the_bound() -> None:
    small = "{" + ", ".join(f"k{i}: 1" for i in range(MOST_UNCOUNTED)) + "}"
    text = f"large: &large {LARGE}\nsmall: &small {small}\nall:\n{merging(FULL + 1)}"
    for name, size in (("small", MOST_UNCOUNTED), ("large", 0)):
        found = read_documents(f"{text}last: {{<<: *{name}, own: 1}}\n", takes_parts=True).nodes
        assert len(entries(value_of(found[0], "last"))) == 1 + size


def test_a_reader_that_takes_no_parts_gets_nothing() -> None:
    text = f"large: &large {LARGE}\nall:\n"
    assert len(read_documents(text + merging(FULL)).nodes) == 1
    found = read_documents(text + merging(FULL + 1))
    assert (found.nodes, found.is_damaged) == ((), True)


# The last mapping has from the anchor what the program cannot do without.
COMPOSE = """x-large: &large {{target: 80, {large}}}
services:
  web:
    image: nginx
    build:
{many}    ports:
      - <<: *large
        published: '9100'
"""
KUBERNETES = """apiVersion: v1
kind: Pod
metadata: {{name: p, annotations: &large {{containerPort: 80, {large}}}}}
many:
{many}spec:
  containers:
  - name: c
    image: c
    ports:
    - {{<<: *large, name: web}}
"""
ACTIONS = """on: push
large: &large {{ports: ['6379:6379'], {large}}}
many:
{many}jobs:
  build:
    runs-on: ubuntu-latest
    services:
      cache: {{<<: *large, image: redis}}
    steps:
    - run: npm test
      env: {{REDIS_URL: 'redis://localhost:6379'}}
"""
PROMETHEUS = """large: &large {{scheme: https, proxy_url: 'http://proxy:3128', {large}}}
many:
{many}scrape_configs:
- {{<<: *large, job_name: a, static_configs: [{{targets: ['host']}}]}}
"""


@pytest.mark.parametrize(
    ("format_id", "text"),
    [
        ("compose", COMPOSE),
        ("kubernetes", KUBERNETES),
        ("github-actions", ACTIONS),
        ("prometheus", PROMETHEUS),
    ],
)
def test_nothing_is_concluded_from_a_key_that_is_left_out(format_id: str, text: str) -> None:
    large = LARGE[1:-1]
    whole, cut = (
        text.format(large=large, many=merging(count, "      ")) for count in (1, FULL + 1)
    )
    assert told(format_id, cut) <= told(format_id, whole) | {"partly-read"}
    assert used(format_id, cut) <= used(format_id, whole)


def told(format_id: str, text: str) -> set[str]:
    labels = judge(document(format_id, text))
    return {label.text.partition("[")[2].partition("]")[0] for label in labels}


def used(format_id: str, text: str) -> set[tuple[object, ...]]:
    return {(use.role, use.port and use.port.numbers) for use in document(format_id, text).uses}

"""The graph of ports: a workflow's jobs and the services beside them."""

import pytest

from tests.features.test_port_graph import edges, graph

WORKFLOW = """\
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      db: {image: postgres, ports: [5432]}
    steps:
      - run: psql -h localhost -p ${{ job.services.db.ports[PORT] }}
"""


@pytest.mark.parametrize(("port", "mark"), [(5432, ""), (5433, " unknown")])
def test_whoever_asks_for_the_port_of_a_service_connects_to_it(port: int, mark: str) -> None:
    path = "/p/.github/workflows/ci.yml"
    found = edges(graph({path: WORKFLOW.replace("PORT", str(port))}))
    assert f"ci.yml > jobs.test.services.db {port}{mark}" in found
    assert not any(edge.startswith("jobs.test.services.db >") for edge in found)

"""An analysis that is kept equals the one made afresh, whatever happened to the files."""

import pytest

from portlens.analysis import analyse, judging
from portlens.network.context import Context
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests.network._changes import TEXTS, Story
from tests.network._stack import around


@pytest.mark.parametrize("seed", range(5))
def test_what_was_found_before_is_what_is_found_now(seed: int) -> None:
    story = Story(seed)
    for step in range(8):
        fresh = story.afresh()
        for path in TEXTS:
            kept, now = (context.workspace.document(path) for context in (story.kept, fresh))
            assert (kept is None) == (now is None)
            if kept is not None and now is not None:
                assert finish(judging(kept, story.kept)) == analyse(now, fresh), (step, path)
        story.go_on()


STACK = {
    "/r/p/compose.yaml": "services: {edge: {image: nginx, ports: ['8080:80'],"
    " volumes: ['./edge.conf:/etc/nginx/conf.d/default.conf']}}\n",
    "/r/p/edge.conf": "server { listen 81; }\n",
    "/r/q/compose.yaml": "services: {web: {image: nginx, ports: ['8080:80']}}\n",
}


def document(path: str, context: Context) -> Document:
    found = context.workspace.document(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "again"),
    [("/r/p/edge.conf", {"/r/p/compose.yaml", "/r/p/edge.conf"}), ("/r/q/compose.yaml", None)],
)
def test_a_keystroke_judges_what_it_speaks_of_alone(path: str, again: set[str] | None) -> None:
    context = around(dict(STACK))
    for each in STACK:
        context.workspace.open(document(each, context))
    before = {each: finish(judging(document(each, context), context)) for each in STACK}
    opened = document(path, context)
    context.workspace.open(opened.changed_to(opened.text + "# more\n"))
    after = {each: finish(judging(document(each, context), context)) for each in STACK}
    assert {each for each in STACK if after[each] is not before[each]} == (again or {path})
    assert after == before


def test_what_changes_while_it_is_judged_is_judged_again() -> None:
    texts = {
        "/r/compose.yaml": "services: {a: {ports: ['${P}:80', '81:80']}}\n",
        "/r/.env": "P=80\n",
    }
    context = around(texts)
    file = document("/r/compose.yaml", context)
    for steps in range(12):
        work = judging(file, context)
        texts["/r/.env"] = "P=81\n"
        for _ in range(steps):
            next(work)
        texts["/r/.env"] = "P=82\n"
        finish(work)
        assert finish(judging(file, context)) == analyse(file, around(texts))

"""What is kept is what would be made now, whatever happened to the files meanwhile."""

from collections.abc import Callable
from typing import cast

import pytest

from portlens.workspace.memo import Memo
from portlens.workspace.steps import Steps, finish
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document
from tests.workspace._kept import CHANGES, A, Kept

QUESTIONS: dict[str, Callable[[Trace], object]] = {
    "text": lambda trace: trace.text(A),
    "version": lambda trace: trace.version(A),
    "document": lambda trace: getattr(trace.document("/site/sshd_config"), "text", None),
    "names": lambda trace: trace.names_in("/site"),
    "link": lambda trace: trace.is_link(A),
    "real": lambda trace: trace.real(A),
    "open": lambda trace: getattr(trace.open_document(A), "text", None),
    "readable": lambda trace: trace.may_read(A),
    "mark": lambda trace: (one := trace.open_document(A)) is not None and bool(trace.mark(one)),
    "all open": lambda trace: [one.text for one in trace.open_documents()],
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("first", CHANGES)
@pytest.mark.parametrize("second", CHANGES)
@pytest.mark.parametrize("is_still", [False, True])
def test_a_question_is_answered_as_if_nothing_were_kept(
    question: str, first: str, second: str, is_still: bool
) -> None:
    kept = Kept(QUESTIONS[question], {"/site/sshd_config": "Port 22"})
    for change in ("nothing", first, second, "nothing"):
        CHANGES[change](kept)
        if is_still:
            kept.workspace.stand_still()
        assert kept.ask() == QUESTIONS[question](Trace(kept.workspace))


def test_nothing_is_made_twice_while_nothing_changes() -> None:
    kept = Kept(lambda trace: (trace.text(A), trace.names_in("/site")), {A: "x"})
    assert kept.ask() is kept.ask()
    kept.files.texts["/other/file"] = "y"
    kept.ask()
    assert kept.times == 1
    kept.files.texts["/site/b"] = "y"
    kept.ask()
    assert kept.times == 2


def test_a_file_that_was_missing_counts() -> None:
    kept = Kept(lambda trace: trace.text("/site/.env"), {})
    assert kept.ask() is None
    kept.files.texts["/site/.env"] = ""
    assert kept.ask() == ""
    del kept.files.texts["/site/.env"]
    assert kept.ask() is None


def test_while_the_workspace_stands_still_the_disk_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Kept(lambda trace: (trace.text(A), trace.names_in("/site")), {A: "x"})
    kept.workspace.stand_still()
    before = kept.ask()
    for name in ("read", "version", "list"):
        monkeypatch.setattr(kept.files, name, None)
    assert kept.ask() is before
    monkeypatch.undo()
    kept.files.texts[A] = "y"
    kept.workspace.stand_still()
    assert kept.ask() != before


def test_what_changed_while_the_value_was_made_is_asked_again() -> None:
    kept = Kept(lambda _: None, {A: "x"})

    def torn(trace: Trace) -> object:
        before = trace.text(A)
        kept.files.texts[A] += "y"
        return before, trace.text(A)

    kept.make = torn
    for _ in range(3):
        kept.ask()
    assert kept.times == 3


def test_what_is_made_in_steps_is_kept_as_well() -> None:
    kept = Kept(lambda _: None, {A: "x"})

    def make(trace: Trace) -> Steps[str | None]:
        kept.times += 1
        yield
        return trace.text(A)

    def ask() -> str | None:
        memo = cast("Memo[str | None]", kept.memo)
        return finish(memo.in_steps(kept.workspace, "", make))

    assert (ask(), ask(), kept.times) == ("x", "x", 1)
    kept.files.texts[A] = "y"
    assert (ask(), ask(), kept.times) == ("y", "y", 2)


def test_of_equal_values_the_first_is_kept() -> None:
    workspace = Workspace(MemoryFiles({}))
    memo: Memo[list[int]] = Memo(2)
    first = memo.same(workspace, "a", [1])
    assert memo.same(Trace(workspace), "a", [1]) is first
    assert memo.same(workspace, "b", [1]) is not first
    assert memo.same(workspace, "a", [2]) == [2]
    assert memo.same(workspace, "a", [1]) is not first


def test_the_subject_stands_for_its_file() -> None:
    kept = Kept(lambda trace: trace.text(A), {A: "Port 1"})
    one, other = document("sshd_config", "Port 2", A), document("sshd_config", "Port 3", A)
    assert kept.ask("", one) == "Port 2"
    assert kept.ask("", other) == "Port 3"
    assert kept.ask("", one) == "Port 2"


@pytest.mark.parametrize("is_still", [False, True])
def test_two_subjects_share_what_is_the_same_for_both(is_still: bool) -> None:
    paths = ["/site/sshd_config", "/site/x/sshd_config"]
    kept = Kept(
        lambda trace: [trace.document(path) for path in paths], dict.fromkeys(paths, "Port 1")
    )
    if is_still:
        kept.workspace.stand_still()
    one, other = (kept.workspace.document(path) for path in paths)
    assert kept.ask("", one) is kept.ask("", other)
    assert kept.times == 1
    changed = document("sshd_config", "Port 2", paths[1])
    assert kept.ask("", changed) == [one, changed]
    assert kept.ask("", one) == [one, other]


@pytest.mark.parametrize("is_still", [False, True])
def test_whom_a_link_leads_to_is_no_longer_another_file(is_still: bool) -> None:
    link = "/on/a"
    kept = Kept(lambda trace: trace.leads_to_subject(link, link), {"/off/a": "", "/off/b": ""})
    kept.files.links[link] = "/off/a"
    if is_still:
        kept.workspace.stand_still()
    assert kept.ask("", document("nginx", "", "/off/b")) is False
    assert kept.ask("", document("nginx", "", "/off/a")) is True
    assert kept.ask("", document("nginx", "", "/off/b")) is False


@pytest.mark.parametrize("is_still", [False, True])
def test_two_names_of_one_file_are_no_two_files(is_still: bool) -> None:
    link, path = "/on/a", "/off/a"

    def judged(trace: Trace) -> str:
        # Who is judged under the link's own name has no need to ask where it leads.
        subject = trace.subject
        assert subject is not None
        is_mine = subject.path == link or trace.leads_to_subject(link, link)
        return subject.path if is_mine else ""

    kept = Kept(judged, {path: "", "/off/b": ""})
    kept.files.links[link] = path
    if is_still:
        kept.workspace.stand_still()
    for _ in range(2):
        assert kept.ask("", document("nginx", "", link)) == link
        assert kept.ask("", document("nginx", "", path)) == path
        assert kept.ask("", document("nginx", "", "/off/b")) == ""


def test_what_rests_on_another_value_holds_while_that_does() -> None:
    inner = Kept(lambda trace: len(trace.text(A) or ""), {A: "x"})
    length: Memo[object] = Memo(1)

    def size(trace: Trace) -> object:
        return length.value(trace, A, inner.make)

    outer = Kept(lambda trace: (size(trace),), {})
    outer.workspace = inner.workspace
    first = outer.ask()
    inner.files.texts[A] = "y"  # another file of the same length
    assert outer.ask() is first
    inner.files.texts[A] = "yy"
    assert outer.ask() == (2,)


def test_parts_are_held_against_each_other_as_objects() -> None:
    kept = Kept(lambda _: object(), {})
    one, other = ["x"], ["x"]
    first = kept.ask("", None, one)
    assert kept.ask("", None, one) is first
    assert kept.ask("", None, other) is not first


def test_what_was_asked_for_longest_ago_goes() -> None:
    kept = Kept(lambda _: object(), {})
    first, second = kept.ask("a"), kept.ask("b")
    assert kept.ask("a") is first
    kept.ask("c")
    assert kept.ask("a") is first
    assert kept.ask("b") is not second


def test_a_workspace_of_its_own_knows_nothing_of_the_other() -> None:
    kept = Kept(lambda trace: trace.text(A), {A: "x"})
    assert kept.ask() == "x"
    kept.workspace = kept.workspace.with_texts({A: "y"})
    assert kept.ask() == "y"


def test_a_folder_that_may_now_be_read_counts() -> None:
    folders: list[str] = []
    kept = Kept(lambda trace: trace.may_read(A), {A: "x"})
    kept.workspace = Workspace(kept.files, lambda: folders)
    assert kept.ask() is False
    folders.append("/site")
    assert kept.ask() is True

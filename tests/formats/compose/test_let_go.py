"""What a reading lets go of comes back as it was."""

from portlens.formats.compose.services import ComposeFile
from portlens.workspace.document import Document
from tests._judge import document
from tests.formats.compose.test_generated import compose_text

PLAIN = "services:\n  a:\n    image: nginx\n    ports: ['80:80', 81]\n---\nvolumes:\n  b:\n"
_TEXTS = (PLAIN, "a: [", "services: {a: {image: &i b}}\n", *map(compose_text, range(300)))


def _tree(found: Document) -> ComposeFile:
    tree = found.reading.tree
    assert isinstance(tree, ComposeFile)
    return tree


def test_the_nodes_are_the_same() -> None:
    for text in _TEXTS:
        found = document("compose", text)
        before, uses, lines = _tree(found).documents, found.uses, found.lines.line_count
        found.let_go()
        assert _tree(found).documents == before, text
        assert (found.uses, found.lines.line_count) == (uses, lines)


def test_what_is_plain_is_let_go_of_and_then_kept() -> None:
    found = document("compose", PLAIN)
    before = _tree(found).documents
    found.let_go()
    again = _tree(found).documents
    assert again is not before
    assert _tree(found).documents is again


def test_what_has_to_be_put_together_from_pieces_is_kept() -> None:
    found = document("compose", "services:\n  a: [\n  b:\n    ports: ['80:80']\n")
    before = _tree(found).documents
    found.let_go()
    assert _tree(found).documents is before


def test_an_edit_after_that_is_read_as_any_other() -> None:
    found = document("compose", PLAIN)
    found.reading  # noqa: B018 - reads it
    found.let_go()
    text = PLAIN.replace("81", "8111")
    assert found.changed_to(text).reading == document("compose", text).reading

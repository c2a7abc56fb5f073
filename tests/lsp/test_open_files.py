"""Versions of files of which some are open in the editor, by their own name or through a link."""

from pathlib import Path

from portlens.lsp.open_files import OpenFiles
from portlens.lsp.open_text import OpenText
from portlens.workspace.files import DiskFiles


def test_a_file_has_the_version_of_the_text_that_is_open_for_it(tmp_path: Path) -> None:
    opened = OpenText((tmp_path / "open").as_uri(), "yaml", 1, "typed")
    files = OpenFiles({opened.path: opened})
    for name in ("open", "saved"):
        (tmp_path / name).write_text(name)
    (tmp_path / "to-open").symlink_to("open")
    (tmp_path / "to-saved").symlink_to("saved")
    (tmp_path / "to-nothing").symlink_to("nothing")
    versions = {
        name: files.version(str(tmp_path / name))
        for name in ("open", "to-open", "saved", "to-saved", "to-nothing", "nothing")
    }
    saved = DiskFiles().version(str(tmp_path / "saved"))
    assert saved is not None
    assert versions == {
        "open": (opened, 0),
        "to-open": (opened, 0),
        "saved": saved,
        "to-saved": saved,
        "to-nothing": None,
        "nothing": None,
    }
    opened.changes += 1
    assert files.version(str(tmp_path / "to-open")) == (opened, 1)
    assert files.version("/a\0b") is None


def test_a_link_leads_to_an_open_text_that_was_never_saved(tmp_path: Path) -> None:
    opened = OpenText((tmp_path / "new").as_uri(), "yaml", 1, "typed")
    (tmp_path / "link").symlink_to("new")
    assert OpenFiles({opened.path: opened}).version(str(tmp_path / "link")) == (opened, 0)

"""Of the texts before a keystroke nothing is kept: no tree, no network, no table of places."""

import gc

import pytest

from portlens.analysis import analyse
from portlens.features.hover import hover
from portlens.features.symbols import outline
from portlens.network.places import places_of
from portlens.programs.program import resolved
from portlens.workspace.document import Document
from tests.lsp._samples import SAMPLES, Sample
from tests.network._stack import around

_KEYSTROKES = 12
_FEW = 4  # of the disk, of the last keystroke, and one reading more of each


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format_id)
def test_of_a_file_that_is_edited_only_the_last_texts_are_kept(sample: Sample) -> None:
    path = f"/old/{sample.file}"
    context = around({path: sample.text})
    document = context.workspace.document(path)
    assert document is not None
    for _ in range(_KEYSTROKES):
        document = document.changed_to(document.text + "\n")
        context.workspace.open(document)
        context.workspace.stand_still()
        analyse(document, context)
        read = resolved(document, context.workspace)
        places_of(read, context)
        hover(read, read.text.index(sample.port), context, "en")
        outline(read, context.catalogue, "en")
    gc.collect()
    alive = [each for each in gc.get_objects() if isinstance(each, Document) and each.path == path]
    assert len({each.text for each in alive}) <= _FEW

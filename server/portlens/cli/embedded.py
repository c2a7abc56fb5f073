"""The command line inside another program, which has loaded Python and shows it the files.

That program is Node.js, with Python in WebAssembly.
"""

import os
from collections.abc import Mapping, Sequence

from portlens.cli.commands import complain, language_before
from portlens.cli.main import main
from portlens.text.phrase import Phrase
from portlens.text.visible import echo


def run(words: Sequence[str], folder: str, environment: Mapping[str, str]) -> int:
    """Run the command that `words` name in the folder and with the variables of that program.

    Returns the exit status, as `main` does.
    """
    os.environ.clear()
    os.environ.update(environment)
    try:
        os.chdir(folder)
    except OSError:
        language = language_before(words)
        return complain(UNSEEN.fill(folder=echo(folder)), None, language)
    return main(words)


UNSEEN = Phrase(
    "the folder {folder} cannot be seen from WebAssembly",
    "フォルダー {folder} は WebAssembly からは参照できません",
)

"""What is known of a program as a whole, whichever files it reads."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal
from portlens.workspace.document import Document


class LeftOut(NamedTuple):
    """Why a program that reads the file at `by` reads nothing of another one.

    `reason`: it reads `by` `instead`; `by` names others of that folder, and this one is
    `not-included`; or the sockets are `handed-over`, which `by` opens in its place.
    """

    by: str
    reason: Literal["instead", "not-included", "handed-over"]


class Facts(NamedTuple):
    """What is known of a program as a whole.

    `is_whole`: its sockets are all that it can have. `is_alone`: nothing else runs in its
    container. `has_hidden`: there may be connections that its documents' own port uses do not show,
    such as those by a variable's value. `is_shared`: programs in its containers have port spaces
    in common with others. `is_on_demand`: it runs only when somebody calls it. `starts`: it
    starts containers. `gives_files`: these get files of the project, or have images that are built
    from some. `is_description`: its files tell of a container, and run nothing in it.
    `is_part`: its main file is not there, so that nobody knows whether it reads all of this.
    `left_out_by`: why the files count only for who starts the program with them by name.
    `included_by`: the main file of the one program that takes in all of this one as its own part.
    `is_lent`: others take parts of it, and nobody runs it by itself.
    `name`: what its machine calls it, where that tells more than its files. `known_as`: the
    services under whose names a machine starts it. `hands_to`: the services for which it opens
    its sockets; what these would listen on themselves stays shut.
    """

    is_whole: bool = False
    is_alone: bool = False
    has_hidden: bool = False
    is_shared: bool = False
    is_on_demand: bool = False
    starts: bool = False
    gives_files: bool = False
    is_part: bool = False
    is_description: bool = False
    left_out_by: LeftOut | None = None
    included_by: Document | None = None
    is_lent: bool = False
    name: str = ""
    known_as: tuple[str, ...] = ()
    hands_to: tuple[str, ...] = ()

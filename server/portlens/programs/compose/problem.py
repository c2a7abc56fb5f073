"""What keeps Compose from loading a project, and portlens from reading all of it."""

from portlens.model.socket import Place
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.workspace.document import Document

# What portlens leaves out, and Compose takes.
UNREAD = frozenset({"outside", "env-outside", "too-many", "keys", "cut"})

# What Compose 2 refuses, and Compose 5 takes.
OLDER = frozenset({"older", "included-twice", "extends-included"})

# What hangs on the file that is judged: it is told of that file, or counted from it.
OF_SUBJECT = frozenset({"file", "env", "env-outside", "outside", "too-many"})


class Problem(NamedTuple):
    """Why Compose would not load the project, as far as this model knows.

    Where only Compose 2 would not, the kinds in `OLDER`; `port`, `required`, `yaml`, `file`,
    `env`, and for links that lead nowhere `extends-circle`, `extends-service`, `extends-file`,
    `include-circle`, `include-file`, `include-env`. Compose itself does not mind the kinds in
    `UNREAD`.
    """

    kind: str
    document: Document
    span: Span
    place: Place | None = None  # where the mistake itself stands, if that is another file

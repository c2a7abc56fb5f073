"""Documents whose ports depend on what another file says of them."""

from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` as it reads with what other files say; text and places stay.

    That is the values of Compose's variables, for OpenSSH the ports of service names that a
    services file nearby defines, and for nginx which names are those of upstreams.
    """
    match document.format.id:
        case "compose" if "$" in document.text:
            from portlens.programs.compose.variables import with_variables

            return with_variables(document, workspace)
        case "sshd_config" | "ssh_config":
            from portlens.programs.services.names import with_names

            return with_names(document, workspace)
        case "nginx":
            from portlens.programs.nginx.upstreams import with_upstreams

            return with_upstreams(document, workspace)
    return document

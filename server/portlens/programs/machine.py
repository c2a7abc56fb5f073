"""On which machine a program runs, as far as the place of its files tells."""

from portlens.model.socket import PortSpace


def machine_of(path: str) -> PortSpace:
    """Return the machine of the program whose main file is at `path`.

    All below one `etc` folder is taken to configure one machine; `network/root` says where that is
    certain. Of other files nobody knows whether they lie on one machine, so each is taken for a
    machine of its own.
    """
    root, etc, _ = f"/{path}".rpartition("/etc/")
    return PortSpace("machine", root + etc if etc else path)

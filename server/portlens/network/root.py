"""Whether a folder with an `etc` in it is the root of one machine, as far as anybody can tell.

A repository may keep there what ends in several containers, what one of many roles puts onto its
hosts, or samples of which somebody takes one: nothing in these shares a machine.
"""

import posixpath

from portlens.programs.taken import is_taken_from
from portlens.workspace.workspace import Workspace

# What the folder of a role, of samples or of an image's layer is called.
_OF_MANY = frozenset(
    {
        *("all", "base", "common", "conf", "config", "configs", "contrib", "defaults", "demo"),
        *(
            "dist",
            "doc",
            "docs",
            "example",
            "examples",
            "files",
            "fixtures",
            "overlay",
            "resources",
        ),
        *("rootfs", "sample", "samples", "share", "shared", "skel", "skeleton", "src", "template"),
        *("templates", "test", "testdata", "tests", "debian", "rpm", "packaging"),
    }
)
# What lies where a program is made, whose `etc` has samples, or where hosts are set up.
_OF_PROJECTS = frozenset(
    {
        *("CMakeLists.txt", "Cargo.toml", "Gemfile", "build.gradle", "composer.json"),
        *(
            "configure.ac",
            "go.mod",
            "meson.build",
            "package.json",
            "pom.xml",
            "pyproject.toml",
            "setup.py",
        ),
        *("Berksfile", "Puppetfile", "ansible.cfg", "galaxy.yml"),
    }
)


def is_machine(root: str, workspace: Workspace) -> bool:
    """Tell whether all below the folder `etc` in `root` is certainly of one machine.

    That of this machine itself is, unless a container nearby is given some of it.
    """
    if root and posixpath.basename(root) in _OF_MANY:
        return False
    if root and not _OF_PROJECTS.isdisjoint(workspace.names_in(root)):
        return False
    return not is_taken_from(f"{root}/etc", workspace)

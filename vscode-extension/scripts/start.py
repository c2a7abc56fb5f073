"""Run portlens with what is bundled beside this file, and with PyYAML's C parser if there is one."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def has_c_parser(folder):
    """Tell, without importing it, whether the PyYAML installed in `folder` has its C parser."""
    try:
        return any(name.startswith("_yaml.") for name in os.listdir(os.path.join(folder, "yaml")))
    except OSError:
        return False


installed = [folder for folder in sys.path if folder != HERE]
bundled = [os.path.join(HERE, "server"), os.path.join(HERE, "libs")]
if not any(has_c_parser(folder) for folder in installed):
    bundled.append(os.path.join(HERE, "yaml"))
sys.path[:] = bundled + installed

if __name__ == "__main__":
    from portlens.cli.main import main

    sys.exit(main())

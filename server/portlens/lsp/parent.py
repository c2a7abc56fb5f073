"""The process that started the server: when that dies, the server goes, too.

An editor that is killed does not always close the pipe: a child of its own may hold it open.
"""

import os
import sys
import threading
import time

# How long a server may outlive its editor, in seconds.
INTERVAL = 2.0


def watch_parent(process_id: object) -> None:
    """End this process when the process `process_id` has ended; None asks for nothing.

    One that is not there now is not watched: an editor outside of this container tells an id
    that says nothing in here. In a thread, since the loop may be waiting for a reader of its
    output that died.
    """
    if isinstance(process_id, int) and process_id > 0 and is_alive(process_id):
        threading.Thread(target=_watch, args=(process_id,), daemon=True).start()


def is_alive(process_id: int) -> bool:
    """Tell whether there is such a process, other than one that only waits to be buried."""
    if sys.platform == "win32":
        return _is_alive_on_windows(process_id)
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # it belongs to somebody else
    return not _is_zombie(process_id)


def _watch(process_id: int) -> None:
    while is_alive(process_id):
        time.sleep(INTERVAL)
    os._exit(1)  # there is nobody to say anything to, and nothing is kept on the disk


def _is_zombie(process_id: int) -> bool:
    """Tell whether the process is dead in a container that has nobody to bury it (proc(5))."""
    try:
        with open(f"/proc/{process_id}/stat", "rb") as file:  # noqa: PTH123 - no need of pathlib
            return file.read().rpartition(b")")[2].split()[:1] == [b"Z"]
    except OSError:
        return False


def _is_alive_on_windows(process_id: int) -> bool:
    """Tell the same by a handle on the process: there `os.kill` would really send a signal."""
    import ctypes

    synchronize, timed_out = 0x00100000, 0x102
    kernel: object = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(synchronize, 0, process_id)  # type: ignore[attr-defined]
    if not handle:
        return False
    state = kernel.WaitForSingleObject(handle, 0)  # type: ignore[attr-defined]
    kernel.CloseHandle(handle)  # type: ignore[attr-defined]
    return bool(state == timed_out)

"""A warm process that has the parsers loaded and forks one child per file, so that a file costs milliseconds, not the libraries' start.

    python -m ctcompanion.reading.nursery     standard input is a Unix socket on which jobs arrive (Linux)

With each job come two sockets, the file and the place for the answer. The child talks on the first socket; on the second the
nursery writes how the child ended. When the other side closes the second one (the time is up, or the app is gone), the child is
killed: no process id ever leaves this program, and no child outlives its reader.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import sys
from typing import Any

from ctcompanion.reading import child

MESSAGE = 65_536
PRELOADED = (
    "charset_normalizer",
    "olefile",
    "xlrd",
    "ctcompanion.reading.dbase",
    "ctcompanion.reading.delimited",
    "ctcompanion.reading.excel",
    "ctcompanion.reading.ole",
    "ctcompanion.reading.webpage",
    "ctcompanion.reading.xls_looks",
    "ctcompanion.reading.xlsx_looks",
    "ctcompanion.reading.xml_excel",
)


def main() -> int:
    """Serves until the app closes its end."""
    import importlib

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child.without_pandas()
    for module in PRELOADED:
        importlib.import_module(module)
    control = socket.socket(fileno=0)
    watched = selectors.DefaultSelector()
    watched.register(control, selectors.EVENT_READ, None)
    while True:
        for key, _ in watched.select():
            if key.data is None:
                if not _take(control, watched):
                    return 0
            else:
                _ended(key, watched)


def _take(control: socket.socket, watched: selectors.BaseSelector) -> bool:
    message, files, _, _ = socket.recv_fds(control, MESSAGE, 4)
    if not message:
        return False
    talk, state, source, answer = files
    pid = os.fork()
    if not pid:
        _be_child(json.loads(message), talk, source, answer)
    for file in (talk, source, answer):
        os.close(file)
    process = os.pidfd_open(pid)
    for file in (process, state):
        watched.register(file, selectors.EVENT_READ, (pid, process, state))
    return True


def _ended(key: selectors.SelectorKey, watched: selectors.BaseSelector) -> None:
    """The child is gone, or nobody waits for it any more."""
    pid, process, state = key.data
    if key.fd == state:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(process, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with contextlib.suppress(OSError):
        os.write(state, str(os.waitstatus_to_exitcode(status)).encode())
    for file in (process, state):
        watched.unregister(file)
        os.close(file)


def _be_child(job: dict[str, Any], talk: int, source: int, answer: int) -> None:
    """Never returns: whatever happens, this copy of the process ends here."""
    status = 1
    try:
        child.hold(job["memory"], job["cpu_seconds"])
        _close_others((talk, source, answer))
        _tell(talk, "Opening the file")
        data = os.pread(source, size, 0) if (size := os.fstat(source).st_size) < 2**30 else _long(source, size)
        with os.fdopen(answer, "w+b", closefd=False) as target:
            child.work(job, data, target, lambda text: _tell(talk, text))
        status = 0
    finally:
        os._exit(status)


def _close_others(kept: tuple[int, ...]) -> None:
    """This copy keeps its own file alone: nothing of the jobs beside it, no way to the app but its answer."""
    silent = os.open(os.devnull, os.O_RDWR)
    for file in (0, 1, 2):
        os.dup2(silent, file)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))


def _long(source: int, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size and (piece := os.pread(source, 2**30, len(pieces))):
        pieces += piece
    return bytes(pieces)


def _tell(talk: int, text: str) -> None:
    with contextlib.suppress(OSError):
        os.write(talk, text.encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())

"""The app's side of reading: hands a file to a child process, listens to its progress, stops it when its time is up."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import cache
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pyarrow as pa

import ctcompanion
from ctcompanion.reading.parts import Progress
from ctcompanion.reading.refusals import refusal

CAN_FORK = sys.platform == "linux" and hasattr(os, "memfd_create") and hasattr(os, "pidfd_open")
START_SECONDS = 60
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "CTCOMPANION_REFERENCE")
"""The child sees no other part of the environment: no keys, no settings."""
STACKS = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Keeps the libraries from reserving address space that they do not use."""


class Nursery:
    """The one warm process of this program; started when first needed, started again when it is gone."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def send(self, message: bytes, files: list[int]) -> None:
        """Hands over a job with its open files."""
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self._start()
            assert self.control is not None  # noqa: S101 (set by _start)
            socket.send_fds(self.control, [message], files)

    def warm(self) -> None:
        """Starts the process without a job."""
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if self.control is not None:
            self.control.close()
        self.process = _popen("ctcompanion.reading.nursery", theirs.fileno(), subprocess.DEVNULL)
        theirs.close()
        self.control = ours


@cache
def nursery() -> Nursery:
    """This program's nursery."""
    return Nursery()


def _popen(module: str, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    root = str(Path(ctcompanion.__file__).parent.parent)
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | STACKS | {"PYTHONPATH": root}
    command = [sys.executable, "-m", module]
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL, env=environment)  # noqa: S603 (our own module)


def parsed(job: dict[str, Any], source: bytes | Path, wall_seconds: float, progress: Progress) -> pa.Buffer:
    """What the child answered; ReadingError when it was stopped or died."""
    if CAN_FORK:
        return _by_nursery(job, source, wall_seconds, progress)
    return _by_itself(job, source, wall_seconds)


def _by_nursery(job: dict[str, Any], source: bytes | Path, wall_seconds: float, progress: Progress) -> pa.Buffer:
    with contextlib.ExitStack() as held:
        file, answer = _opened(source, held), os.memfd_create("answer")
        held.callback(os.close, answer)
        talk, talk_there = _pair(held)
        state, state_there = _pair(held)
        try:
            nursery().send(json.dumps(job).encode(), [talk_there.fileno(), state_there.fileno(), file, answer])
        except OSError:
            raise refusal("reader-unavailable", what="the reader could not be started") from None
        talk_there.close()
        state_there.close()
        _judge(_listen(talk, state, wall_seconds, progress), wall_seconds)
        return pa.py_buffer(mmap.mmap(answer, 0, prot=mmap.PROT_READ))


def _pair(held: contextlib.ExitStack) -> tuple[socket.socket, socket.socket]:
    ours, theirs = socket.socketpair()
    held.enter_context(ours)
    held.enter_context(theirs)
    return ours, theirs


def _opened(source: bytes | Path, held: contextlib.ExitStack) -> int:
    if isinstance(source, Path):
        file = os.open(source, os.O_RDONLY)
        held.callback(os.close, file)
        return file
    file = os.memfd_create("upload")
    held.callback(os.close, file)
    view = memoryview(source)
    while view:
        view = view[os.write(file, view) :]
    return file


def _listen(talk: socket.socket, state: socket.socket, wall_seconds: float, progress: Progress) -> int | None:
    """The child's exit status; None when its time was up. Its time runs from its first word on."""
    deadline = time.monotonic() + START_SECONDS
    began, ears, rest = False, [talk, state], b""
    while (left := deadline - time.monotonic()) > 0:
        ready = wait(ears, left)  # unlike select(), it takes any number of open files: a busy server has thousands
        if talk in ready:
            heard = talk.recv(65_536)
            if not began:
                began, deadline = True, time.monotonic() + wall_seconds
            if not heard:
                ears.remove(talk)
            *lines, rest = (rest + heard).split(b"\n")
            for line in filter(None, lines):
                progress(line.decode("utf-8", "replace"))
        elif state in ready:
            return int(state.recv(100) or b"1")
    return None


def _judge(status: int | None, wall_seconds: float) -> None:
    """A ReadingError in words for a child that did not end by itself."""
    if status == 0:
        return
    if status is None:
        raise refusal("too-slow", what=f"it was not done after {wall_seconds:g} seconds")
    if status in (-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGALRM", 14)):
        raise refusal("too-slow", what="it took all the computing time that one file may take")
    if status in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)):
        raise refusal("too-large", what="unpacked, it needs more memory than one file may take")
    raise refusal("damaged", what="the reader gave up on it")


def _by_itself(job: dict[str, Any], source: bytes | Path, wall_seconds: float) -> pa.Buffer:
    """One fresh process per file, everything through pipes (macOS, Windows)."""
    data = source.read_bytes() if isinstance(source, Path) else source
    process = _popen("ctcompanion.reading.child", subprocess.PIPE, subprocess.PIPE)
    try:
        said, _ = process.communicate(json.dumps(job).encode() + b"\n" + data, timeout=wall_seconds + 5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise refusal("too-slow", what=f"it was not done after {wall_seconds:g} seconds") from None
    _judge(process.returncode, wall_seconds)
    return pa.py_buffer(said)

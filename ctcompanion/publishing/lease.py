"""Holding a dataset while publishing: the lock is renewed beside the work, and a dead holder on this machine does not block."""

from __future__ import annotations

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from ctcompanion.errors import StoreError
from ctcompanion.store import Store
from ctcompanion.store.locks import Lease

LEASE_SECONDS = 60.0
"""How long a dataset stays closed after a crash on another machine."""


def holder() -> str:
    """Who holds: machine, process, and one run in it."""
    return f"{socket.gethostname()}|{os.getpid()}|{uuid.uuid4().hex}"


def is_gone(other: str) -> bool:
    """True when that holder surely is no more: a process of this machine that ended."""
    host, _, rest = other.partition("|")
    number = rest.partition("|")[0]
    if host != socket.gethostname() or not number.isdigit() or os.name == "nt":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def held(store: Store, name: str, seconds: float = LEASE_SECONDS) -> Iterator[Lease]:
    """The lock for the time of the block. StoreError `dataset-busy` when somebody else is publishing there."""
    lease = store.locks.take(name, holder(), seconds, is_gone=is_gone)
    done = threading.Event()
    beat = threading.Thread(target=_keep, args=(store, lease, seconds, done), daemon=True, name="lease")
    beat.start()
    try:
        yield lease
    finally:
        done.set()
        beat.join(timeout=seconds)
        store.locks.release(lease)


def _keep(store: Store, lease: Lease, seconds: float, done: threading.Event) -> None:
    """Renew until the work is done. A lost lock is not fought for: the next journal write will say so."""
    while not done.wait(seconds / 3):
        try:
            store.locks.renew(lease, seconds)
        except StoreError as error:
            if error.code == "dataset-busy":
                return

"""A real PostgreSQL server in a folder of its own, reached by a socket there: nothing listens on the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.postgresql import find

WAIT_SECONDS = 60
ACCOUNT = "postgres"
"""PostgreSQL does not run as root: there, Debian's own account is used."""


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a running server, without a database's name: `postgresql://postgres@/{}?host=...`."""
    programs = find()
    assert programs is not None, "no PostgreSQL: run `python tools/postgresql.py --install`"
    folder = Path(tempfile.mkdtemp(prefix="companion-pg-"))
    account = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": ()} if os.geteuid() == 0 else {}
    if account:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    data = folder / "data"
    made = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, cwd=folder, **account)
    flags = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60", "-k", folder]
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, *flags], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account
    )
    try:
        _wait(programs, folder, server)
        yield f"postgresql://postgres@/{{}}?host={folder}"
    finally:
        server.terminate()
        server.wait(WAIT_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        assert server.poll() is None, "the server ended at once"
        assert time.monotonic() < until, "the server did not answer"
        time.sleep(0.1)

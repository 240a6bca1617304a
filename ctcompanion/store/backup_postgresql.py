"""A PostgreSQL store as one file and back, by the server's own programs: pg_dump reads one moment, pg_restore writes all or nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from ctcompanion.errors import StoreError

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs; only the newest wrappers are on the PATH."""


def dump(address: URL, target: Path) -> None:
    """Write the file, readable by its owner alone. StoreError when the programs are missing or the server refuses."""
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _run("pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    except StoreError:
        target.unlink(missing_ok=True)
        raise


def load(address: URL, source: Path) -> None:
    """Put a dump in the database's place in one transaction. StoreError `no-backup` for any other file."""
    if not source.is_file() or " store_version " not in _listed(source):
        raise StoreError("no-backup", "This file is not a backup of a store.", "Choose a file that was made with the backup command.")
    _run("pg_restore", address, "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(source))


def _listed(source: Path) -> str:
    command = [_program("pg_restore"), "--list", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (a fixed program)
    return done.stdout if not done.returncode else ""


def _run(name: str, address: URL, *arguments: str) -> None:
    """The password goes by the environment: what stands on a command line can be read by others."""
    named = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(address.password)} if address.password else {})}
    command = [_program(name), f"--dbname={named}", *arguments]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603 (fixed programs)
    if done.returncode:
        raise StoreError(
            "backup-failed",
            f"The database did not do it ({name} ended with {done.returncode}).",
            f"Check that the server runs, that nobody else uses the store meanwhile, and that {name} is at least the server's version.",
        )


def _program(name: str) -> str:
    newest = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(name)
    if found is None:
        raise StoreError(
            "no-postgresql-programs",
            f"{name} is not installed on this machine.",
            "Install PostgreSQL's client programs (Debian: postgresql-client), or run the backup where the server runs.",
        )
    return found

"""A PostgreSQL store as one file and back, by the server's own programs: pg_dump reads one moment, psql writes all or nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy.engine import URL

from ctcompanion.errors import StoreError
from ctcompanion.store.migrate import is_known, too_new
from ctcompanion.store.schema import metadata

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs; only the newest wrappers are on the PATH."""
EMPTIED = "\n".join(
    [
        "SET lock_timeout = '20s';",
        *(f"DROP TABLE IF EXISTS {name} CASCADE;" for name in (*metadata.tables, "alembic_version")),
        "DROP FUNCTION IF EXISTS audit_only_grows();",
    ]
)
"""What stands before the dump: tables that it does not know must not outlive it. Nothing else in the database is touched."""


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
    """Put a dump in the store's place in one transaction. StoreError `no-backup` for any other file, `store-too-new` for a newer program's."""
    listed = (_told(source, "--list") if source.is_file() else None) or ""
    if " store_version " not in listed:
        raise StoreError("no-backup", "This file is not a backup of a store.", "Choose a file that was made with the backup command.")
    if not is_known(_revision(source) if " alembic_version " in listed else "0001"):
        raise too_new()
    with tempfile.TemporaryDirectory() as folder:  # readable by its owner alone
        before, script = Path(folder) / "before.sql", Path(folder) / "store.sql"
        before.write_text(EMPTIED)
        if _told(source, "--no-owner", "--no-privileges", f"--file={script}") is None:
            raise StoreError("backup-damaged", "This backup is damaged.", "Choose an older one. The store was left as it is.")
        files = (f"--file={before}", f"--file={script}")
        _run("psql", address, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", *files)


def _revision(source: Path) -> str:
    """The one cell of the table in which Alembic keeps it."""
    lines = (_told(source, "--data-only", "--table=alembic_version", "--file=-") or "").splitlines()
    begun = next((number for number, line in enumerate(lines, start=1) if line.startswith("COPY ")), 0)
    return lines[begun].strip() if begun else ""


def _told(source: Path, *arguments: str) -> str | None:
    """What pg_restore says about a dump; None when it cannot read it."""
    command = [_program("pg_restore"), *arguments, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (a fixed program)
    return None if done.returncode else done.stdout


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

"""Find the programs of a PostgreSQL server for the tests of the store, or install Debian's package when root.

python tools/postgresql.py            prints what will be used
python tools/postgresql.py --install  installs it first when there is none
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs, one folder a version: they are not on the PATH."""


def find() -> Path | None:
    """The folder with `initdb` and `postgres`: $POSTGRESQL, the newest of Debian's, or that of the PATH."""
    if named := os.environ.get("POSTGRESQL"):
        return Path(named)
    newest = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def install() -> None:
    """Debian's package; its own server is not wanted, only the programs."""
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        wanted = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
        subprocess.run(wanted, check=False, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    found = find()
    if found is None and "--install" in sys.argv:
        install()
        found = find()
    if found is None:
        print(
            "The tests of the store need a PostgreSQL server and none could be installed.\n"
            "Debian or Ubuntu: sudo apt-get install postgresql\n"
            "macOS: brew install postgresql\n"
            "Or name the folder of its programs: POSTGRESQL=/path/to/bin make test",
            file=sys.stderr,
        )
        return 1
    print(f"PostgreSQL for the tests of the store: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

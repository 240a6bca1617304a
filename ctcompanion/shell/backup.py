"""`backup FILE`: the whole store at one moment, while the app goes on."""

from __future__ import annotations

import argparse
import sys

from ctcompanion.shell.files import configured
from ctcompanion.store.backup import backup


def run(options: argparse.Namespace) -> int:
    """Write the file; the seal key is not in it."""
    settings = configured()
    made = backup(settings.database_url, options.target)
    sys.stdout.write(f"The store is backed up in {made} ({made.stat().st_size:,} bytes).\n")
    if settings.seal_key is None:
        key = settings.data_folder / "seal.key"
        sys.stdout.write(f"Keep the seal key apart from it ({key}): without it, files kept with drafts cannot be opened again.\n")
    return 0

"""`restore FILE`: a backup in the store's place, all of it or nothing."""

from __future__ import annotations

import argparse
import sys

from ctcompanion.errors import StoreError
from ctcompanion.shell.files import configured, opened
from ctcompanion.store.backup import restore


def run(options: argparse.Namespace) -> int:
    """Asks for --yes: what was kept since the backup is lost."""
    if not options.yes:
        raise StoreError(
            "not-confirmed",
            "What was kept since this backup would be lost.",
            "Stop the app, back the store up as it is now, and give the command again with --yes.",
        )
    settings = configured()
    restore(settings.database_url, options.source)
    sys.stdout.write("The store is as it was when the backup was made.\n")
    key = settings.data_folder / "seal.key"
    if settings.seal_key is None and not key.exists():
        sys.stdout.write(
            f"Put the seal key that you kept apart to {key} before you start the app: with another one the record does not hold.\n"
        )
        return 0
    store = opened(settings)
    store.audit.begin_again("local")
    store.close()
    sys.stdout.write("Start the app again.\n")
    return 0

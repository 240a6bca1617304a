"""`portal`: the practice portal alone, for trainings and for programs that want to try their client."""

from __future__ import annotations

import argparse

from ctcompanion.settings import from_environment


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; the address is printed first."""
    from ctcompanion.practice import serve

    folder = options.data or from_environment().data_folder / "practice"
    serve(options.port, folder, faults=options.faults, tls=options.tls)
    return 0

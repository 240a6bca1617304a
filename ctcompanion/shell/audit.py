"""`audit verify` and `audit export`: the record that only grows, walked from its first line, and written out."""

from __future__ import annotations

import argparse
import sys

from ctcompanion.errors import StoreError
from ctcompanion.shell.files import configured, opened
from ctcompanion.store.anchor import Head


def run(options: argparse.Namespace) -> int:
    """Exit status 0: whole, or exported; 1: the record was altered, with the first line that is wrong."""
    record = opened(configured()).audit
    if options.what == "verify":
        verdict = record.verify(_head(options.head) if options.head else None)
        if not verdict.whole:
            raise StoreError("record-altered", verdict.sentence, "Keep the store as it is, and compare it with the last backup.")
        head = record.head()
        sys.stdout.write(
            f"{verdict.sentence}\nKeep this elsewhere; with --head it proves later that nothing was cut off: {head.number}:{head.hash}\n"
        )
        return 0
    lines = (line + "\n" for line in record.export())
    if options.output is None:
        sys.stdout.writelines(lines)
        return 0
    with options.output.open("w", encoding="utf-8") as target:
        target.writelines(lines)
    return 0


def _head(text: str) -> Head:
    number, _, said = text.partition(":")
    if not number.isdigit() or not said:
        raise StoreError("no-head", "This is not a line's number and hash.", "Write it as the verifier printed it: NUMBER:HASH.")
    return Head(int(number), said)

"""The end of the record as it was last seen from this machine, kept outside the database: who cuts lines off there cannot reach it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Head:
    """The last line's number and hash. Kept outside, it proves that nothing was cut off."""

    number: int
    hash: str


@dataclass(frozen=True)
class Anchor:
    """A small file beside the seal key. Where it cannot be written nothing is lost but this proof."""

    file: Path

    def read(self) -> Head | None:
        """None where there is none yet, or it is not one."""
        try:
            number, _, said = self.file.read_text(encoding="ascii").strip().partition(":")
        except (OSError, UnicodeDecodeError):
            return None
        return Head(int(number), said) if number.isdigit() and said else None

    def write(self, head: Head) -> None:
        """Whole or not at all: two processes may share the folder."""
        ready = self.file.with_name(f".{self.file.name}.{os.getpid()}.{threading.get_ident()}")
        with contextlib.suppress(OSError):
            ready.write_text(f"{head.number}:{head.hash}\n", encoding="ascii")
            os.replace(ready, self.file)


def anchor_of(folder: Path, url: str) -> Anchor:
    """The file for this very database: another store in the same folder has another record."""
    named, _, _ = url.rpartition("@")[2].partition("?")
    return Anchor(folder / f"audit-{hashlib.sha256(named.encode()).hexdigest()[:8]}.head")

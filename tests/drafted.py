"""A draft whose file was just opened, as the upload page leaves it."""

from __future__ import annotations

from ctcompanion import replay
from ctcompanion.draft import Draft
from ctcompanion.recipe import (
    Recipe,
)
from ctcompanion.settings import Limits


def drafted(name: str, content: bytes, last: Recipe | None = None) -> Draft:
    begun = replay.updating(last, "d2") if last else Draft("d1")
    opened = replay.opened(begun, content, name, Limits())
    assert opened.workbook
    return replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))

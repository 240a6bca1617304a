"""What a person can press under a finding of the cleanup: the steps with the remedy among them."""

from __future__ import annotations

from ctcompanion.model import Remedy

from . import filter_rows
from .asked import Steps, placed


def remedied(steps: Steps, remedy: Remedy) -> Steps | None:
    """A filter is placed among the steps; a step that was proposed and is off is switched on. None where neither is so."""
    if remedy.operation == filter_rows.OPERATION:
        asked = remedy.parameters
        return placed(steps, filter_rows.filter_rows(str(asked["column"]), asked["test"], *asked["values"]))
    if not any(step.operation == remedy.operation and not step.on for step in steps):
        return None
    pressed = {"on": True, "by": "person"}
    return tuple(step.model_copy(update=pressed) if step.operation == remedy.operation else step for step in steps)

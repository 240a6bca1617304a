"""What a person reads while the portal keeps us waiting: that the work goes on by itself, and when it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.work import Progress

NOTICED = 1.0
"""Seconds from which on a pause is worth a word."""


class Waiting:
    """Passes progress on, and remembers it: a pause is told as a part of what was being done."""

    def __init__(self, watch: Callable[[Progress], None]) -> None:
        self._watch = watch
        self._last: Progress | None = None

    def watch(self, progress: Progress) -> None:
        """The next step begins."""
        self._last = progress
        self._watch(progress)

    def telling(self, patience: Patience) -> Patience:
        """The same patience, which says when it waits."""
        return replace(patience, sleep=lambda seconds: self._slept(seconds, patience.sleep))

    def _slept(self, seconds: float, sleep: Callable[[float], None]) -> None:
        last = self._last
        if last is None or seconds < NOTICED:
            sleep(seconds)
            return
        again = f"{last.sentence}: waiting for the portal, trying again in {seconds:.0f} second{'' if round(seconds) == 1 else 's'}"
        self._watch(replace(last, sentence=again))
        sleep(seconds)
        self._watch(last)

"""Publishing beside the page: a press starts it, a reload finds it again, and the journal tells where it stands."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.publishing.work import Progress

log = logging.getLogger(__name__)


@dataclass
class Run:
    """One publication that runs or ran in this process. Read it at any time; `cancel` asks it to stop where that is harmless."""

    publication_id: str
    owner: str
    progress: Progress | None = None
    receipt: Receipt | None = None
    error: CompanionError | None = None
    _cancel: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    def cancel(self) -> None:
        self._cancel.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Until it is over; whether it is."""
        return self._over.wait(seconds)

    def is_cancelled(self) -> bool:
        return self._cancel.is_set()

    def watch(self, progress: Progress) -> None:
        self.progress = progress


class Background:
    """The runs of this process, by publication. One of them lives as long as the server."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._guard = threading.Lock()

    def start(self, publication_id: str, owner: str, work: Callable[[Run], Receipt]) -> Run:
        """Start `work`, or give the run that is already at it: a second press starts nothing."""
        with self._guard:
            known = self._runs.get(publication_id)
            if known is not None and not known.is_over:
                return known
            run = self._runs[publication_id] = Run(publication_id, owner)
        threading.Thread(target=_work, args=(run, work), name=f"publish-{publication_id[:8]}", daemon=True).start()
        return run

    def find(self, publication_id: str, owner: str) -> Run | None:
        """The run, where it is this person's."""
        with self._guard:
            run = self._runs.get(publication_id)
        return run if run is not None and run.owner == owner else None

    def forget(self, publication_id: str) -> None:
        """Drop a run that is over."""
        with self._guard:
            if (run := self._runs.get(publication_id)) is not None and run.is_over:
                del self._runs[publication_id]


def _work(run: Run, work: Callable[[Run], Receipt]) -> None:
    try:
        run.receipt = work(run)
    except CompanionError as error:
        run.error = error
    except Exception as error:  # noqa: BLE001 (a thread's border: nobody else would ever see it)
        log.error("publication %s stopped by %s", run.publication_id, type(error).__name__)
        run.error = CompanionError(
            "our-fault",
            "Something went wrong on our side while publishing.",
            "Press Publish again: what is on the portal already is recognised.",
        )
    finally:
        run._over.set()

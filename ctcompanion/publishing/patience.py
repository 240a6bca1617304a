"""When to try again, how often, how long to wait: the only place that repeats a call, and only calls that are harmless to repeat."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ctcompanion.publishing.refusals import Outcome, PortalError, refusal

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """Seconds and attempts. `grace`: how long an unclear append without a key is watched before it may be sent again; `find`: how long a draft is looked for."""

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 30.0
    longest_asked: float = 120.0
    """A Retry-After beyond this is told to the person instead of waited for."""
    settle: float = 120.0
    grace: float = 120.0
    find: float = 60.0
    poll: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def repeat(self, call: Callable[[], T]) -> T:
        """Call until it works, waiting longer each time. For calls that are harmless to repeat; what is final is asked once more, then raised."""
        finals = 0
        for attempt in range(1, self.attempts + 1):
            try:
                return call()
            except PortalError as error:
                finals += error.outcome is Outcome.FINAL
                if finals > 1 or attempt == self.attempts or error.after > self.longest_asked:
                    raise
                self.sleep(max(error.after, self.wait(attempt)))
        raise AssertionError("unreachable")

    def unless_unclear(self, call: Callable[[], T]) -> T:
        """Call again only where surely nothing happened: it did not leave, or the portal refused for the moment."""
        for attempt in range(1, self.attempts + 1):
            try:
                return call()
            except PortalError as error:
                if error.outcome not in {Outcome.UNSENT, Outcome.WAIT} or attempt == self.attempts or error.after > self.longest_asked:
                    raise
                self.sleep(max(error.after, self.wait(attempt)))
        raise AssertionError("unreachable")

    def wait(self, attempt: int) -> float:
        """1, 2, 4, ... seconds, up to the longest."""
        return min(self.first_wait * 2.0 ** (attempt - 1), self.longest_wait)

    def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Ask until it is true or the time is over; which of the two."""
        end = self.clock() + seconds
        while not true():
            if self.clock() >= end:
                return False
            self.sleep(self.poll)
        return True

    def settled(self, is_settled: Callable[[], bool]) -> None:
        """Wait until reads show what was written; PortalError `still-working` when they do not."""
        if not self.until(lambda: self.repeat(is_settled), self.settle):
            raise refusal("still-working")


PATIENT = Patience()
"""As patient as with a real portal."""

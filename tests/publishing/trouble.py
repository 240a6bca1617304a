"""What goes wrong during one press of the machine: faults of the portal, a death at any event, a Stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from ctcompanion.practice.faults.rules import KINDS
from ctcompanion.publishing.socrata import SocrataPortal
from ctcompanion.store import Store

EVENTS = ("create", "update", "publish", "upsert", "view", "read", "count", "is_settled", "search", "set_audience")
STRUCK = ("create", "upsert", "update metadata", "publish", "view", "rows", "replication", "catalogue", "*")
AT_ONCE = sorted({*KINDS} - {"hang-before", "hang-after", "drip", "lag", "stale-read", "202", "202-location"})
"""Faults that cost no time, however often they strike."""


class Killed(BaseException):
    """The process is no more; nothing of it runs on, and its lock stays until it runs out."""


@dataclass(frozen=True)
class Trouble:
    """What goes wrong during one press: a fault of the portal, once or until the press is over, a death around the n-th event, or its author's Stop."""

    fault: str = ""
    call: str = "*"
    nth: int = 1
    lasts: bool = False
    dies: int = 0
    after: bool = False
    stops: bool = False


NONE = Trouble()
TROUBLES = st.one_of(
    st.just(NONE),
    st.builds(Trouble, fault=st.sampled_from(sorted(KINDS)), call=st.sampled_from(STRUCK), nth=st.integers(1, 3)),
    st.builds(Trouble, fault=st.sampled_from(AT_ONCE), call=st.sampled_from(STRUCK[:4]), lasts=st.just(True)),
    st.builds(Trouble, dies=st.integers(1, 12), after=st.booleans()),
    st.builds(Trouble, dies=st.integers(8, 24), after=st.booleans()),
    st.just(Trouble(stops=True)),
)


@contextmanager
def dying(portal: SocrataPortal, store: Store, trouble: Trouble) -> Iterator[None]:
    """Every journal write and every call to the portal is an event."""
    count = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            mine = count
            if mine == trouble.dies and not trouble.after:
                raise Killed
            result = call(*args, **more)
            if mine == trouble.dies:
                raise Killed
            return result

        return wrapped

    if not trouble.dies:
        yield
        return
    release = store.locks.release
    store.publications.write = counted(store.publications.write)  # type: ignore[method-assign]
    store.receipts.keep = counted(store.receipts.keep)  # type: ignore[method-assign]
    store.locks.release = lambda lease: None if trouble.dies <= count else release(lease)  # type: ignore[method-assign]
    for name in EVENTS:
        setattr(portal, name, counted(getattr(portal, name)))
    try:
        yield
    finally:
        del store.publications.write, store.receipts.keep, store.locks.release  # type: ignore[method-assign]

"""A process that publishes and is killed at a chosen moment: before or after its n-th journal write or call to the portal.

The children are forked from a server that has loaded everything, so that one costs milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from typing import Any

from ctcompanion.errors import CompanionError, StoreError
from ctcompanion.publishing import Manner, append, outbox, publish_new
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, portal_at
from tests.publishing.flows import HURRY, Flow, Scene, check_end, check_truth, published, run_again, scene

BUSY = 7
CALLS = ("create", "update", "publish", "upsert", "view", "read", "count", "is_settled", "search", "set_audience")


@dataclass(frozen=True)
class Moment:
    """When to die: around the n-th event, or after so many seconds."""

    event: int = 0
    after: bool = False
    seconds: float = 0.0


def fork_server() -> ForkServerContext:
    """Children of it start with pandas and all of ours loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.publishing.killing"])
    return context


def kill_and_resume(context: ForkServerContext, desk: Desk, flow: Flow, number: int, moment: Moment) -> str:
    """One case: the process dies, the truth is checked, a resume from the store alone brings everything to its end."""
    here = scene(desk, flow, number)
    outbox.put(desk.store, here.publication)  # how the child learns what to publish
    child = context.Process(
        target=_publish, args=(desk.address, str(desk.store.database.engine.url), here.publication.id, flow.is_new, moment)
    )
    child.start()
    child.join(60)
    ended = child.exitcode
    _check_after_death(here)
    outcome = run_again(here)
    if isinstance(outcome, CompanionError) and outcome.code == "rows-not-kept":
        raise AssertionError("the rows were not kept for a resume")
    check_end(here, outcome)
    return "killed" if ended == -signal.SIGKILL else "done before"


def _check_after_death(here: Scene) -> None:
    entry = here.desk.store.publications.find(here.publication.id)
    if entry is None or entry.state != "DONE":
        ids = published(here)
        assert len(ids) <= 1
    receipt = here.desk.store.receipts.find(here.publication.id)
    if receipt is not None:
        check_truth_of_receipt(here)


def check_truth_of_receipt(here: Scene) -> None:
    """A receipt that exists is true, even when its process died before it could say so."""
    from tests.publishing.flows import contents

    ids = published(here)
    assert len(ids) == 1
    assert contents(here.desk, ids[0]) == here.expected


def _publish(address: str, store_url: str, publication_id: str, is_new: bool, moment: Moment) -> None:
    store = Store(store_url, seal=Seal(b"k" * 32))
    publication = outbox.take(store, publication_id)
    if publication is None:
        os._exit(3)
    portal = portal_at(address)
    if moment.seconds:
        signal.setitimer(signal.ITIMER_REAL, moment.seconds)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    else:
        _arm(portal, store, moment)
    (publish_new if is_new else append)(publication, portal, store, manner=Manner(HURRY, lease_seconds=30))
    os._exit(0)


def publish_elsewhere(address: str, store_url: str, publication_id: str) -> None:
    """A process of its own with the same store: exits with 0 once it is published, or with BUSY."""
    store = Store(store_url, seal=Seal(b"k" * 32))
    publication = outbox.take(store, publication_id)
    if publication is None:
        os._exit(3)
    try:
        (publish_new if publication.is_new else append)(publication, portal_at(address), store, manner=Manner(HURRY, lease_seconds=30))
    except StoreError as error:
        os._exit(BUSY if error.code == "dataset-busy" else 4)
    os._exit(0)


def _arm(portal: Any, store: Store, moment: Moment) -> None:
    """Count journal writes and portal calls; die before or after the chosen one."""
    count = 0

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            mine = count
            if mine == moment.event and not moment.after:
                os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(5)
            result = call(*args, **more)
            if mine == moment.event and moment.after:
                os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(5)
            return result

        return wrapped

    store.publications.write = dying(store.publications.write)  # type: ignore[method-assign]
    store.receipts.keep = dying(store.receipts.keep)  # type: ignore[method-assign]
    for name in CALLS:
        setattr(portal, name, dying(getattr(portal, name)))


__all__ = ["BUSY", "Moment", "check_truth", "fork_server", "kill_and_resume", "publish_elsewhere"]

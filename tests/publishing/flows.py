"""The ways through a portal that are struck by faults, and what must hold after each, whatever went wrong."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.publishing import Manner, Patience, Publication, State, append, publish_new, resume
from ctcompanion.publishing.lease import is_gone
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.transport import Timing
from tests.publishing.desk import Desk, permits, portal_at

HURRY = Patience(attempts=5, first_wait=0.002, longest_wait=0.01, settle=0.5, grace=0.03, find=0.15, poll=0.01, longest_asked=0.5)
TIMING = Timing(connect=1, read=0.5, whole=0.9, ticket=0.005)
COLUMN = {"fieldName": "permits", "description": "Housing permits in the year."}
BEFORE, AFTER = permits(range(2018, 2020)), permits(range(2018, 2021))


@dataclass(frozen=True)
class Flow:
    """A publication and what the portal holds before it and after it."""

    name: str
    is_new: bool
    has_key: bool
    changes_rows: bool = True


FLOWS = (
    Flow("create", True, True),
    Flow("create without key", True, False),
    Flow("append", False, True),
    Flow("append without key", False, False),
    Flow("metadata only", False, True, changes_rows=False),
)


@dataclass(frozen=True, eq=False)
class Scene:
    """A flow set up on a desk, ready to run."""

    desk: Desk
    flow: Flow
    publication: Publication
    dataset_id: str = ""

    @property
    def expected(self) -> Counter[tuple[str, ...]]:
        return contents_of(AFTER if self.flow.changes_rows else BEFORE)

    @property
    def original(self) -> Counter[tuple[str, ...]]:
        return Counter() if self.flow.is_new else contents_of(BEFORE)


def scene(desk: Desk, flow: Flow, number: int) -> Scene:
    """The dataset to append to is made without faults; every scene has a title of its own."""
    view = {"name": f"Permits {flow.name} {number}", "description": "Permits."}
    parts: dict[str, Any] = {} if flow.has_key else {"identifier": None}
    if flow.is_new:
        return Scene(desk, flow, desk.new(AFTER, view=view, **parts))
    made = desk.publish(desk.new(BEFORE, view=view, **parts), HURRY)
    if not flow.changes_rows:
        new = {**view, "description": "Better words.", "metadata": {"rowLabel": "Town and year"}, "columns": [COLUMN]}
        publication = desk.more(BEFORE, made.dataset_id, view=new, describe=("description", "metadata:rowLabel", "column:permits"))
        return Scene(desk, flow, publication, made.dataset_id)
    return Scene(desk, flow, desk.more(AFTER, made.dataset_id, view=view), made.dataset_id)


def run(here: Scene) -> Receipt | CompanionError:
    """One press of Publish."""
    hasty = replace(here.desk, portal=portal_at(here.desk.address, timing=TIMING))
    do = publish_new if here.flow.is_new else append
    try:
        return do(here.publication, hasty.portal, here.desk.store, manner=Manner(HURRY, lease_seconds=5))
    except CompanionError as error:
        return error


def run_again(here: Scene) -> Receipt | CompanionError:
    """Resume, from the store alone, when the trouble is over."""
    try:
        return resume(here.publication.id, here.desk.portal, here.desk.store, manner=Manner(HURRY, lease_seconds=5))
    except CompanionError as error:
        return error


def calls_of(here: Scene) -> Iterator[tuple[str, int]]:
    """The calls of a flow without faults: (name, which time)."""
    begun = time.time()
    here.desk.publish(here.publication)
    seen: Counter[str] = Counter()
    for call in here.desk.calls():
        if call["at"] < begun:
            continue
        seen[call["call"]] += 1
        yield call["call"], seen[call["call"]]


def published(here: Scene) -> list[str]:
    """Ids of the published datasets of that title."""
    name = here.publication.view["name"]
    found = HURRY.repeat(lambda: here.desk.portal.search(names=[name], published="true", limit=10))
    return [each.id for each in found]


def contents(desk: Desk, dataset_id: str) -> Counter[tuple[str, ...]]:
    """The rows of a dataset as a multiset."""
    return Counter((row["town"], row["year"], row["permits"]) for row in HURRY.repeat(lambda: desk.rows(dataset_id)))


def contents_of(table: Any) -> Counter[tuple[str, ...]]:
    return Counter(tuple(map(str, row)) for row in table.rows[["town", "year", "permits"]].itertuples(index=False))


def _looked_at(here: Scene, dataset_id: str) -> View:
    return HURRY.repeat(lambda: here.desk.portal.view(dataset_id))


def check_truth(here: Scene, outcome: Receipt | CompanionError) -> None:
    """Right after the fault: rows all or none, none twice, what was said is true, nothing is public, the lock is free."""
    ids = published(here)
    rows = contents(here.desk, ids[0]) if ids else Counter()
    entry = here.desk.store.publications.find(here.publication.id)
    assert len(ids) <= 1, "two datasets of one publication"
    assert rows in (here.original, here.expected), f"{rows.total()} rows: neither none nor all"
    assert not [found for found in ids if _looked_at(here, found).audience != "private"]
    assert here.desk.store.locks.is_free(here.publication.lock, is_gone)
    if isinstance(outcome, Receipt):
        assert entry is not None
        assert entry.state == State.DONE
        assert rows == here.expected
        assert outcome.holds, outcome.checks
    elif rows != here.original:
        assert "Nothing was" not in getattr(outcome, "happened", ""), f"{outcome.code}: {outcome.happened}"  # type: ignore[attr-defined]


def check_person(here: Scene, outcome: CompanionError) -> None:
    """Where the portal kept a part of the rows: the numbers that a person gets are the portal's, and the lock is free."""
    entry = here.desk.store.publications.find(here.publication.id)
    assert entry is not None
    rows = contents(here.desk, entry.facts["dataset_id"]).total()
    assert entry.state == State.NEEDS_A_PERSON
    assert entry.facts.get("rows_now", rows) == rows
    assert outcome.message == entry.facts["why"]
    assert here.desk.store.locks.is_free(here.publication.lock, is_gone)


def check_end(here: Scene, outcome: Receipt | CompanionError) -> None:
    """When the trouble is over and Resume was pressed: everything stands once."""
    assert isinstance(outcome, Receipt), f"{outcome.code}: {outcome.message} {getattr(outcome, 'happened', '')}"
    check_truth(here, outcome)
    view = _looked_at(here, outcome.dataset_id)
    assert view.is_published
    assert view.name == here.publication.view["name"]
    if not here.flow.changes_rows:
        assert (view.body["description"], view.body["metadata"]["rowLabel"]) == ("Better words.", "Town and year")
        assert view.column("permits").description == COLUMN["description"]  # type: ignore[union-attr]


Rules = tuple[dict[str, Any], ...]


def strike(make_scene: Callable[[], Scene], rules: Rules) -> str:
    """One case: publish under these faults, see that it is true, end the faults, resume, see that all is well.

    Returns how it went: "by itself", "after resume", or "a person".
    """
    here = make_scene()
    here.desk.faults(*rules)
    try:
        first = run(here)
    finally:
        end_trouble(here)
    if isinstance(first, Receipt):
        check_end(here, first)
        return "by itself"
    if first.code == "needs-a-person":
        check_person(here, first)
        return "a person"
    check_truth(here, first)
    check_end(here, run_again(here))
    return "after resume"


def end_trouble(here: Scene) -> None:
    """No more faults, and reads that lag catch up."""
    here.desk.faults()
    here.desk.control("switches", {"token_expired": False, "lag_seconds": 0.0})
    entry = here.desk.store.publications.find(here.publication.id)
    touched = entry.facts.get("dataset_id", here.dataset_id) if entry is not None else here.dataset_id
    while touched and not HURRY.repeat(lambda: here.desk.portal.is_settled(touched)):
        HURRY.repeat(lambda: here.desk.rows(touched))


def rule(kind: str, call: str, nth: int, *, after: bool = False) -> dict[str, Any]:
    """A fault in test time: what waits a second in life waits a moment here."""
    return {"kind": kind, "call": call, "nth": nth, "after": after, "seconds": 0.7, "retry_after": 0, "polls": 1, "reads": 1}

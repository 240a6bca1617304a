"""Any order of creating, appending, correcting, stopping, dying, resuming and closing, under any fault: a model beside the portal.

The model is what stands on the portal as a multiset of rows. A publication that did not come to its end waits; it may be resumed,
pressed again or closed by its author, and others may be published in between.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ctcompanion.errors import CompanionError
from ctcompanion.model import CleanTable, Receipt
from ctcompanion.publishing import Manner, Publication, State, append, give_up, publish_new, resume
from ctcompanion.publishing.lease import is_gone
from ctcompanion.publishing.portal import Found
from ctcompanion.store import Seal, Store
from tests.publishing.desk import TOWN_YEAR, Desk, permits, portal_at
from tests.publishing.flows import HURRY, TIMING
from tests.publishing.flows import rule as fault
from tests.publishing.trouble import NONE, TROUBLES, Killed, Trouble, dying

Rows = Counter[tuple[str, ...]]
LEASE = 0.3
YEARS = st.tuples(st.integers(2000, 2005), st.integers(1, 3)).map(lambda pair: range(pair[0], sum(pair)))


def rows_of(table: CleanTable) -> Rows:
    return Counter(tuple(map(str, row)) for row in table.rows[["town", "year", "permits"]].itertuples(index=False))


class Publishing(RuleBasedStateMachine):
    """On one seat of a practice portal, which it empties first."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    @initialize(keyed=st.booleans())
    def begin(self, keyed: bool) -> None:
        self.closing = ExitStack()
        folder = self.closing.enter_context(TemporaryDirectory())
        self.store = Store(f"sqlite:///{Path(folder) / 'store.db'}", seal=Seal(b"k" * 32))
        self.closing.callback(self.store.close)
        self.desk = Desk(portal_at(self.address), self.store, self.address)
        self.desk.control("reset", {})
        self.keyed, self.dataset_id = keyed, ""
        self.model: Rows = Counter()
        self.waiting: dict[str, Publication] = {}
        self.closed_drafts = 0

    def published(self) -> bool:
        return bool(self.dataset_id)

    # -- what a person does

    @precondition(lambda self: not self.dataset_id and not self.waiting)
    @rule(years=YEARS, trouble=TROUBLES)
    def create(self, years: range, trouble: Trouble) -> None:
        identifier = TOWN_YEAR if self.keyed else None
        self.press(self.desk.new(permits(years), identifier=identifier), trouble)

    @precondition(published)
    @rule(years=YEARS, offset=st.integers(0, 1), trouble=TROUBLES)
    def add(self, years: range, offset: int, trouble: Trouble) -> None:
        self.press(self.desk.more(permits(years, offset=offset), self.dataset_id, corrections="send"), trouble)

    @precondition(lambda self: self.waiting)
    @rule(trouble=TROUBLES, data=st.data(), from_the_store=st.booleans())
    def go_on(self, trouble: Trouble, data: st.DataObject, from_the_store: bool) -> None:
        publication = self.waiting[self.one_of_them(data)]
        self.press(publication, trouble, resumes=from_the_store)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data(), from_the_store=st.booleans())
    def go_on_in_peace(self, data: st.DataObject, from_the_store: bool) -> None:
        self.press(self.waiting[self.one_of_them(data)], NONE, resumes=from_the_store)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        id_ = self.one_of_them(data)
        publication = self.waiting.pop(id_)
        self.closed_drafts += publication.is_new
        give_up(self.store, id_, "ana")
        if publication.is_new:  # it may have come as far as a dataset: the page then offers to add to that one, not to make another
            self.dataset_id = next((found.id for found in self.titled()), "")

    def one_of_them(self, data: st.DataObject) -> str:
        """By its place: ids are others in every run."""
        return list(self.waiting)[data.draw(st.integers(0, len(self.waiting) - 1))]

    # -- one press, and what must be true after it

    def press(self, publication: Publication, trouble: Trouble, *, resumes: bool = False) -> None:
        before, after = self.model, self.effect(publication)
        outcome = self.run(publication, trouble, resumes)
        entry = self.store.publications.find(publication.id)
        if isinstance(outcome, Receipt):
            assert outcome.holds, outcome.checks
            assert entry is not None
            assert entry.state == State.DONE
            self.waiting.pop(publication.id, None)
            self.dataset_id = outcome.dataset_id
            self.model = after
            return
        now = self.rows()
        needs_a_person = entry is not None and entry.state == State.NEEDS_A_PERSON
        if isinstance(outcome, CompanionError):
            said = getattr(outcome, "happened", "")
            assert now == before or not said.startswith("Nothing was"), f"{outcome.code}: {said}"
            assert outcome.code != "our-fault"
            if trouble is NONE:
                self.check_question(outcome, needs_a_person)
        if needs_a_person:
            assert before - now == Counter(), "rows were lost"
            assert now - (before + after) == Counter(), "rows that nobody sent"
        else:
            assert now in (before, after), f"{now.total()} rows: neither {before.total()} nor {after.total()}"
        self.model = now
        if entry is not None and entry.state not in (State.DONE, State.ABANDONED):
            self.waiting[publication.id] = publication
        elif entry is None or entry.state == State.ABANDONED:
            self.waiting.pop(publication.id, None)
        else:  # it died after the last word: all is done, and the page offers to add to what stands
            self.waiting.pop(publication.id, None)
            self.dataset_id = str(entry.facts["dataset_id"])

    def check_question(self, outcome: CompanionError, needs_a_person: bool) -> None:
        """Without any trouble only two things are for a person: a count that two keyless appends made unclear, and a correction
        over rows that were corrected otherwise since."""
        told = f"{outcome.code}: {outcome.message} {getattr(outcome, 'happened', '')}"
        assert outcome.code == "rows-changed-since" if self.keyed else needs_a_person, told

    def effect(self, publication: Publication) -> Rows:
        """What the portal holds once this is published: by key, corrected; without one, as often as the file has it at least."""
        sent = rows_of(publication.table)
        if not self.keyed:
            return self.model | sent
        keys = {row[:2] for row in sent}
        return Counter({row: count for row, count in self.model.items() if row[:2] not in keys}) + sent

    def run(self, publication: Publication, trouble: Trouble, resumes: bool) -> Receipt | CompanionError | None:
        """The outcome, or None for a process that died. Afterwards the trouble is over and the dead one's lock has run out."""
        portal = (
            portal_at(self.address, timing=TIMING) if trouble.fault else portal_at(self.address)
        )  # without a fault nobody is in a hurry
        manner = Manner(HURRY, cancelled=lambda: trouble.stops, lease_seconds=LEASE if trouble.dies else 5)
        if trouble.fault:
            self.desk.faults({**fault(trouble.fault, trouble.call, trouble.nth), "times": 0 if trouble.lasts else 1})
        try:
            with dying(portal, self.store, trouble):
                if resumes:
                    return resume(publication.id, portal, self.store, manner=manner)
                do = publish_new if publication.is_new else append
                return do(publication, portal, self.store, manner=manner)
        except CompanionError as error:
            return error
        except Killed:
            return None
        finally:
            self.calm(publication)

    def calm(self, publication: Publication) -> None:
        self.desk.faults()
        self.desk.control("switches", {"token_expired": False, "lag_seconds": 0.0})
        entry = self.store.publications.find(publication.id)
        touched = (entry.facts.get("dataset_id") if entry is not None else "") or self.dataset_id
        while touched and not HURRY.repeat(lambda: self.desk.portal.is_settled(touched)):
            HURRY.repeat(lambda: self.desk.rows(touched))
        while not self.store.locks.is_free(publication.lock, is_gone):
            time.sleep(0.02)

    def rows(self) -> Rows:
        """What is published; a draft is not."""
        if not self.dataset_id:
            titled = self.titled()
            assert len(titled) <= 1
            return Counter(self.lines(titled[0].id)) if titled else Counter()
        return Counter(self.lines(self.dataset_id))

    def titled(self) -> list[Found]:
        return self.desk.portal.search(names=["Housing permits by town"], published="true", limit=10)

    def lines(self, dataset_id: str) -> Iterator[tuple[str, ...]]:
        yield from ((row["town"], row["year"], row["permits"]) for row in self.desk.rows(dataset_id))

    @invariant()
    def the_portal_holds_what_the_model_says(self) -> None:
        if not hasattr(self, "desk"):
            return
        assert self.rows() == self.model
        found = self.desk.portal.search(limit=100)
        drafts = [each for each in found if not each.published]
        assert len(found) - len(drafts) <= 1
        waits = sum(publication.is_new for publication in self.waiting.values())
        assert len(drafts) <= waits + self.closed_drafts
        assert self.store.audit.verify().whole

    def teardown(self) -> None:
        if hasattr(self, "closing"):
            self.closing.close()

"""Many at once on one dataset, and any order of publishing, appending and correcting: rows stand exactly once."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ctcompanion.errors import CompanionError, StoreError
from ctcompanion.model import CleanTable
from ctcompanion.publishing import Publication
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, permits, portal_at
from tests.publishing.flows import HURRY
from tests.publishing.flows import rule as fault


def test_of_twenty_threads_with_one_new_dataset_one_makes_it(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    ids, refusals = _at_once(desk, [publication] * 20)
    assert len(set(ids)) == 1
    assert set(refusals) <= {"dataset-busy"}
    assert len(desk.portal.search(limit=100)) == 1
    assert len(desk.rows(ids[0])) == 6


def test_of_twenty_threads_with_other_rows_for_one_dataset_none_is_lost_or_doubled(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(1999, 2000)), identifier=None))
    publications = [desk.more(permits(range(2000 + number, 2001 + number)), made.dataset_id) for number in range(20)]
    ids, refusals = _at_once(desk, publications)
    assert set(refusals) <= {"dataset-busy"}
    assert len(desk.rows(made.dataset_id)) == 3 + 3 * len(ids)
    for publication in publications:  # and who was refused comes again
        desk.publish(publication)
    years = Counter(row["year"] for row in desk.rows(made.dataset_id))
    assert set(years.values()) == {3}
    assert len(years) == 21


def _at_once(desk: Desk, publications: list[Publication]) -> tuple[list[str], list[str]]:
    """Dataset ids of those that went through, codes of those that were refused."""
    gate, ids, refusals = threading.Barrier(len(publications)), list[str](), list[str]()

    def press(publication: Publication) -> None:
        own = Desk(portal_at(desk.address), desk.store, desk.address)
        gate.wait()
        try:
            ids.append(own.publish(publication).dataset_id)
        except StoreError as error:
            refusals.append(error.code)

    threads = [threading.Thread(target=press, args=(publication,)) for publication in publications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(ids) + len(refusals) == len(publications)
    return ids, refusals


YEARS = st.integers(2000, 2006)
KINDS = ("reset-after", "reset-before", "503", "202-bare", "truncated", "errors-inside")


def machine(address: str) -> type[RuleBasedStateMachine]:
    """A model of what stands on the portal, beside the portal itself."""

    class Publishing(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.closing = ExitStack()
            folder = self.closing.enter_context(TemporaryDirectory())
            self.store = Store(f"sqlite:///{Path(folder) / 'store.db'}", seal=Seal(b"k" * 32))
            self.closing.callback(self.store.close)
            self.desk = Desk(portal_at(address), self.store, address)
            self.desk.control("reset", {})
            self.model: dict[int, int] = {}

        @initialize()
        def create(self) -> None:
            self.dataset_id = self.desk.publish(self.desk.new(permits(range(2000, 2001))), HURRY).dataset_id
            self.model[2000] = 0

        @rule(first=YEARS, length=st.integers(1, 3), offset=st.integers(0, 1), kind=st.none() | st.sampled_from(KINDS))
        def append(self, first: int, length: int, offset: int, kind: str | None) -> None:
            years = range(first, first + length)
            self.press(permits(years, offset=offset), kind)
            self.model.update(dict.fromkeys(years, offset))

        def press(self, table: CleanTable, kind: str | None) -> None:
            """Publish; where a fault stopped it, press again when it is over."""
            publication = self.desk.more(table, self.dataset_id, corrections="send")
            if kind is not None:
                self.desk.faults(fault(kind, "upsert", 1))
            try:
                self.desk.publish(publication, HURRY)
            except CompanionError:
                self.desk.faults()
                self.desk.publish(publication, HURRY)
            self.desk.faults()

        @rule()
        def press_the_last_again(self) -> None:
            before = self.desk.rows(self.dataset_id)
            year = next(iter(self.model))
            self.press(permits(range(year, year + 1), offset=self.model[year]), None)
            assert self.desk.rows(self.dataset_id) == before

        @invariant()
        def rows_are_the_models(self) -> None:
            if self.model:
                found = Counter((row["town"], row["year"], row["permits"]) for row in self.desk.rows(self.dataset_id))
                wanted = [permits(range(year, year + 1), offset=offset).rows for year, offset in self.model.items()]
                assert found == Counter(
                    tuple(map(str, row)) for rows in wanted for row in rows[["town", "year", "permits"]].itertuples(index=False)
                )
                assert self.store.audit.verify().whole

        def teardown(self) -> None:
            self.closing.close()

    return Publishing


@pytest.fixture
def address(practice: str) -> str:
    return f"{practice}/practice/machine"


def test_any_sequence_of_appends_corrections_and_faults_ends_as_the_model_says(address: str) -> None:
    quick = settings(max_examples=3, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine(address), settings=quick)  # type: ignore[no-untyped-call]

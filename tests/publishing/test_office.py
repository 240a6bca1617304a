"""An office at work in any order: only who may publish does, and only what somebody else agreed to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ctcompanion.errors import AccessError, StoreError
from ctcompanion.practice.server import running
from ctcompanion.publishing import Publication
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, portal_at
from tests.publishing.office import EVERYBODY, HOUSING, MAY_APPROVE, MAY_PUBLISH, PEOPLE, wanted


class Office(RuleBasedStateMachine):
    """People ask, answer, edit and publish in any order; the machine keeps its own books of what was agreed to."""

    @initialize()
    def open_office(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.serving = running(Path(self.folder.name))
        address = f"{self.serving.__enter__().address}/practice/office"
        self.people = [PEOPLE]
        store = Store(f"sqlite:///{Path(self.folder.name) / 'store.db'}", seal=Seal(b"k" * 32), people=lambda: self.people[0])
        self.desk = Desk(portal_at(address), store, address)
        self.agreed: dict[str, tuple[str, str]] = {}
        self.asked: dict[str, str] = {}

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.store.close()
            self.serving.__exit__(None, None, None)
            self.folder.cleanup()

    def wanted(self, edit: int, owner: str) -> Publication:
        return wanted(self.desk, owner, view={"name": "Permits", "description": f"Edit {edit}."})

    @rule(edit=st.integers(0, 2), who=st.sampled_from(EVERYBODY))
    def ask(self, edit: int, who: str) -> None:
        hash_ = self.wanted(edit, who).approval_hash
        try:
            asked = self.desk.store.approvals.ask(hash_, "Permits", HOUSING, who)
        except AccessError:
            assert who not in MAY_PUBLISH
            return
        assert who in MAY_PUBLISH
        self.asked[hash_] = asked.asked_by

    @rule(edit=st.integers(0, 2), who=st.sampled_from(EVERYBODY), granted=st.booleans())
    def answer(self, edit: int, who: str, granted: bool) -> None:
        hash_ = self.wanted(edit, who).approval_hash
        try:
            self.desk.store.approvals.answer(hash_, who, granted=granted)
        except (AccessError, StoreError):
            return
        assert who in MAY_APPROVE
        assert who != self.asked[hash_]
        if granted:
            self.agreed[hash_] = (self.asked[hash_], who)

    @rule(edit=st.integers(0, 2), who=st.sampled_from(EVERYBODY))
    def publish(self, edit: int, who: str) -> None:
        publication = self.wanted(edit, who)
        agreed = self.agreed.get(publication.approval_hash)
        expected = who in MAY_PUBLISH and agreed is not None and who not in agreed[1:]
        try:
            self.desk.publish(publication)
        except AccessError:
            assert not expected
            return
        assert expected

    @rule()
    def look(self) -> None:
        """Only what was agreed to stands on the portal."""
        published = self.desk.store.receipts.mine("adm@ct.gov")
        assert len(published) <= len(self.agreed)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)

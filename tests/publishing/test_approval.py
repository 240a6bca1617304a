"""Nothing is published without the role and, where it is asked for, another person's approval of exactly the same hash."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ctcompanion.errors import AccessError, CompanionError, StoreError
from ctcompanion.people import ALONE, People, Role
from ctcompanion.practice.server import running
from ctcompanion.publishing import Publication
from ctcompanion.publishing.visibility import make_private_now, make_public
from ctcompanion.recipe import Recipe
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, permits, portal_at

HOUSING, EDUCATION = "Department of Housing", "Department of Education"
PEOPLE = People(
    {
        "ed@ct.gov": {HOUSING: frozenset({Role.EDITOR})},
        "ann@ct.gov": {HOUSING: frozenset({Role.APPROVER})},
        "both@ct.gov": {HOUSING: frozenset({Role.EDITOR, Role.APPROVER})},
        "adm@ct.gov": {"*": frozenset({Role.ADMINISTRATOR})},
        "view@ct.gov": {HOUSING: frozenset({Role.VIEWER})},
        "other@ct.gov": {EDUCATION: frozenset({Role.EDITOR, Role.APPROVER})},
    },
    frozenset({HOUSING}),
)
EVERYBODY = (*PEOPLE.roles, "nobody@ct.gov")
MAY_PUBLISH = {"ed@ct.gov", "both@ct.gov", "adm@ct.gov"}
MAY_APPROVE = {"ann@ct.gov", "both@ct.gov", "adm@ct.gov"}


@pytest.fixture
def shared(desk: Desk, tmp_path: Path) -> Desk:
    """The desk with people who have roles."""
    return replace(desk, store=Store(f"sqlite:///{tmp_path / 'people.db'}", seal=Seal(b"k" * 32), people=lambda: PEOPLE))


def wanted(desk: Desk, owner: str = "ed@ct.gov", **parts: Any) -> Publication:
    given = {"owner": owner, "agency": HOUSING, "recipe": Recipe().to_json(), **parts}
    return desk.new(permits(range(2023, 2025)), **given)


def asked_and_granted(desk: Desk, publication: Publication, by: str = "ann@ct.gov") -> None:
    desk.store.approvals.ask(publication.approval_hash, publication.title, HOUSING, publication.owner)
    desk.store.approvals.answer(publication.approval_hash, by, granted=True)


@pytest.mark.parametrize(("author", "approver"), list(product(EVERYBODY, EVERYBODY)))
def test_every_pair_of_author_and_approver(shared: Desk, author: str, approver: str) -> None:
    publication = wanted(shared, author)
    done = False
    try:
        asked_and_granted(shared, publication, approver)
        shared.publish(publication)
        done = True
    except AccessError:
        assert shared.calls() == []
    assert done is (author in MAY_PUBLISH and approver in MAY_APPROVE and author != approver)


def test_an_approval_holds_for_the_very_same_and_is_void_after_any_edit(shared: Desk) -> None:
    publication = wanted(shared)
    asked_and_granted(shared, publication)
    edits: list[Publication] = [
        wanted(shared, view={"name": "Housing permits by town", "description": "Permits, corrected."}),
        wanted(shared, agency=""),
        wanted(shared, recipe=Recipe(name="another").to_json()),
        wanted(shared, fields={"rate": "the_rate"}),
        wanted(shared, identifier=None),
        replace(publication, target=publication.target.model_copy(update={"dataset_id": "abcd-1234"})),
        shared.new(permits(range(2023, 2026)), owner="ed@ct.gov", agency=HOUSING, recipe=Recipe().to_json()),
    ]
    for edited in edits:
        with pytest.raises(AccessError):
            shared.publish(edited)
    assert shared.calls() == []
    assert shared.publish(publication).holds


def test_sent_back_is_no_approval_and_can_be_asked_again(shared: Desk) -> None:
    publication, approvals = wanted(shared), shared.store.approvals
    approvals.ask(publication.approval_hash, publication.title, HOUSING, "ed@ct.gov")
    approvals.answer(publication.approval_hash, "ann@ct.gov", granted=False, comment="Add the source.")
    with pytest.raises(AccessError):
        shared.publish(publication)
    approvals.ask(publication.approval_hash, publication.title, HOUSING, "ed@ct.gov")
    assert [one.hash for one in approvals.waiting_for("ann@ct.gov")] == [publication.approval_hash]
    assert approvals.waiting_for("ed@ct.gov") == ()
    approvals.answer(publication.approval_hash, "ann@ct.gov", granted=True)
    with pytest.raises(StoreError):
        approvals.answer(publication.approval_hash, "adm@ct.gov", granted=False)
    assert shared.publish(publication).holds


def test_an_approver_who_lost_the_role_has_approved_nothing(shared: Desk) -> None:
    publication = wanted(shared)
    asked_and_granted(shared, publication)
    fewer = People({**PEOPLE.roles, "ann@ct.gov": {}}, PEOPLE.approval)
    shared.store.approvals._people = lambda: fewer
    with pytest.raises(AccessError):
        shared.publish(publication)


def test_who_may_only_look_neither_shows_nor_hides_a_dataset(shared: Desk) -> None:
    publication = wanted(shared)
    asked_and_granted(shared, publication)
    receipt = shared.publish(publication)
    assert shared.store.receipts.mine("view@ct.gov") == (receipt,)
    assert shared.store.receipts.mine("other@ct.gov") == ()
    for act in (make_public, make_private_now):
        with pytest.raises(AccessError):
            act(shared.portal, shared.store, receipt, "view@ct.gov")
    assert shared.portal.view(receipt.dataset_id).audience == "private"


def test_colleagues_of_an_agency_share_its_recipes(shared: Desk) -> None:
    recipes = shared.store.recipes
    recipes.save("data.ct.gov", "abcd-1234", "{}", owner="ed@ct.gov", title="Permits", agency=HOUSING)
    assert recipes.load("data.ct.gov", "abcd-1234", "both@ct.gov").title == "Permits"
    assert recipes.save("data.ct.gov", "abcd-1234", '{"a": 1}', owner="both@ct.gov", title="Permits", agency=HOUSING).version == 2
    for stranger in ("other@ct.gov", "view@ct.gov"):
        with pytest.raises(CompanionError):
            recipes.load("data.ct.gov", "abcd-1234", stranger)
        with pytest.raises(CompanionError):
            recipes.save("data.ct.gov", "abcd-1234", "{}", owner=stranger, title="Mine", agency=HOUSING)


def test_who_may_prepare_nothing_keeps_no_draft(shared: Desk) -> None:
    with pytest.raises(AccessError):
        shared.store.drafts.save("d", "Draft", "{}", {}, "view@ct.gov")
    assert shared.store.drafts.mine("view@ct.gov") == ()


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


def test_alone_no_approval_is_asked(desk: Desk) -> None:
    assert desk.store.people() is ALONE
    assert desk.publish(wanted(desk, "local")).holds

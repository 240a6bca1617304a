"""Nothing is published without the role and, where it is asked for, another person's approval of exactly the same hash."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ctcompanion.errors import AccessError, CompanionError, StoreError
from ctcompanion.model import Receipt
from ctcompanion.people import ALONE, Action, People, Role
from ctcompanion.practice.server import running
from ctcompanion.publishable import file_answer
from ctcompanion.publishing import Manner, Publication, resume
from ctcompanion.publishing.visibility import look_again, make_private_now, make_public
from ctcompanion.recipe import Comment, FindingDecision, Recipe
from ctcompanion.store import Seal, Store, schema
from tests.publishing.desk import QUICK, Desk, permits, portal_at

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


def test_a_word_that_people_write_to_each_other_is_no_edit(shared: Desk) -> None:
    publication = wanted(shared)
    asked_and_granted(shared, publication)
    word = Comment(about="title", text="Fine.", by="ann@ct.gov", when="2026-03-04T10:00:00-05:00", side="reviewer")
    assert shared.publish(wanted(shared, recipe=Recipe(thread=(word,)).to_json())).holds


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_who_may_answer_writes_beside_the_fields_and_only_until_it_is_answered(shared: Desk, who: str) -> None:
    publication, approvals = wanted(shared), shared.store.approvals
    approvals.ask(publication.approval_hash, publication.title, HOUSING, "both@ct.gov")
    if who in MAY_APPROVE - {"both@ct.gov"}:
        approvals.keep_words(publication.approval_hash, who, "[]")
    else:
        with pytest.raises(AccessError):
            approvals.keep_words(publication.approval_hash, who, "[]")
    approvals.answer(publication.approval_hash, "ann@ct.gov", granted=False)
    with pytest.raises(CompanionError):
        approvals.keep_words(publication.approval_hash, who, "[1]")
    found = approvals.find(publication.approval_hash)
    assert found is not None
    assert found.thread == ("[]" if who in MAY_APPROVE - {"both@ct.gov"} else "")
    assert approvals.ask(publication.approval_hash, publication.title, HOUSING, "both@ct.gov").thread == ""


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


@pytest.mark.parametrize("other", ["ED@CT.gov", "ed+second@ct.gov"])
def test_another_spelling_of_ones_own_address_is_no_second_person(shared: Desk, other: str) -> None:
    """Even where the file of people names it."""
    roles = frozenset({Role.EDITOR, Role.APPROVER})
    both = People({**PEOPLE.roles, other.lower(): {HOUSING: roles}}, PEOPLE.approval)
    shared.store.approvals._people = lambda: both
    publication = wanted(shared)
    shared.store.approvals.ask(publication.approval_hash, publication.title, HOUSING, "ed@ct.gov")
    assert shared.store.approvals.waiting_for(other) == ()
    with pytest.raises(AccessError):
        shared.store.approvals.answer(publication.approval_hash, other, granted=True)
    asked_and_granted(shared, wanted(shared, "both@ct.gov"), "adm@ct.gov")
    assert shared.publish(wanted(shared, "both@ct.gov")).holds


def test_the_agency_on_a_draft_makes_no_dataset_ones_own(shared: Desk) -> None:
    """Somebody of another agency names their own agency on the draft and adds to a dataset that is not theirs."""
    publication = wanted(shared)
    asked_and_granted(shared, publication)
    dataset = shared.publish(publication).dataset_id
    mine = {"owner": "other@ct.gov", "agency": EDUCATION}
    before = len(shared.calls())
    with pytest.raises(AccessError) as caught:
        shared.publish(shared.more(permits(range(2025, 2026)), dataset, **mine))
    assert HOUSING in caught.value.message
    assert len(shared.calls()) == before
    assert len(shared.rows(dataset)) == 6


def test_nor_does_it_where_only_the_portal_knows_whose_it_is(shared: Desk, tmp_path: Path) -> None:
    """The dataset was published from elsewhere: its agency stands in its description."""
    whose = {"metadata": {"custom_fields": {"Agency": {"Agency": HOUSING}}}}
    alone = replace(shared, store=Store(f"sqlite:///{tmp_path / 'alone.db'}", seal=Seal(b"k" * 32)))
    dataset = alone.publish(alone.new(permits(range(2023, 2025)), view={"name": "Permits", **whose})).dataset_id
    known = replace(PEOPLE, known=frozenset({HOUSING, EDUCATION}))
    here = replace(shared, store=Store(f"sqlite:///{tmp_path / 'here.db'}", seal=Seal(b"k" * 32), people=lambda: known))
    claimed = {"name": "Permits", "metadata": {"custom_fields": {"Agency": {"Agency": EDUCATION}}}}
    with pytest.raises(AccessError) as caught:
        here.publish(here.more(permits(range(2025, 2026)), dataset, owner="other@ct.gov", agency=EDUCATION, view=claimed))
    assert HOUSING in caught.value.message
    assert len(here.rows(dataset)) == 6


def test_an_approval_asked_at_another_agency_opens_nothing(shared: Desk, tmp_path: Path) -> None:
    """Who is an editor of both asks where approval comes easily."""
    everywhere = {**PEOPLE.roles, "ed@ct.gov": {agency: frozenset({Role.EDITOR}) for agency in (HOUSING, EDUCATION)}}
    store = Store(f"sqlite:///{tmp_path / 'both.db'}", seal=Seal(b"k" * 32), people=lambda: People(everywhere, PEOPLE.approval))
    desk, publication = replace(shared, store=store), wanted(shared)
    store.approvals.ask(publication.approval_hash, publication.title, EDUCATION, "ed@ct.gov")
    store.approvals.answer(publication.approval_hash, "other@ct.gov", granted=True)
    with pytest.raises(AccessError):
        desk.publish(publication)
    assert desk.calls() == []


def test_what_was_interrupted_does_not_go_on_once_the_role_or_the_approval_is_gone(shared: Desk) -> None:
    publication, now = wanted(shared), [PEOPLE]
    shared.store.people = shared.store.approvals._people = lambda: now[0]
    asked_and_granted(shared, publication)
    shared.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(CompanionError):
        shared.publish(publication)
    shared.faults()
    calls = len(shared.calls())
    for gone in ({"ann@ct.gov": {}}, {"ed@ct.gov": {}}, {"ed@ct.gov": {EDUCATION: frozenset({Role.EDITOR})}}):
        now[0] = People({**PEOPLE.roles, **gone}, PEOPLE.approval)
        with pytest.raises(AccessError):
            resume(publication.id, shared.portal, shared.store, manner=Manner(QUICK))
    assert len(shared.calls()) == calls
    now[0] = PEOPLE
    assert resume(publication.id, shared.portal, shared.store, manner=Manner(QUICK)).holds


def put(desk: Desk, receipt: Receipt, who: str) -> None:
    recipe = Recipe(name=f"put by {who}").to_json()
    desk.store.recipes.save(receipt.domain, receipt.dataset_id, recipe, owner=who, title=receipt.title, agency=HOUSING)


VERBS: dict[str, tuple[Action, Callable[[Desk, Receipt, str], object]]] = {
    "make public": (Action.MAKE_PUBLIC, lambda d, r, who: make_public(d.portal, d.store, r, who, patience=QUICK)),
    "make private": (Action.MAKE_PRIVATE, lambda d, r, who: make_private_now(d.portal, d.store, r, who, QUICK)),
    "look again": (Action.SEE, lambda d, r, who: look_again(d.portal, d.store, r, who, QUICK)),
    "load a receipt": (Action.SEE, lambda d, r, who: d.store.receipts.load(r.publication_id, who)),
    "load the recipe": (Action.PREPARE, lambda d, r, who: d.store.recipes.load(r.domain, r.dataset_id, who)),
    "put a recipe": (Action.PREPARE, put),
    "roll a recipe back": (Action.PREPARE, lambda d, r, who: d.store.recipes.roll_back(r.domain, r.dataset_id, who, 1)),
    "answer an exception": (Action.PREPARE, lambda d, r, who: file_answer(d.store, r, Recipe(), ASKED, GRANTED_BY_OPM, who)),
    "keep a draft": (Action.PREPARE, lambda d, r, who: d.store.drafts.save(f"draft of {who}", "Draft", "{}", {}, who)),
    "ask for approval": (Action.PUBLISH, lambda d, r, who: d.store.approvals.ask("b" * 64, "Permits", HOUSING, who)),
    "look at what waits": (Action.APPROVE, lambda d, r, who: d.store.approvals.package("a" * 64, who)),
    "answer a question": (Action.APPROVE, lambda d, r, who: d.store.approvals.answer("a" * 64, who, granted=True)),
}
ASKED = FindingDecision(finding="id.name:town", decision="exception", by="Jo Clerk", when="2026-03-03")
GRANTED_BY_OPM = {"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of May 3", "valid_until": ""}


def test_every_verb_asks_for_the_role_whoever_calls_it(shared: Desk, tmp_path: Path) -> None:
    """Viewers, strangers, colleagues of another agency, and the one who did it all and has left the agency since."""
    left, now = "left@ct.gov", [People({**PEOPLE.roles, "left@ct.gov": {HOUSING: frozenset({Role.EDITOR})}})]
    store = Store(f"sqlite:///{tmp_path / 'verbs.db'}", seal=Seal(b"k" * 32), people=lambda: now[0])
    desk = replace(shared, store=store)
    receipt = desk.publish(wanted(desk, left))
    for name in ("one", "two"):
        text = Recipe(name=name).to_json()
        store.recipes.save(receipt.domain, receipt.dataset_id, text, owner=left, title=receipt.title, agency=HOUSING)
    store.approvals.ask("a" * 64, "Permits", HOUSING, left, b"the package")
    now[0] = PEOPLE
    lines = len(list(store.audit.lines()))
    for (name, (action, verb)), who in product(VERBS.items(), (*EVERYBODY, left, "")):
        if now[0].may(who, action, HOUSING) or (name == "keep a draft" and who == "other@ct.gov"):
            continue
        with pytest.raises(CompanionError):
            pytest.fail(f"{who or 'nobody'} could {name}: {verb(desk, receipt, who)}")
    assert desk.portal.view(receipt.dataset_id).audience == "private"
    assert len(list(store.audit.lines())) == lines
    assert store.recipes.load(receipt.domain, receipt.dataset_id, "ed@ct.gov").version == 2
    for of in (store.receipts, store.recipes):
        assert of.mine(left) == ()
    for name, (action, verb) in VERBS.items():
        who = next(who for who in PEOPLE.roles if now[0].may(who, action, HOUSING))
        assert verb(desk, receipt, who) is not False, name


def test_an_answer_by_opm_leaves_the_recipe_with_its_agency(shared: Desk) -> None:
    recipes = shared.store.recipes
    recipes.save("data.ct.gov", "abcd-1234", "{}", owner="ed@ct.gov", title="Permits", agency=HOUSING)
    receipt = Receipt(**{**NO_NUMBERS, "dataset_id": "abcd-1234", "domain": "data.ct.gov", "agency": HOUSING})
    file_answer(shared.store, receipt, Recipe(), ASKED, GRANTED_BY_OPM, "both@ct.gov")
    assert recipes.load("data.ct.gov", "abcd-1234", "ed@ct.gov").version == 2


NO_NUMBERS: dict[str, Any] = {
    "publication_id": "p", "dataset_id": "", "title": "Permits", "domain": "", "url": "", "mode": "create",
    "rows_sent": 0, "rows_before": 0, "rows_after": 0, "rows_already_there": 0, "checks": (), "when": "2026-03-03T10:42:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize("keep_sources", [True, False])
def test_what_an_approver_looks_at_waits_through_a_restart_and_on_another_server(tmp_path: Path, keep_sources: bool) -> None:
    """It is the table that is to be published, not the raw file: so it is kept sealed also where raw files are in memory only."""
    url, content = f"sqlite:///{tmp_path / 'store.db'}", b"the table of Andover"

    def server() -> Store:
        return Store(url, seal=Seal(b"k" * 32), keep_sources=keep_sources, people=lambda: PEOPLE)

    asking = server()
    asking.approvals.ask("a" * 64, "Permits", HOUSING, "ed@ct.gov", content)
    asking.close()
    assert content not in (tmp_path / "store.db").read_bytes()
    other = server()
    assert other.approvals.package("a" * 64, "ann@ct.gov") == content
    for who in ("view@ct.gov", "other@ct.gov", "ed@ct.gov", "nobody@ct.gov"):
        with pytest.raises(AccessError):
            other.approvals.package("a" * 64, who)
    other.approvals.answer("a" * 64, "ann@ct.gov", granted=True)
    assert other.approvals.package("a" * 64, "ann@ct.gov") is None
    other.approvals.ask("a" * 64, "Permits", HOUSING, "ed@ct.gov", content)
    assert other.approvals.package("a" * 64, "ann@ct.gov") is None  # it is granted: nobody looks at it any more
    other.close()


def test_no_cell_value_stands_in_the_record_the_journal_or_an_approval(shared: Desk) -> None:
    towns = ("Quillfeather Marsh", "Zebulon Hollow")
    publication = shared.new(permits(range(2023, 2025), towns, offset=70_191_000), owner="ed@ct.gov", agency=HOUSING)
    asked_and_granted(shared, publication)
    receipt = make_public(shared.portal, shared.store, shared.publish(publication), "ed@ct.gov", patience=QUICK)
    make_private_now(shared.portal, shared.store, receipt, "ed@ct.gov", QUICK)
    with shared.store.database.reading() as connection:
        kept = [str(tuple(row)) for table in schema.metadata.sorted_tables for row in connection.execute(table.select())]
    assert len(kept) > 10
    assert [row for row in kept if any(value in row for value in (*towns, "70191"))] == []


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

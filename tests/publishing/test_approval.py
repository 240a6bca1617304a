"""Nothing is published without the role and, where it is asked for, another person's approval of exactly the same hash."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from ctcompanion.errors import AccessError, CompanionError, StoreError
from ctcompanion.people import ALONE, People, Role
from ctcompanion.publishing import Manner, Publication, resume
from ctcompanion.publishing.visibility import make_private_now, make_public
from ctcompanion.recipe import Comment, Recipe
from ctcompanion.store import Seal, Store, schema
from tests.publishing.desk import QUICK, Desk, permits
from tests.publishing.office import EDUCATION, EVERYBODY, HOUSING, MAY_APPROVE, MAY_PUBLISH, PEOPLE, wanted


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


def test_alone_no_approval_is_asked(desk: Desk) -> None:
    assert desk.store.people() is ALONE
    assert desk.publish(wanted(desk, "local")).holds

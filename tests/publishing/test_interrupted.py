"""Publications that stopped on the way are shown with what is true of them."""

from __future__ import annotations

import pytest

from ctcompanion.errors import PublishingError, StoreError
from ctcompanion.model import Receipt
from ctcompanion.publishing import Manner, Publication, State, give_up, interrupted, publish_new, resume
from ctcompanion.publishing.lease import held
from tests.publishing.desk import QUICK, Desk, permits


@pytest.fixture
def stopped(desk: Desk) -> Publication:
    """A new dataset whose rows the portal refuses for want of a right."""
    publication = desk.new(permits(range(2018, 2020)))
    desk.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError):
        desk.publish(publication)
    desk.faults()
    return publication


def test_it_is_listed_for_its_author_with_the_facts(desk: Desk, stopped: Publication) -> None:
    (found,) = interrupted(desk.store, "ana")
    assert (found.publication_id, found.title, found.state, found.can_resume) == (stopped.id, "Housing permits by town", State.SENT, True)
    assert "at least 0 of 6 rows" in found.happened
    assert interrupted(desk.store, "eve") == ()


def test_while_it_runs_it_is_not_interrupted(desk: Desk, stopped: Publication) -> None:
    with held(desk.store, stopped.lock):
        assert interrupted(desk.store, "ana") == ()
    assert len(interrupted(desk.store, "ana")) == 1


def test_resumed_it_leaves_the_list(desk: Desk, stopped: Publication) -> None:
    assert isinstance(resume(stopped.id, desk.portal, desk.store), Receipt)
    assert interrupted(desk.store, "ana") == ()


def test_given_up_it_can_be_published_anew(desk: Desk, stopped: Publication) -> None:
    give_up(desk.store, stopped.id, "ana")
    assert interrupted(desk.store, "ana") == ()
    assert desk.publish(stopped).rows_after == 6
    assert desk.store.audit.verify().whole


def test_nobody_gives_up_what_is_anothers(desk: Desk, stopped: Publication) -> None:
    for who, what in (("eve", stopped.id), ("ana", "nothing")):
        with pytest.raises(StoreError) as caught:
            give_up(desk.store, what, who)
        assert caught.value.code == "no-such-publication"


def test_what_needs_a_person_is_listed_and_not_resumed_by_itself(desk: Desk, stopped: Publication) -> None:
    desk.store.publications.write(stopped.id, "ana", State.NEEDS_A_PERSON, {"why": "6 sent, 4 there."})
    (found,) = interrupted(desk.store, "ana")
    assert (found.can_resume, found.happened) == (False, "6 sent, 4 there.")


def test_a_person_gets_the_numbers_the_dataset_and_the_request(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020)), identifier=None))
    desk.faults({"kind": "errors-inside", "call": "upsert"})
    more = desk.more(permits(range(2018, 2021)), made.dataset_id)
    with pytest.raises(PublishingError) as caught:
        desk.publish(more)
    desk.faults()
    (found,) = interrupted(desk.store, "ana")
    assert found.dataset_id == made.dataset_id
    assert dict(found.numbers) == {
        "Rows in your table": "9",
        "Rows on the portal before": "6",
        "Rows to send": "3",
        "Rows on the portal afterwards": "8",
        "Number of the last request": caught.value.request_id,
    }


def test_closed_after_a_look_the_rows_that_are_in_are_not_sent_again(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020)), identifier=None))
    desk.faults({"kind": "errors-inside", "call": "upsert"})
    more = desk.more(permits(range(2018, 2021)), made.dataset_id)
    with pytest.raises(PublishingError):
        desk.publish(more)
    desk.faults()
    give_up(desk.store, more.id, "ana")
    receipt = desk.publish(more)
    assert (receipt.rows_sent, receipt.rows_after) == (1, 9)


def test_a_resume_files_what_the_first_run_would_have_filed(desk: Desk, stopped: Publication) -> None:
    filed: list[tuple[str, str]] = []

    def file(publication: Publication, receipt: Receipt) -> None:
        filed.append((publication.id, receipt.dataset_id))

    receipt = resume(stopped.id, desk.portal, desk.store, manner=Manner(QUICK, file=file))
    assert filed == [(stopped.id, receipt.dataset_id)]


def test_what_could_not_be_filed_does_not_undo_what_was_published(desk: Desk) -> None:
    def refuse(_publication: Publication, _receipt: Receipt) -> None:
        raise StoreError("no-such-recipe", "There is no recipe of yours for this dataset.", "")

    publication = desk.new(permits(range(2018, 2020)))
    receipt = publish_new(publication, desk.portal, desk.store, manner=Manner(QUICK, file=refuse))
    entry = desk.store.publications.find(publication.id)
    assert receipt.holds
    assert entry is not None
    assert (entry.state, entry.facts["not_filed"]) == (State.DONE, "no-such-recipe")

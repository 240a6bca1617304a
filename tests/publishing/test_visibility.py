"""Public is a step of its own; taking back is one press and deletes nothing."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from ctcompanion.errors import PersonNeeded, PublishingError
from ctcompanion.model import Finding, Level, Receipt
from ctcompanion.publishing import federation_sentence, look_again, make_private_now, make_public, visibility, withdrawal_of, withdrawals
from ctcompanion.publishing.portal import SIGNED_IN
from ctcompanion.publishing.transport import Timing
from tests.publishing.desk import QUICK, Desk, permits, portal_at


@pytest.fixture
def receipt(desk: Desk) -> Receipt:
    return desk.publish(desk.new(permits(range(2018, 2020))))


def test_made_public_anybody_can_read_it(desk: Desk, receipt: Receipt) -> None:
    now = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    assert now.audience == "public"
    assert desk.store.receipts.load(receipt.publication_id, "ana").audience == "public"
    assert len(portal_at(desk.address, "").read(receipt.dataset_id)) == 6


def test_where_reviewers_decide_it_waits_for_approval(desk: Desk, receipt: Receipt) -> None:
    desk.control("switches", {"approval": True})
    waiting = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    assert waiting.audience == "waiting for approval"
    with pytest.raises(PublishingError):
        portal_at(desk.address, "").read(receipt.dataset_id)
    desk.control("approve", {"id": receipt.dataset_id, "outcome": "approved"})
    assert look_again(desk.portal, desk.store, waiting, "ana", QUICK).audience == "public"


def test_a_rejected_ask_is_told(desk: Desk, receipt: Receipt) -> None:
    desk.control("switches", {"approval": True})
    waiting = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.control("approve", {"id": receipt.dataset_id, "outcome": "rejected"})
    assert look_again(desk.portal, desk.store, waiting, "ana", QUICK).audience == "rejected"


def test_an_ask_waits_where_an_earlier_one_was_granted(desk: Desk, receipt: Receipt) -> None:
    """A portal may list its asks newest first: the newest counts, wherever it stands."""
    shown = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    hidden = make_private_now(desk.portal, desk.store, shown, "ana", QUICK).receipt
    desk.control("switches", {"approval": True})
    assert make_public(desk.portal, desk.store, hidden, "ana", patience=QUICK).audience == "waiting for approval"
    desk.control("approve", {"id": receipt.dataset_id, "outcome": "rejected"})
    assert look_again(desk.portal, desk.store, hidden, "ana", QUICK).audience == "rejected"


def test_an_open_stop_keeps_it_private(desk: Desk, receipt: Receipt) -> None:
    stop = Finding("names", Level.STOP, "Names of people.", "client")
    with pytest.raises(PublishingError) as caught:
        make_public(desk.portal, desk.store, receipt, "ana", open_stops=[stop], patience=QUICK)
    assert caught.value.happened == "Nothing was changed. The dataset is still private."
    assert desk.portal.view(receipt.dataset_id).audience == "private"


def test_a_real_portal_wants_its_domain_typed(desk: Desk, receipt: Receipt) -> None:
    desk.portal.is_practice = False
    for typed in ("", "data.ct.gv"):
        with pytest.raises(PersonNeeded) as caught:
            make_public(desk.portal, desk.store, receipt, "ana", typed=typed, patience=QUICK)
        assert caught.value.code == "confirm-public"
    assert make_public(desk.portal, desk.store, receipt, "ana", typed=" PRACTICE ", patience=QUICK).audience == "public"


def test_taken_back_nobody_else_can_read_it_and_nothing_is_deleted(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    taken = make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    assert taken.receipt.audience == "private"
    with pytest.raises(PublishingError):
        portal_at(desk.address, "").read(receipt.dataset_id)
    assert len(desk.rows(receipt.dataset_id)) == 6


def test_the_message_names_the_dataset_the_time_and_the_views(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    taken = make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    for part in ("To: dapa@ct.gov", receipt.url, "audience before: public", "Views so far: 0"):
        assert part in taken.message
    assert any("Do not delete" in step for step in taken.steps)


@pytest.mark.parametrize("kind", ["reset-after", "reset-before", "503", "empty", "html-login"])
def test_taking_back_does_not_give_up_at_the_first_fault(desk: Desk, receipt: Receipt, kind: str) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": kind, "call": "permission", "retry_after": 0})
    assert make_private_now(desk.portal, desk.store, public, "ana", QUICK).receipt.audience == "private"


def test_who_may_not_take_it_back_is_told_what_is_true(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    with pytest.raises(PublishingError) as caught:
        make_private_now(portal_at(desk.address, "viewer"), desk.store, public, "ana", QUICK)
    assert caught.value.code == "not-allowed"
    assert caught.value.happened == "The dataset is STILL PUBLIC."


def test_each_change_of_audience_is_in_the_record(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    make_private_now(desk.portal, desk.store, public, "ben", QUICK)
    assert [(line.who, line.action) for line in desk.store.audit.lines()][1:] == [("ana", "made public"), ("ben", "made private")]
    assert desk.store.audit.verify().whole


def test_the_message_can_be_read_again_until_the_dataset_is_public_again(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    taken = make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    told = withdrawals(desk.store)[receipt.dataset_id]
    assert withdrawal_of(taken.receipt, told) == taken
    make_public(desk.portal, desk.store, taken.receipt, "ana", patience=QUICK)
    assert withdrawals(desk.store) == {}


def test_it_says_since_when_the_public_saw_it_and_not_since_when_it_was_published(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    granted = desk.portal.view(receipt.dataset_id).body["approvals"][-1]["reviewedAt"]
    taken = make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    assert f"Seen by the public since: {datetime.fromtimestamp(granted).astimezone():%Y-%m-%d %H:%M}" in taken.message


def test_a_dataset_made_public_on_the_portal_itself_is_hidden_from_a_receipt_that_says_private(desk: Desk, receipt: Receipt) -> None:
    desk.portal.set_audience(receipt.dataset_id, "public")
    taken = make_private_now(desk.portal, desk.store, receipt, "ana", QUICK)
    assert "audience before: public" in taken.message
    assert desk.portal.view(receipt.dataset_id).audience == "private"


def test_a_portal_that_will_not_be_looked_at_first_hides_it_all_the_same(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": "500", "call": "view", "times": 2})
    taken = make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    assert (taken.receipt.audience, "Views so far: unknown" in taken.message) == ("private", True)


def test_what_was_never_public_is_not_said_to_have_been(desk: Desk, receipt: Receipt) -> None:
    desk.control("switches", {"approval": True})
    waiting = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    message = make_private_now(desk.portal, desk.store, waiting, "ana", QUICK).message
    assert "Seen by the public since: never, as far as the portal shows" in message
    assert "should not have been public" not in message.partition("Dataset:")[0]


def test_shared_with_all_who_sign_in_is_not_called_private(desk: Desk, receipt: Receipt) -> None:
    desk.portal.set_audience(receipt.dataset_id, "site")
    assert desk.portal.view(receipt.dataset_id).audience == SIGNED_IN
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2020, 2021)), receipt.dataset_id, private_only=True))
    assert caught.value.code == "exception-not-granted"


def test_where_nobody_can_look_it_is_not_called_private(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": "500", "call": "*", "times": 0})
    with pytest.raises(PublishingError) as caught:
        make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    desk.faults()
    assert caught.value.happened == "The dataset MAY STILL BE PUBLIC: the portal did not let us look."
    assert caught.value.hint.startswith("Call or write to dapa@ct.gov at once")
    assert desk.store.receipts.load(receipt.publication_id, "ana").audience == "public"


def test_an_ask_that_still_waits_is_said_among_the_steps(desk: Desk, receipt: Receipt) -> None:
    desk.control("switches", {"approval": True})
    waiting = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    taken = make_private_now(desk.portal, desk.store, waiting, "ana", QUICK)
    assert taken.receipt.audience == "waiting for approval"
    assert taken.steps[0].startswith("The ask to make it public still waits.")


def test_federation_is_named() -> None:
    assert "data.hartford.gov" in federation_sentence(("data.hartford.gov",))
    assert federation_sentence(()) == ""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of the portal's is a tenth here."""
    monkeypatch.setattr(visibility, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(visibility, "ASK_SECONDS", 0.4)


@pytest.mark.usefixtures("short")
def test_a_portal_that_hangs_is_not_waited_for_before_it_is_asked_to_hide(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": "hang-before", "call": "view", "times": 2, "seconds": 20.0})
    begun = time.monotonic()
    assert make_private_now(desk.portal, desk.store, public, "ana", QUICK).receipt.audience == "private"
    assert time.monotonic() - begun < 15


@pytest.mark.usefixtures("short")
def test_hidden_while_every_answer_got_lost_it_is_called_hidden(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": "reset-after", "call": "permission", "times": 0})
    assert make_private_now(desk.portal, desk.store, public, "ana", QUICK).receipt.audience == "private"


@pytest.mark.usefixtures("short")
def test_whoever_takes_back_from_a_portal_that_only_hangs_soon_knows_whom_to_call(desk: Desk, receipt: Receipt) -> None:
    public = make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults({"kind": "hang-before", "call": "*", "times": 0, "seconds": 20.0})
    begun = time.monotonic()
    with pytest.raises(PublishingError) as caught:
        make_private_now(desk.portal, desk.store, public, "ana", QUICK)
    assert time.monotonic() - begun < 15
    desk.faults()
    assert caught.value.happened.startswith("The dataset MAY STILL BE PUBLIC")


def test_an_ask_for_the_public_that_failed_says_what_is_true(desk: Desk, receipt: Receipt) -> None:
    with pytest.raises(PublishingError) as caught:
        make_public(portal_at(desk.address, "viewer"), desk.store, receipt, "ana", patience=QUICK)
    assert (caught.value.code, caught.value.happened) == ("not-allowed", "The dataset is not public now; it is private.")
    assert caught.value.request_id
    desk.faults({"kind": "500", "call": "*", "times": 0})
    with pytest.raises(PublishingError) as caught:
        make_public(desk.portal, desk.store, receipt, "ana", patience=QUICK)
    desk.faults()
    assert caught.value.happened.startswith("Whether the dataset is public now is not known")


@pytest.mark.parametrize("kind", ["reset-after", "cut", "hang-after"])
def test_made_public_while_every_answer_got_lost_it_is_called_public(desk: Desk, receipt: Receipt, kind: str) -> None:
    portal = portal_at(desk.address, timing=Timing(connect=1, read=0.3, whole=0.5, ticket=0.01))
    desk.faults({"kind": kind, "call": "permission", "times": 0, "seconds": 0.6})
    assert make_public(portal, desk.store, receipt, "ana", patience=QUICK).audience == "public"

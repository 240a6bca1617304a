"""Each person who signs in practises on a portal of their own; the datasets of a colleague are reached where they stand."""

from __future__ import annotations

from ctcompanion.practice.seats import RESERVED, SEAT_NAME
from ctcompanion.ui.portals import SHARED, seat_of
from ctcompanion.ui.sign_in import ALONE
from tests.ui.test_pages import App, go


def test_who_is_alone_on_a_machine_has_the_shared_seat() -> None:
    assert seat_of(ALONE) == seat_of("") == SHARED


def test_two_people_never_share_a_seat_and_each_name_is_one_that_the_portal_takes() -> None:
    people = ["ana@ct.gov", "ana@dph.ct.gov", "ana.maria.o'neill@ct.gov", "İ@ct.gov", "@ct.gov", "trainer@ct.gov", f"{'x' * 200}@ct.gov"]
    seats = {seat_of(who).removeprefix("practice/") for who in people}
    assert len(seats) == len(people)
    assert all(SEAT_NAME.fullmatch(seat) and seat not in RESERVED for seat in seats)


def test_the_connection_page_leads_to_the_persons_own_portal(app: App) -> None:
    visit = go(app(), "connection")
    assert not visit.exception
    assert f"/{SHARED}/trainer" in str([one.proto for one in visit.get("link_button")])

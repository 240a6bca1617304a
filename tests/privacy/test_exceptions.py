"""An exception is asked, answered and lifted; a standing one goes along to next month; another table is asked about again."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ctcompanion.model import PrivacyReport
from ctcompanion.privacy import apply, exception_message, review, to_decide
from ctcompanion.privacy.exceptions import Question, answered, asked, carried, mail_link, on_file, one_per_message, waiting
from ctcompanion.privacy.stops import Asked, exception_state, open_stops
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

TODAY = date(2026, 3, 1)
TABLE = clean_table(
    Licensee=["Ann Lee", "Bob Diaz", "Carla Jones"],
    Email=["ann@x.org", "bob@x.org", "carla@x.org"],
    License_Type=["Barber", "Nurse", "Nurse"],
)
PEOPLE = PrivacyDecisions(row_meaning="person")
STANDING = Question("Residents check licenses", "C.G.S. 20-1", "Jo Clerk", standing=True)
GRANTED = {"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of March 1", "valid_until": "2026-12-31"}


def reported(decisions: PrivacyDecisions = PEOPLE) -> PrivacyReport:
    return review(apply(TABLE, decisions.remedies), decisions)


def registered(question: Question = STANDING, **told: Any) -> PrivacyDecisions:
    """Every STOP asked about in one message; with an answer where `told` gives one."""
    report = reported()
    decisions = asked(open_stops(report, PEOPLE), question, report, PEOPLE)
    return decisions.model_copy(update={"decisions": answered(decisions.decisions, decisions.decisions[0], told)}) if told else decisions


def states(decisions: PrivacyDecisions, report: PrivacyReport | None = None, today: date = TODAY) -> set[Asked]:
    report = report or reported(decisions)
    return {exception_state(finding, report, decisions, today) for finding in open_stops(report, PEOPLE)}


def test_one_message_asks_for_the_whole_dataset_and_one_answer_lifts_it() -> None:
    waits = registered()
    assert len(waits.decisions) == 2
    assert states(waits) == {Asked.WAITING}
    assert [f.rule for f in to_decide(reported(waits), waits, TODAY) if f.level == "STOP"] == []
    assert open_stops(reported(waits), waits, TODAY)
    assert states(registered(**GRANTED)) == {Asked.GRANTED}
    assert open_stops(reported(), registered(**GRANTED), TODAY) == ()
    assert states(registered(**GRANTED | {"answer": "refused"})) == {Asked.REFUSED}


def test_it_is_asked_again_after_its_last_day() -> None:
    ended = registered(**GRANTED)
    assert states(ended, today=date(2027, 1, 1)) == {Asked.ENDED}
    assert len(to_decide(reported(), ended, date(2027, 1, 1))) > len(to_decide(reported(), ended, TODAY))


def test_it_is_asked_again_when_the_columns_changed() -> None:
    wider = clean_table(**{name: list(TABLE.rows[name]) for name in TABLE.rows.columns}, Town=["Avon", "Avon", "Essex"])
    decisions = registered(**GRANTED)
    assert states(decisions, review(wider, decisions)) == {Asked.CHANGED}


def test_it_is_asked_again_when_a_row_is_something_else_or_grouped_otherwise() -> None:
    decisions = registered(**GRANTED)
    event = decisions.model_copy(update={"row_meaning": "event"})
    coarser = decisions.model_copy(update={"remedies": (RemedyStep(operation="rare-to-other", column="License_Type"),)})
    assert states(event) == {Asked.CHANGED}
    assert states(coarser) == {Asked.CHANGED}
    again = asked(open_stops(reported(event), PEOPLE), STANDING, reported(event), event)
    assert states(again) == {Asked.WAITING}


def test_a_standing_exception_goes_along_to_the_next_file_and_one_for_a_single_file_does_not() -> None:
    standing, single = registered(**GRANTED), registered(STANDING._replace(standing=False), **GRANTED)
    assert states(carried(standing)) == {Asked.GRANTED}
    assert states(carried(single)) == {Asked.NOT}
    open_question = registered(STANDING._replace(standing=False))
    assert carried(open_question) == open_question


def test_a_standing_exception_covers_what_was_found_and_nothing_new() -> None:
    decisions = registered(**GRANTED)
    worse = clean_table(
        Licensee=["123-45-6789", "219-09-9999", "457-55-5462"], Email=list(TABLE.rows["Email"]), License_Type=["a", "b", "c"]
    )
    assert Asked.NOT in states(decisions, review(worse, decisions))


def test_the_message_names_columns_grain_and_date_and_opens_in_a_mail_program() -> None:
    decisions, report = registered(), reported()
    findings = open_stops(report, PEOPLE)
    message = exception_message(findings, decisions.decisions[0], "State Licenses & Credentials", TABLE)
    assert "Subject: Standing exception for open data: State Licenses & Credentials" in message
    for words in (
        "Column Licensee",
        "Column Email",
        "All its columns: Licensee, Email, License Type.",
        "Each row is: a person.",
        "Jo Clerk",
    ):
        assert words in message
    assert date.today().isoformat() in message
    assert not any(value in message for value in ("Ann", "x.org", "Barber"))
    link = urlsplit(mail_link(message))
    assert (link.scheme, link.path) == ("mailto", "dapa@ct.gov")
    assert parse_qs(link.query)["subject"] == ["Standing exception for open data: State Licenses & Credentials"]
    assert "Reason: Residents check licenses\r\n" in unquote(link.query)


def test_what_is_filed_says_who_asked_and_who_answered() -> None:
    (name, email) = on_file(reported(), registered(**GRANTED))
    assert (name.asked_by, name.answered_by, name.reference, name.valid_until, name.standing) == (
        "Jo Clerk", "OPM", "mail of March 1", "2026-12-31", True,
    )  # fmt: skip
    assert {name.finding.partition(":")[2], email.finding.partition(":")[2]} == {"Licensee", "Email"}


def test_the_last_decision_on_a_finding_says_whether_opm_is_waited_for() -> None:
    decisions = registered().decisions
    assert len(waiting(decisions)) == 2
    assert len(one_per_message(decisions)) == 1
    removed = decisions[0].model_copy(update={"decision": "remove"})
    assert waiting((*decisions, removed)) == decisions[1:]
    assert waiting(registered(**GRANTED).decisions, TODAY) == ()


def test_two_messages_in_the_same_words_of_one_day_are_answered_one_by_one() -> None:
    report = reported()
    first, second = open_stops(report, PEOPLE)
    decisions = asked([second], STANDING, report, asked([first], STANDING, report, PEOPLE))
    told = decisions.model_copy(update={"decisions": answered(decisions.decisions, decisions.decisions[0], GRANTED)})
    assert len(one_per_message(decisions.decisions)) == 2
    assert [finding.key for finding in open_stops(report, told, TODAY)] == [second.key]

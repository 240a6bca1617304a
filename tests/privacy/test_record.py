"""The record: every column, every decision, no value, and nothing that a title can break."""

from __future__ import annotations

from html.parser import HTMLParser

from ctcompanion.privacy import apply, record_html, review
from ctcompanion.privacy.record import record_of
from ctcompanion.recipe import FindingDecision, PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

TABLE = clean_table(Client_Name=["Ann Lee", "Bob Diaz", "Carla Jones"], Age=[20, 30, 40])
DECISIONS = PrivacyDecisions(
    row_meaning="person",
    classes={"Age": "quasi"},
    decisions=(FindingDecision(finding="person-name:Client_Name", decision="exception", reason="A public register", by="Jo Clerk", when="2026-03-01T09:00"),),
    remedies=(RemedyStep(operation="age-bands", column="Age", sentence="Ages were grouped by ten years."),),
)  # fmt: skip


def page(title: str = "Licenses") -> str:
    return record_html(review(TABLE, DECISIONS), DECISIONS, title)


def test_every_column_and_decision_is_there() -> None:
    html = page()
    for words in (
        "Client_Name",
        "Unique identifier",
        "Age",
        "Confirmed",
        "A public register",
        "Jo Clerk, 2026-03-01",
        "private only",
        "Ages were grouped",
        "A person",
    ):
        assert words in html
    assert "May not be public yet" in html


def test_no_value_is_there() -> None:
    assert not any(value in page() for value in ("Ann", "Lee", "Diaz", "Carla"))


def test_a_title_cannot_bring_markup() -> None:
    assert "<script>" not in page("<script>alert(1)</script>")


def test_the_page_has_a_language_one_h1_and_scoped_headers() -> None:
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Reader().feed(page())
    assert ("html", {"lang": "en"}) in seen
    assert sum(tag == "h1" for tag, _ in seen) == 1
    assert all("scope" in attributes for tag, attributes in seen if tag == "th")
    assert all(any(tag == wanted for tag, _ in seen) for wanted in ("main", "caption", "title"))


def test_a_clean_table_says_that_checks_can_miss_things() -> None:
    clean = review(clean_table(Town=["Avon"], Permits=[3]), PrivacyDecisions(row_meaning="count"))
    html = record_html(clean, PrivacyDecisions(row_meaning="count"), "Permits")
    assert "no problem found" in html
    assert "Checks can miss things" in html
    assert "Nothing remains" in html


def test_a_column_that_went_is_told_with_its_class_and_the_decision_and_what_was_found_again() -> None:
    step = RemedyStep(operation="drop-column", column="Client_Name", sentence="Remove the column")
    gone = FindingDecision(finding="person-name:Client_Name", decision="remove", by="Jo Clerk", when="2026-03-01")
    decisions = DECISIONS.model_copy(update={"remedies": (step,), "decisions": (gone,), "by": "Jo Clerk"})
    record = record_of(review(apply(TABLE, (step,)), decisions), decisions)
    assert record.columns[-1][:2] == ("Client_Name", "Unique identifier")
    assert "not published" in record.columns[-1][4]
    assert "0 to stop for" in record.again
    assert record.by == "Jo Clerk"


def test_a_class_that_a_person_changed_is_told_beside_the_proposed_one() -> None:
    decisions = PrivacyDecisions(row_meaning="person", classes={"Age": "none", "Client_Name": "direct"})
    ages = record_of(review(TABLE, decisions), decisions).columns[1]
    assert ages[1:3] == ("None of these", "Chosen by a person; proposed was: quasi-identifier")


def test_the_numbers_are_in_words_also_where_nothing_is_wrong() -> None:
    twelve = clean_table(Age=[30] * 6 + [40] * 6, Town=["Avon"] * 12)
    decisions = PrivacyDecisions(row_meaning="person")
    html = record_html(review(twelve, decisions), decisions, "Ages")
    assert "Every row is in a group of at least 6 rows that look alike" in html

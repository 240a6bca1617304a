"""The record: every column, every decision, no value, and nothing that a title can break."""

from __future__ import annotations

from html.parser import HTMLParser

from ctcompanion.privacy import record_html, review
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
        "(confirmed)",
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

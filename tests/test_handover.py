"""Handed over, commented on, sent back, and home again in the author's own draft."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion import reference, replay
from ctcompanion.comments import to_see_to, written
from ctcompanion.decisions import open_decisions
from ctcompanion.draft import Draft, from_payload
from ctcompanion.handover import changed_by_reviewer, packed, returned, unpacked
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.recipe import DatasetMetadata, PrivacyDecisions
from ctcompanion.settings import Limits, PortalSettings

SAMPLE = reference.path("samples/town-population-2023.xlsx")


def described() -> Draft:
    """The population sample, read, cleaned, reviewed, with the proposed description."""
    opened = replay.opened(Draft("home"), SAMPLE, SAMPLE.name, Limits())
    assert opened.workbook
    chosen = replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))
    assert chosen.table
    reviewed = replay.reviewed(chosen)
    assert reviewed.safe
    return reviewed.with_metadata(suggest(reviewed.safe, DatasetMetadata()), suggest_columns(reviewed.safe))


def test_a_comment_goes_out_beside_its_field_and_comes_home_to_the_authors_draft() -> None:
    mine = described()
    theirs, first = unpacked(packed(mine, PortalSettings(), "A. Clerk", "Please look."), "review")
    assert (theirs.reviewing, theirs.sender, theirs.origin, first.sent_back) == (True, "A. Clerk", "home", False)
    assert [comment.text for comment in theirs.recipe.thread] == ["Please look."]
    commented = theirs.with_thread(written(theirs.recipe.thread, "title", "Say the year.", "reviewer"))
    kept = replace(from_payload("review", "", commented.to_payload()), safe=theirs.safe, report=theirs.report)
    back, package = unpacked(packed(kept, PortalSettings(), "OPM", "Nearly there."), "again")
    assert (package.sent_back, package.origin, back.reviewing) == (True, "home", False)
    home = returned(mine, package)
    assert home.workbook is mine.workbook
    assert [(comment.about, comment.by, comment.side) for comment in home.recipe.thread] == [
        ("", "A. Clerk", "author"),
        ("title", "OPM", "reviewer"),
        ("", "OPM", "reviewer"),
    ]
    assert [comment.text for comment in to_see_to(home.recipe.thread)] == ["Say the year."]
    assert returned(home, package).recipe == home.recipe


def test_what_the_reviewer_worded_otherwise_is_shown_and_not_taken() -> None:
    mine = described()
    theirs, _ = unpacked(packed(mine, PortalSettings(), "A"), "review")
    named = theirs.with_metadata(theirs.recipe.metadata.model_copy(update={"title": "Better"}), theirs.recipe.columns)
    _, package = unpacked(packed(named, PortalSettings(), "OPM"), "again")
    assert changed_by_reviewer(mine, package) == (("Title", mine.recipe.metadata.title, "Better"),)
    assert returned(mine, package).recipe.metadata == mine.recipe.metadata


def test_next_years_update_begins_without_last_years_comments() -> None:
    draft = described()
    assert replay.updating(draft.with_thread(written((), "title", "x", "author")).recipe, "next").recipe.thread == ()


def test_a_reviewer_sees_the_decisions_that_need_a_person_and_no_others() -> None:
    draft = described()
    waiting = open_decisions(draft)
    assert {decision.page for decision in waiting} <= {"privacy", "metadata"}
    assert "classes" in {decision.about for decision in waiting}
    assert draft.report
    everything = {verdict.column: verdict.role for verdict in draft.report.verdicts}
    confirmed = replay.reviewed(draft.with_privacy(PrivacyDecisions(row_meaning="count", classes=everything, weighed="needed")))
    left = open_decisions(confirmed)
    assert "classes" not in {decision.about for decision in left}
    assert {decision.about for decision in left if decision.page == "metadata"} == {
        finding.about for finding in waiting if finding.page == "metadata"
    }

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ctcompanion.draft import Draft, from_payload
from ctcompanion.model import CleanTable, Column, DataType, PrivacyReport, Provenance, Workbook
from ctcompanion.recipe import DatasetMetadata, PrivacyDecisions


def table_of(*counts: int) -> CleanTable:
    return CleanTable(pd.DataFrame({"count": counts}), (Column("count", DataType.NUMBER),), Provenance("a.csv", "0"))


def report_on(table: CleanTable) -> PrivacyReport:
    return PrivacyReport(table.fingerprint, "count", (), ())


def reviewed() -> Draft:
    table = table_of(1, 2)
    return Draft("d1").with_table(table).with_review(table, report_on(table))


def test_a_table_that_changed_cannot_carry_an_old_review() -> None:
    assert reviewed().with_table(table_of(1, 3)).report is None


def test_the_same_table_keeps_its_review() -> None:
    assert reviewed().with_table(table_of(1, 2)).report is not None


def test_a_report_on_another_table_is_refused() -> None:
    with pytest.raises(ValueError, match="another table"):
        Draft("d1").with_table(table_of(1)).with_review(table_of(1), report_on(table_of(2)))


def test_other_privacy_decisions_void_the_review_and_a_description_does_not() -> None:
    draft = reviewed()
    assert draft.with_privacy(PrivacyDecisions(row_meaning="person")).report is None
    assert draft.with_metadata(DatasetMetadata(title="Permits"), ()).report is draft.report


def test_nothing_is_changed_in_place() -> None:
    draft = reviewed()
    before = replace(draft)
    draft.with_table(table_of(9)).renamed("other")
    assert (draft.table, draft.name, draft.report) == (before.table, before.name, before.report)


def test_a_new_table_asks_for_the_privacy_page_again() -> None:
    draft = reviewed().with_confirmed("clean").with_confirmed("privacy").with_table(table_of(5))
    assert draft.confirmed == {"clean"}


def test_a_kept_draft_comes_back_with_its_decisions() -> None:
    draft = reviewed().with_metadata(DatasetMetadata(title="Permits"), ()).with_confirmed("clean")
    back = from_payload(draft.id, draft.name, draft.to_payload())
    assert (back.recipe, back.confirmed) == (draft.recipe, draft.confirmed)


def test_a_draft_that_came_as_a_package_is_one_after_it_was_kept_too() -> None:
    draft = replace(reviewed(), handed_over=True, applied=2)
    back = from_payload("d1", draft.name, draft.to_payload())
    assert (back.handed_over, back.applied) == (True, 2)


def test_a_file_in_place_of_a_package_needs_every_remedy_again() -> None:
    draft = replace(reviewed(), handed_over=True, applied=2).with_workbook(Workbook("a.csv", "0", "csv", ()), "a")
    assert (draft.handed_over, draft.applied) == (False, 0)

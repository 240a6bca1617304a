"""Decisions laid over a file: a person's word on the table's place, and sheets put together, now and next month."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import openpyxl

from ctcompanion import replay
from ctcompanion.cleaning.told import told_step
from ctcompanion.draft import Draft, from_payload
from ctcompanion.privacy.suppression import find_counts
from ctcompanion.recipe import Recipe, from_json
from ctcompanion.settings import Limits

TOWNS = ["Avon", "Bethel", "Canton", "Darien", "Essex", "Easton", "Fairfield", "Granby"]
Rows = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def permits(add: int = 0, above: int = 0) -> list[list[object]]:
    rows: list[list[object]] = [["Town", "Permits", "Value"]]
    return [["Printed for the board"]] * above + rows + [[town, at * 7 + add, at * 130 + 11 + add] for at, town in enumerate(TOWNS)]


def opened(content: bytes, draft: Draft | None = None) -> Draft:
    return replay.opened(draft or Draft("d1"), content, "permits.xlsx", Limits())


def one(content: bytes, draft: Draft | None = None) -> Draft:
    read = opened(content, draft)
    assert read.workbook
    return replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))


def pointed(draft: Draft, header: int, first: int, last: int) -> Draft:
    word = told_step(replay.current_sheet(draft), [header], first, last)
    return replay.cleaned(draft, (word, *draft.recipe.cleaning))


def year(*names: str) -> bytes:
    return workbook({name: permits(at) for at, name in enumerate(names)})


def together(draft: Draft, *names: str) -> Draft:
    return replay.chosen(draft, replay.current_sheet(draft), names)


def test_the_persons_word_is_the_first_step_and_the_drafts_layout() -> None:
    draft = pointed(one(workbook({"Data": permits(above=2)})), 3, 5, 9)
    assert draft.recipe.cleaning[0].id == "layout"
    assert draft.layout
    assert draft.layout.header_rows == (3,)
    assert draft.table is not None
    assert draft.table.rows["town"].tolist() == TOWNS[1:6]


def test_switched_off_the_sheet_is_looked_at_again_and_the_word_can_be_switched_on() -> None:
    draft = pointed(one(workbook({"Data": permits(above=2)})), 3, 5, 9)
    off = replay.cleaned(draft, (draft.recipe.cleaning[0].model_copy(update={"on": False}), *draft.recipe.cleaning[1:]))
    assert off.table is not None
    assert len(off.table.rows) == 8
    assert [step.id for step in off.recipe.cleaning].count("layout") == 1
    on = replay.cleaned(off, (off.recipe.cleaning[0].model_copy(update={"on": True}), *off.recipe.cleaning[1:]))
    assert on.table is not None
    assert len(on.table.rows) == 5


def test_next_month_the_table_is_found_by_its_column_names() -> None:
    first = pointed(one(workbook({"Data": permits(above=2)})), 3, 4, 11)
    draft = one(workbook({"Data": permits(5, above=4)}), replay.updating(first.recipe, "d2"))
    assert draft.layout
    assert draft.layout.header_rows == (5,)
    assert draft.table is not None
    assert len(draft.table.rows) == 8
    assert draft.drift == ()


def test_a_kept_draft_comes_back_with_the_persons_word() -> None:
    content = workbook({"Data": permits(above=2)})
    draft = pointed(one(content), 3, 5, 9)
    back = replay.reopened(from_payload("d1", "", draft.to_payload()), content, Limits())
    assert back.layout == draft.layout
    assert back.table
    assert draft.table
    assert back.table.fingerprint == draft.table.fingerprint


def test_sheets_are_put_together_on_a_persons_word_only() -> None:
    draft = one(year("Jan", "Feb", "Mar"))
    assert draft.table is not None
    assert len(draft.table.rows) == 8
    put = together(draft, "Jan", "Feb", "Mar")
    assert put.table is not None
    assert put.table.rows["month"].nunique() == 3
    assert put.recipe.source.sheets == ("Jan", "Feb", "Mar")
    assert put.table.conservation.sentence() == "48 numbers came in; 48 are in your table. Nothing was lost."


def test_a_kept_draft_comes_back_with_its_sheets_together() -> None:
    content = year("Jan", "Feb")
    put = together(one(content), "Jan", "Feb")
    back = replay.reopened(from_payload("d1", "", put.to_payload()), content, Limits())
    assert back.table
    assert put.table
    assert back.table.fingerprint == put.table.fingerprint


def test_next_month_the_sheets_are_put_together_again_and_a_new_one_is_said() -> None:
    recipe = together(one(year("Jan", "Feb")), "Jan", "Feb").recipe
    draft = one(year("Jan", "Feb", "Mar"), replay.updating(recipe, "d2"))
    assert draft.recipe.source.sheets == ("Jan", "Feb", "Mar")
    assert draft.drift == ("New among the sheets that are put together: Mar.",)


def test_a_file_without_such_sheets_says_so() -> None:
    recipe = together(one(year("Jan", "Feb")), "Jan", "Feb").recipe
    draft = one(year("Jan"), replay.updating(recipe, "d2"))
    assert draft.recipe.source.sheets == ()
    assert draft.drift[0].startswith("Last time 2 sheets were put together.")


def test_another_file_in_the_same_draft_is_not_put_together_by_itself() -> None:
    put = together(one(year("Jan", "Feb")), "Jan", "Feb")
    assert one(year("Apr", "May"), put).recipe.source.sheets == ()


def test_a_recipe_keeps_its_sheets_as_json() -> None:
    recipe = together(one(year("Jan", "Feb")), "Jan", "Feb").recipe
    assert from_json(recipe.to_json()).source.sheets == ("Jan", "Feb")


Brought = Sequence[tuple[str, bytes]]


def csv(add: int = 0) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in permits(add)).encode()


def several(files: Brought, draft: Draft | None = None) -> Draft:
    read, refused = replay.opened_together(draft or Draft("d1"), files, Limits())
    assert read.workbook
    assert refused == ()
    return replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))


JANUARY: Brought = (("permits_jan2024.csv", csv()), ("permits_feb2024.csv", csv(1)))


def test_files_are_put_together_on_a_persons_word_only() -> None:
    draft = several(JANUARY)
    assert draft.table is not None
    assert len(draft.table.rows) == 8
    put = together(draft, "permits_jan2024.csv", "permits_feb2024.csv")
    assert put.table is not None
    assert put.table.rows["month"].value_counts().to_dict() == {"2024-01": 8, "2024-02": 8}
    assert put.recipe.source.files == ("permits_jan2024.csv", "permits_feb2024.csv")


def test_a_kept_draft_comes_back_with_its_files_together() -> None:
    put = together(several(JANUARY), "permits_jan2024.csv", "permits_feb2024.csv")
    back = replay.reopened(from_payload("d1", "", put.to_payload()), [content for _, content in JANUARY], Limits())
    assert back.table
    assert put.table
    assert back.table.fingerprint == put.table.fingerprint


def test_next_time_one_file_or_several_go_through_the_same_decisions() -> None:
    recipe = together(several(JANUARY), "permits_jan2024.csv", "permits_feb2024.csv").recipe
    one_file = several([("permits_mar2024.csv", csv(2))], replay.updating(recipe, "d2"))
    assert one_file.table is not None
    assert (one_file.drift, one_file.table.rows["month"].unique().tolist()) == ((), ["2024-03"])
    fees = b"Office,Fee\nA,1\nB,2\nC,3\n"
    two = several([("permits_mar2024.csv", csv(2)), ("permits_apr2024.csv", csv(3)), ("fees.csv", fees)], replay.updating(recipe, "d3"))
    assert two.table is not None
    assert two.table.rows["month"].unique().tolist() == ["2024-03", "2024-04"]
    assert [said.split(":")[0] for said in two.drift] == ["fees.csv was left out"]


def test_a_recipe_from_before_there_were_several_files_is_still_read() -> None:
    old = together(one(year("Jan", "Feb")), "Jan", "Feb").recipe.model_dump(mode="json")
    del old["source"]["files"]
    assert Recipe.model_validate(old).source.files == ()


def visits(*totals: tuple[str, object]) -> list[list[object]]:
    """Visits by town, of which two are hidden, and totals over them."""
    rows: list[list[object]] = [
        ["Town", "Visits", "Cost"],
        ["Avon", 41, 100],
        ["Bethel", "*", 210],
        ["Canton", 77, 330],
        ["Darien", "*", 25],
    ]
    return [*rows, *([name, count, 665] for name, count in totals)]


def test_a_total_that_stays_reaches_the_privacy_step() -> None:
    draft = replay.reviewed(one(workbook({"Data": visits(("Total", 130))})))
    assert draft.table
    assert draft.safe
    assert [(found.column, found.label, found.kept) for found in draft.table.sums] == [("town", "All towns", True)]
    assert draft.safe.sums == draft.table.sums
    candidate = next(each for each in find_counts(draft.safe) if each.count == "visits")
    assert (candidate.by, candidate.total) == (("town",), "All towns")


def test_a_total_found_by_arithmetic_alone_is_one_for_the_privacy_step() -> None:
    draft = one(workbook({"Data": visits(("Total", 130))}))
    assert draft.table
    rows = draft.table.rows.replace("All towns", "North End")
    table = replace(draft.table.with_rows(rows), sums=(replace(draft.table.sums[0], label="North End"),))
    assert next(each for each in find_counts(table) if each.count == "visits").total == "North End"

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from ctcompanion.errors import MetadataError
from ctcompanion.metadata import plan_row, plan_workbook
from ctcompanion.recipe import DatasetMetadata


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def agency_plan() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan 2026"
    sheet["A1"] = "Our access plan"
    sheet.append([])
    sheet.append(["No.", "Dataset Name", "Owner", "Status", "Update Frequency"])
    sheet.append([1, "Annual Housing Permits by Town", "Ann", "Planned", "Monthly"])
    sheet.append([2, "Rents", "Bob", "Planned", None])
    sheet["F4"] = "=A4+1"
    book.create_sheet("Notes")["A1"] = "keep me"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_new_plan_has_headers_and_the_row(described):
    sheet = opened(plan_workbook([plan_row(described[0], {"status": "Published"})])).active
    assert sheet["A1"].value == "Agency"
    assert sheet["B2"].value == "Annual Housing Permits by Town"


def test_a_dataset_that_is_in_the_agencys_plan_is_brought_up_to_date_and_nothing_else_changes(described):
    book = opened(plan_workbook([plan_row(described[0], {"status": "Published"})], agency_plan()))
    sheet = book["Plan 2026"]
    assert [cell.value for cell in sheet[4]] == [1, "Annual Housing Permits by Town", "Ann", "Published", "Annually", "=A4+1"]
    assert [cell.value for cell in sheet[5]][:4] == [2, "Rents", "Bob", "Planned"]
    assert book["Notes"]["A1"].value == "keep me"


def test_what_the_agency_wrote_stays_and_only_what_moves_is_written_anew(described):
    book = openpyxl.Workbook()
    book.active.append(["Dataset name", "Description", "Data steward", "Status", "Update frequency"])
    book.active.append(["Annual Housing Permits by Town", "Our own words", None, "Planned", "Monthly"])
    metadata = described[0].model_copy(update={"steward": "Ann"})
    sheet = opened(plan_workbook([plan_row(metadata, {"status": "Published"})], saved(book))).active
    assert [cell.value for cell in sheet[2]][1:] == ["Our own words", "Ann", "Published", "Annually"]


def test_a_new_row_looks_like_the_one_above_and_the_table_of_excel_grows(described):
    book = openpyxl.Workbook()
    book.active.append(["Dataset name", "Status"])
    book.active.append(["Rents", "Planned"])
    book.active["A2"].fill = PatternFill("solid", fgColor="FFFF00")
    book.active.add_table(Table(displayName="Plan", ref="A1:B2"))
    sheet = opened(plan_workbook([plan_row(described[0], {"status": "Planned"})], saved(book))).active
    assert sheet["A3"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.tables["Plan"].ref == "A1:B3"


def test_the_percent_on_time_stands_beside_its_label_and_on_a_sheet_of_its_own_in_a_new_plan(described):
    book = opened(agency_plan())
    book["Notes"]["B3"] = "Updated on time (percent)"
    rows, summary = [plan_row(described[0])], {"Updated on time (percent)": "80%", "Datasets published": "4"}
    found = opened(plan_workbook(rows, saved(book), summary))
    assert found["Notes"]["C3"].value == "80%"
    assert opened(plan_workbook(rows, None, summary))["Summary"]["B1"].value == "80%"


def test_a_plan_with_pictures_or_lists_that_would_be_lost_is_refused(described):
    book = opened(agency_plan())
    book.active.add_chart(BarChart(), "H1")
    with pytest.raises(MetadataError, match="plan-has-drawings"):
        plan_workbook([plan_row(described[0])], saved(book))


def test_a_new_dataset_goes_to_the_first_free_row(described):
    row = plan_row(described[0].model_copy(update={"title": "Evictions"}), {"status": "Planned"})
    sheet = opened(plan_workbook([row], agency_plan()))["Plan 2026"]
    assert (sheet["B6"].value, sheet["D6"].value) == ("Evictions", "Planned")


def test_a_title_that_looks_like_a_formula_stays_text():
    sheet = opened(plan_workbook([plan_row(DatasetMetadata(title="=1+1"))])).active
    assert sheet["B2"].value == "'=1+1"


@pytest.mark.parametrize("data", [b"not a workbook", b"PK\x03\x04broken"])
def test_a_damaged_plan_is_refused(data, described):
    with pytest.raises(MetadataError, match="plan-not-readable"):
        plan_workbook([plan_row(described[0])], data)


def test_a_workbook_without_dataset_names_is_refused(described):
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(MetadataError, match="plan-without-headers"):
        plan_workbook([plan_row(described[0])], out.getvalue())


def test_formulas_merged_cells_and_hidden_columns_of_the_agencys_plan_stay(described):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (["Our plan"], ["", "Dataset Name*", "Status (today)", "Update Frequency:"], [1, "Rents", "Planned"], [], [2, "Later"]):
        sheet.append(line)
    sheet.append([3, "Annual Housing Permits by Town", "=C3"])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("C3:C4")
    sheet.column_dimensions["D"].hidden = True
    after = opened(plan_workbook([plan_row(described[0], {"status": "Published"})], saved(book))).active
    assert [cell.value for cell in after[6]] == [3, "Annual Housing Permits by Town", "=C3", "Annually"]
    assert {str(area) for area in after.merged_cells.ranges} == {"A1:D1", "C3:C4"}
    assert after.column_dimensions["D"].hidden
    assert after.max_row == 6


def test_a_new_dataset_goes_to_a_row_that_no_merged_cell_reaches_into(described):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (["Data set", "Status", "Update frequency"], ["Rents", "Planned", ""], ["", "", ""]):
        sheet.append(line)
    sheet.merge_cells("B2:B3")
    after = opened(plan_workbook([plan_row(described[0], {"status": "Published"})], saved(book))).active
    assert [cell.value for cell in after[4]] == ["Annual Housing Permits by Town", "Published", "Annually"]

"""Types are decided over all rows."""

from __future__ import annotations

import pandas as pd
import pytest

from ctcompanion.errors import CleaningError
from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import cleaned, drawn


def column(*values: str, heading: str = "Amount") -> pd.Series:
    table = cleaned("\n".join([f"header | Town | {heading}", *(f"data | T{at} | {value}" for at, value in enumerate(values))]))
    return table.rows.iloc[:, [c.display for c in table.columns].index(heading)]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("$1,234.50", "$7"), [1234.5, 7]),
        (("(12)", "30"), [-12, 30]),
        (("($99.10)", "1"), [-99.1, 1]),
        (("12-", "30"), [-12, 30]),
        (("-$5", "$6"), [-5, 6]),
        (("12.5%", "3%"), [12.5, 3]),
        (("1,234*", "56"), [1234, 56]),
        (("1e3", "2"), [1000, 2]),
        (("−4", "5"), [-4, 5]),
        ((".5", "1"), [0.5, 1]),
    ],
)
def test_numbers_as_people_write_them(texts: tuple[str, ...], numbers: list[float]) -> None:
    assert column(*texts).tolist() == numbers


@pytest.mark.parametrize("texts", [("1,23", "4"), ("1.2.3", "4"), ("12 Main", "4"), ("1-2", "4"), ("", "x")])
def test_texts_that_are_no_numbers_stay_text(texts: tuple[str, ...]) -> None:
    assert column(*texts).dtype == "str"


def test_the_last_row_counts_too() -> None:
    values = [str(number) for number in range(300)] + ["unknown street"]
    assert column(*values).dtype == "str"


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("3/7/2020", "12/25/2020"), ["2020-03-07", "2020-12-25"]),
        (("25/12/2020", "1/2/2020"), ["2020-12-25", "2020-02-01"]),
        (("2020-03-07", "2020-12-25"), ["2020-03-07", "2020-12-25"]),
        (("March 7, 2020", "Dec 25, 2020"), ["2020-03-07", "2020-12-25"]),
        (("7-Mar-20", "25-Dec-20"), ["2020-03-07", "2020-12-25"]),
    ],
)
def test_dates_are_decided_per_column(texts: tuple[str, ...], days: list[str]) -> None:
    assert column(*texts, heading="Filed").dt.strftime("%Y-%m-%d").tolist() == days


def test_an_order_that_nothing_proves_is_flagged() -> None:
    table = cleaned("header | Filed | N\n" + "\n".join(f"data | {m}/{d}/2020 | 1" for m, d in [(1, 2), (3, 4), (5, 6), (7, 8)]))
    assert [finding.rule for finding in table.findings] == ["ambiguous-dates"]


def test_the_first_of_each_month_is_not_ambiguous() -> None:
    table = cleaned("header | Month in care | N\n" + "\n".join(f"data | {m:02}/01/2020 | 1" for m in range(1, 8)))
    assert not table.findings


def test_codes_keep_their_zeros() -> None:
    assert column("001", "017", heading="Account").tolist() == ["001", "017"]


def test_codes_without_zeros_are_text_as_well() -> None:
    assert column("11", "21", heading="NAICS code").tolist() == ["11", "21"]


def test_a_year_is_a_number_without_thousands_separator() -> None:
    table = cleaned("header | Year | N\ndata | 2016 | 4\ndata | 2017 | 5")
    assert (table.columns[0].type, table.columns[0].grouping, table.columns[0].places) == (DataType.NUMBER, False, 0)


def test_true_and_false_are_yes_or_no() -> None:
    assert column("TRUE", "false", heading="Active").tolist() == [True, False]


def test_percent_signs_become_the_unit() -> None:
    table = cleaned("header | Town | Share\ndata | Avon | 12.5%\ndata | Essex | 3%")
    assert table.columns[1].unit == "percent"


def test_a_person_s_type_that_does_not_fit_names_the_cells() -> None:
    own = CleaningStep(id="types:own", operation="types", sentence="", by="person", parameters={"types": {"Units": "number"}})
    with pytest.raises(CleaningError) as stopped:
        cleaned("header | Town | Units\ndata | Avon | 4\ndata | Essex | closed for repair\ndata | Union | 7", off=("types",), own=(own,))
    assert stopped.value.code == "values-do-not-fit"
    assert stopped.value.place == "B3"
    assert "closed" not in stopped.value.message


def test_blank_cells_do_not_decide() -> None:
    sheet, _ = drawn("header | Town | Units\ndata | Avon | 4\ndata | Essex |")
    assert sheet.cells.column("B").null_count == 1
    assert column("4", "").isna().tolist() == [False, True]


def test_a_small_fraction_beside_a_huge_number_is_kept() -> None:
    assert column("3.99", "1203060000").tolist() == [3.99, 1203060000]


def test_a_unit_over_the_table_goes_to_the_description_of_its_figures() -> None:
    table = cleaned("title | Wages by town\ntitle | (in thousands of dollars)\nheader | Town | Wages\ndata | Avon | 4\ndata | Essex | 5")
    assert table.column("wages").description == "The source says of its figures: in thousands of dollars."

"""Total rows: taken off only where the published cells rebuild them."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps


def test_a_total_that_its_parts_rebuild_is_taken_off_and_handed_on() -> None:
    table = cleaned("""
header | Town  | Units
data   | Avon  | 4
data   | Essex | 5
total  | Total | 9
""")
    assert shown(table) == [["town", "units"], ["Avon", 4], ["Essex", 5]]
    assert [(found.dimension, found.label, found.kept) for found in table.sums] == [("Town", "Total", False)]
    assert (
        table.conservation.sentence()
        == "3 numbers came in; 2 are in your table; 1 were totals, which your table adds up to. Nothing was lost."
    )


def test_a_total_above_its_parts_is_found() -> None:
    table = cleaned("""
header | Town        | Units | Cost
total  | Connecticut | 9     | 30
data   | Avon        | 4     | 10
data   | Essex       | 5     | 20
""")
    assert [row[0] for row in shown(table)[1:]] == ["Avon", "Essex"]


def test_a_total_of_hidden_parts_stays() -> None:
    picture = """
header | Town  | Units
data   | Avon  | 4
data   | Essex | *
total  | Total | 9
"""
    table = cleaned(picture)
    assert shown(table)[-1] == ["All towns", 9]
    assert [(found.kept, found.why) for found in table.sums] == [(True, "parts are hidden")]
    assert "some of its parts are hidden: it stays" in step("total-rows", steps(picture)).sentence


def test_a_total_that_does_not_add_up_is_no_total_for_us() -> None:
    """Unduplicated people, or a slip: it is information, not a repetition."""
    table = cleaned("""
header | Town  | Units | Cost
data   | Avon  | 4     | 1
data   | Essex | 5     | 2
total  | Total | 8     | 3
""")
    assert shown(table)[-1] == ["All towns", 8, 3]
    assert [finding.rule for finding in table.findings] == ["total-differs", "totals-stay"]


def test_the_word_alone_does_not_make_a_total() -> None:
    table = cleaned("""
header | Shop            | Sales
data   | Total Wine      | 4
data   | Essex Books     | 5
data   | Avon Hardware   | 7
""")
    assert len(table.rows) == 3
    assert table.sums == ()


def test_totals_of_groups_and_the_total_of_all_go() -> None:
    table = cleaned("""
header | County   | Town   | Units
data   | Hartford | Avon   | 4
data   | Hartford | Canton | 5
total  | Hartford | Total  | 9
data   | Tolland  | Bolton | 1
data   | Tolland  | Vernon | 2
total  | Tolland  | Total  | 3
total  | State total |     | 12
""")
    assert [row[1] for row in shown(table)[1:]] == ["Avon", "Canton", "Bolton", "Vernon"]


def test_an_average_is_rebuilt_as_a_quotient() -> None:
    table = cleaned("""
header | Kind  | Jobs | Wages | Average wage
data   | Farms | 4    | 400   | 100
data   | Shops | 5    | 1000  | 200
total  | Total | 9    | 1400  | 155.5556
""")
    assert [row[0] for row in shown(table)[1:]] == ["Farms", "Shops"]


def test_an_average_that_nothing_rebuilds_keeps_its_total() -> None:
    table = cleaned("""
header | Kind  | Jobs | Median wage
data   | Farms | 4    | 100
data   | Shops | 5    | 200
total  | Total | 9    | 170
""")
    assert shown(table)[-1] == ["All kinds", 9, 170]


def test_totals_across_categories_go() -> None:
    table = cleaned("""
header | Town  | Sex    | Age   | People
data   | Avon  | Female | Young | 4
data   | Avon  | Male   | Young | 5
total  | Avon  | Total  | Young | 9
data   | Essex | Female | Young | 1
data   | Essex | Male   | Young | 2
total  | Essex | Total  | Young | 3
""")
    assert {row[1] for row in shown(table)[1:]} == {"Female", "Male"}


def test_switched_off_the_total_stays() -> None:
    table = cleaned(
        """
header | Town  | Units
data   | Avon  | 4
data   | Essex | 5
total  | Total | 9
""",
        off=("total-rows",),
    )
    assert shown(table)[-1] == ["Total", 9]
    assert table.conservation.removals == ()
    assert [(found.column, found.label, found.kept) for found in table.sums] == [("town", "Total", True)]


def test_a_total_over_two_measures_of_one_year_stays() -> None:
    table = cleaned("""
header | Town  | 2017 Original | 2017 Adjusted | 2017 Total
data   | Avon  | 1 | 2 | 3
data   | Essex | 4 | 5 | 9
data   | Union | 7 | 8 | 15
""")
    assert table.rows.shape == (3, 4)


def test_rounding_in_the_last_place_is_allowed() -> None:
    table = cleaned("""
header | Town   | Acres | Miles
data   | Avon   | 4.13  | 2.1
data   | Essex  | 5.23  | 3.2
data   | Canton | 5.24  | 3.4
total  | Total  | 14.6  | 8.8
""")
    assert [row[0] for row in shown(table)[1:]] == ["Avon", "Essex", "Canton"]


def test_whole_numbers_must_fit_unless_the_sheet_says_that_they_are_rounded() -> None:
    picture = """
header | Town   | Acres | Miles
data   | Avon   | 413   | 21
data   | Essex  | 523   | 32
data   | Canton | 524   | 34
total  | Total  | 1461  | 87
"""
    assert len(cleaned(picture).rows) == 4
    assert len(cleaned("title | Land, may not add up because of rounding" + picture).rows) == 3


def test_percentages_that_add_up_to_a_hundred_go_with_their_total() -> None:
    table = cleaned("""
header | Town   | Units | Percent of total
data   | Avon   | 4     | 33.3%
data   | Essex  | 4     | 33.3%
data   | Canton | 4     | 33.3%
total  | Total  | 12    | 100%
""")
    assert len(table.rows) == 3


def test_a_percentage_of_a_total_row_is_rebuilt_from_its_counts() -> None:
    table = cleaned("""
header | Town   | Pupils | Girls | Percent girls
data   | Avon   | 40     | 19    | 48%
data   | Essex  | 50     | 30    | 60%
data   | Canton | 61     | 20    | 33%
total  | Total  | 151    | 69    | 46%
""")
    assert [row[0] for row in shown(table)[1:]] == ["Avon", "Essex", "Canton"]


def test_a_total_of_totals_needs_no_word() -> None:
    table = cleaned("""
header | Region | Units | Cost
data   | Avon   | 4  | 100
data   | Essex  | 9  | 200
total  | North  | 13 | 300
data   | Bolton | 3  | 17
data   | Vernon | 9  | 20
total  | South  | 12 | 37
total  | Whole  | 25 | 337
""")
    assert [row[0] for row in shown(table)[1:]] == ["Avon", "Essex", "Bolton", "Vernon"]


def test_a_total_that_counts_people_once_stays_and_says_so() -> None:
    picture = """
title  | Clients served, unduplicated
header | Town  | Clients
data   | Avon  | 40
data   | Essex | 50
total  | Total | 80
"""
    table = cleaned(picture)
    assert shown(table)[-1] == ["All towns", 80]
    assert [(found.kept, found.why) for found in table.sums] == [(True, "people are counted once")]
    said = step("total-rows", steps(picture)).sentence
    assert "people are counted once in it and several times in its parts: it stays" in said
    assert "total-differs" not in [finding.rule for finding in table.findings]


def test_a_row_that_says_total_and_does_not_add_up_is_said() -> None:
    picture = "header | Town | Units\ndata | Avon | 4\ndata | Essex | 5\ntotal | Total | 8"
    assert "its parts do not add up to it" in step("total-rows", steps(picture)).sentence
    assert [(found.label, found.kept) for found in cleaned(picture).sums] == [("All towns", True)]


def test_the_sum_names_the_column_in_which_the_total_stands() -> None:
    table = cleaned("""
header | Town  | Race  | People
data   | Avon  | White | 40
data   | Avon  | Black | *
total  | Avon  | Total | 43
data   | Essex | White | 50
data   | Essex | Black | *
total  | Essex | Total | 54
""")
    assert [(found.dimension, found.column, found.label) for found in table.sums] == [("Race", "race", "All races")]


def test_the_group_is_filled_down_before_its_total_goes_and_a_blank_total_gets_a_name() -> None:
    table = cleaned("""
header | Town  | Industry | Units
total  | Avon  |          | 9
data   |       | Farms    | 4
data   |       | Shops    | 5
total  | Essex |          | 13
data   |       | Farms    | 6
data   |       | Shops    | *
""")
    assert shown(table)[1:] == [
        ["Avon", "Farms", 4],
        ["Avon", "Shops", 5],
        ["Essex", "All industries", 13],
        ["Essex", "Farms", 6],
        ["Essex", "Shops", None],
    ]


def test_a_total_of_totals_that_stay_goes() -> None:
    table = cleaned("""
header | Area            | Units | Cost
total  | State total     | 150   | 1300
total  | Hartford County | 100   | 900
data   | Avon            | 4     | 41
data   | Canton          | 5     | 57
total  | Tolland County  | 50    | 400
data   | Bolton          | 3     | 17
data   | Vernon          | 9     | 21
""")
    assert [row[0] for row in shown(table)[1:]] == ["Hartford County", "Avon", "Canton", "Tolland County", "Bolton", "Vernon"]

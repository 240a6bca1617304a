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
    assert shown(table)[-1] == ["Total", 9]
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
    assert shown(table)[-1] == ["Total", 8, 3]
    assert [finding.rule for finding in table.findings] == ["total-differs"]


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
    assert shown(table)[-1] == ["Total", 9, 170]


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


def test_a_total_over_two_measures_of_one_year_stays() -> None:
    table = cleaned("""
header | Town  | 2017 Original | 2017 Adjusted | 2017 Total
data   | Avon  | 1 | 2 | 3
data   | Essex | 4 | 5 | 9
data   | Union | 7 | 8 | 15
""")
    assert table.rows.shape == (3, 4)

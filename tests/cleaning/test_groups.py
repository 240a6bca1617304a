"""Names that stand once for the rows below them."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps


def test_group_rows_become_a_column() -> None:
    table = cleaned("""
header | Industry          | Units
group  | Private ownership |
data   | Farms             | 4
data   | Shops             | 5
group  | Government        |
data   | Schools           | 6
""")
    assert shown(table) == [
        ["group", "industry", "units"],
        ["Private ownership", "Farms", 4],
        ["Private ownership", "Shops", 5],
        ["Government", "Schools", 6],
    ]


def test_a_column_of_groups_is_named_after_what_they_are() -> None:
    table = cleaned("header | Industry | Units\ngroup | Avon |\ndata | Farms | 4\ngroup | Essex |\ndata | Shops | 5")
    assert table.rows["town"].tolist() == ["Avon", "Essex"]


def test_a_sparse_first_column_is_filled_before_totals_go() -> None:
    picture = """
header | Town  | Industry | Units
total  | Avon  | Total - All | 9
data   |       | Farms    | 4
data   |       | Shops    | 5
total  | Essex | Total - All | 13
data   |       | Farms    | 6
data   |       | Shops    | *
"""
    assert shown(cleaned(picture)) == [
        ["town", "industry", "units"],
        ["Avon", "Farms", 4],
        ["Avon", "Shops", 5],
        ["Essex", "All industries", 13],
        ["Essex", "Farms", 6],
        ["Essex", "Shops", None],
    ]
    assert step("fill-down:Town", steps(picture)).sentence.startswith("*Town* is written only where it changes: 4 empty cells")


def test_a_column_that_is_blank_now_and_then_is_not_filled() -> None:
    picture = "header | Town | Remark | Units\n" + "\n".join(f"data | T{at} | {'late' if at % 3 == 1 else ''} | {at}" for at in range(9))
    assert not [found for found in steps(picture) if found.operation == "fill-down"]


def test_filler_rows_of_zeros_go_and_are_logged() -> None:
    table = cleaned("""
header | Town  | Units | Cost
data   | Avon  | 4 | 1
data   | Essex | 0 | 0
data   |       | 0 | 0
data   |       | 0 | 0
""")
    assert shown(table)[1:] == [["Avon", 4, 1], ["Essex", 0, 0]]
    assert [(removal.reason, removal.numbers) for removal in table.conservation.removals] == [("zeros in rows that name nothing", 4)]


def test_a_first_column_that_counts_the_rows_goes() -> None:
    table = cleaned("header | | Town | Units\ndata | 1 | Avon | 4\ndata | 2 | Essex | 5\ndata | 3 | Union | 7")
    assert list(table.rows.columns) == ["town", "units"]
    assert table.conservation.holds

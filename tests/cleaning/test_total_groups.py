"""A total that bears its group's name leaves it behind."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, steps

AREAS = """
header | Area     | Units | Cost
total  | Whole    | 12    | 122
total  | Hartford | 9     | 90
data   | Avon     | 4     | 40
data   | Canton   | 5     | 50
total  | Tolland  | 3     | 32
data   | Bolton   | 1     | 12
data   | Vernon   | 2     | 20
"""


def test_the_name_of_a_total_goes_to_the_rows_below_before_it_goes() -> None:
    assert shown(cleaned(AREAS)) == [
        ["county", "area", "units", "cost"],
        ["Hartford", "Avon", 4, 40],
        ["Hartford", "Canton", 5, 50],
        ["Tolland", "Bolton", 1, 12],
        ["Tolland", "Vernon", 2, 20],
    ]


def test_a_total_below_its_rows_names_those_above() -> None:
    table = cleaned("""
header | Area   | Units | Cost
data   | Avon   | 4     | 40
data   | Canton | 5     | 50
total  | North  | 9     | 90
data   | Bolton | 1     | 12
data   | Vernon | 2     | 20
total  | South  | 3     | 32
""")
    assert [row[:2] for row in shown(table)[1:]] == [["North", "Avon"], ["North", "Canton"], ["South", "Bolton"], ["South", "Vernon"]]


def test_a_total_called_total_names_nothing() -> None:
    picture = AREAS.replace("Hartford", "Total   ").replace("Tolland", "Total  ")
    assert not [found for found in steps(picture) if found.operation == "total-groups"]


def test_a_sum_beside_rows_that_belong_to_none_names_nothing() -> None:
    picture = """
header | Status     | Men | Women
data   | Full-time  | 40  | 52
data   | Part-time  | 11  | 23
total  | Employed   | 51  | 75
data   | Unemployed | 7   | 9
data   | Retired    | 8   | 31
data   | Student    | 9   | 14
"""
    assert not [found for found in steps(picture) if found.operation == "total-groups"]

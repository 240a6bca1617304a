"""Examples of rows that go, move or are filled."""

from __future__ import annotations

from ctcompanion.cleaning.step import step
from tests.cleaning.spec.example import Example

FINES = """
header | Case | Opened     | Officer | Bond | Kind     | Fine
data   | A-1  | 2020-01-05 | Smith   | 500  | Speeding | 90
data   | A-1  | 2020-01-05 | Smith   | 500  | Parking  | 25
data   | A-1  | 2020-01-05 | Smith   | 500  | Lights   | 40
data   | A-2  | 2020-02-11 | Jones   | 750  | Speeding | 90
data   | A-2  | 2020-02-11 | Jones   | 750  | Parking  | 25
data   | A-3  | 2020-03-20 | Brown   | 120  | Belt     | 92
data   | A-3  | 2020-03-20 | Brown   | 120  | Lights   | 45
data   | A-4  | 2020-03-21 | Smith   | 300  | Parking  | 30
data   | A-4  | 2020-03-21 | Smith   | 300  | Belt     | 92
"""

EXAMPLES = (
    Example(
        "tables",
        "There is a second table on the sheet. The largest one goes on; the other one is set aside.",
        """
        header | Town  | Permits |  | County   | Permits
        data   | Avon  | 12      |  | Hartford | 12
        data   | Essex | 7       |  |          |
        data   | Union | 9       |  |          |
        """,
        """
        Column A | Column B | Column C
        Town     | Permits  |
        Avon     | 12       |
        Essex    | 7        |
        Union    | 9        |
        """,
        blocks=("A1:B4", "D1:E2"),
    ),
    Example(
        "stack-blocks",
        "One table is printed in parts, side by side. They are put under each other.",
        """
        header | Town  | Permits | Town  | Permits
        data   | Avon  | 12      | Salem | 4
        data   | Essex | 7       | Union | 9
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        Salem | 4
        Union | 9
        """,
        blocks=("A1:B3", "C1:D3"),
    ),
    Example(
        "blank-rows",
        "Rows without anything in them are taken out.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        blank  |       |
        data   | Essex | 7
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        """,
    ),
    Example(
        "filler-rows",
        "Rows at the foot that name nothing and hold only zeros are left-overs of a formula. They are taken off.",
        """
        header | Town  | Permits | Units
        data   | Avon  | 12      | 4
        data   | Essex | 7       | 5
        data   |       | 0       | 0
        """,
        """
        Town  | Permits | Units
        Avon  | 12      | 4
        Essex | 7       | 5
        """,
    ),
    Example(
        "total-names",
        "A total stays, since some of its parts are hidden. It is called what it is, so that nobody takes it for a town.",
        """
        header | Town  | People
        data   | Avon  | 40
        data   | Essex | *
        data   | Union | 50
        total  | Total | 97
        """,
        """
        Town      | People
        Avon      | 40
        Essex     | *
        Union     | 50
        All towns | 97
        """,
    ),
    Example(
        "group-rows",
        "A line names the rows below it. The name moves to a column, so that each row stands by itself.",
        """
        header | Town     | Permits
        group  | North    |
        data   | Avon     | 12
        data   | Bristol  | 7
        group  | East     |
        data   | Union    | 9
        """,
        """
        Group    | Town    | Permits
        North    | Avon    | 12
        North    | Bristol | 7
        East     | Union   | 9
        """,
    ),
    Example(
        "fill-down",
        "A name is written only where it changes. The empty cells below it get the same name.",
        """
        header | County   | Town    | Permits
        data   | Hartford | Avon    | 12
        data   |          | Bristol | 7
        data   | Tolland  | Union   | 9
        data   |          | Vernon  | 4
        """,
        """
        County   | Town    | Permits
        Hartford | Avon    | 12
        Hartford | Bristol | 7
        Tolland  | Union   | 9
        Tolland  | Vernon  | 4
        """,
    ),
    Example(
        "total-groups",
        "A total bears the name of its group. The name moves to a column of the rows beside it, before the total goes.",
        """
        header | Area     | Permits
        total  | Hartford | 19
        data   | Avon     | 12
        data   | Bristol  | 7
        total  | Tolland  | 13
        data   | Union    | 9
        data   | Vernon   | 4
        """,
        """
        County   | Area     | Permits
        Hartford | Hartford | 19
        Hartford | Avon     | 12
        Hartford | Bristol  | 7
        Tolland  | Tolland  | 13
        Tolland  | Union    | 9
        Tolland  | Vernon   | 4
        """,
        note="The next step takes the totals off.",
    ),
    Example(
        "total-rows",
        "A row is the sum of others. It is taken off: whoever adds up the column would count everything twice.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        data   | Union | 9
        total  | Total | 28
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        Union | 9
        """,
        note="A total stays where some of its parts are hidden: your table could not rebuild it.",
    ),
    Example(
        "total-names",
        "A total that stays is a category of its own. Where it says no more than Total, it is called after its column.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        data   | Union | *
        total  | Total | 28
        """,
        """
        Town      | Permits
        Avon      | 12
        Essex     | 7
        Union     | *
        All towns | 28
        """,
        note="The column's description says what it is called in your file.",
    ),
    Example(
        "parent-table",
        "Each fine repeats what belongs to its case, so that adding up the bonds counts them again. One table keeps a row per case.",
        FINES,
        """
        Case | Opened     | Officer | Bond
        A-1  | 2020-01-05 | Smith   | 500
        A-2  | 2020-02-11 | Jones   | 750
        A-3  | 2020-03-20 | Brown   | 120
        A-4  | 2020-03-21 | Smith   | 300
        """,
        note="The fines are left out here. They are a table of their own: clean the file once more with the other switch.",
    ),
    Example(
        "child-table",
        "The same sheet holds a second table: one row per fine, with the case that it belongs to.",
        FINES,
        """
        Case | Kind     | Fine
        A-1  | Speeding | 90
        A-1  | Parking  | 25
        A-1  | Lights   | 40
        A-2  | Speeding | 90
        A-2  | Parking  | 25
        A-3  | Belt     | 92
        A-3  | Lights   | 45
        A-4  | Parking  | 30
        A-4  | Belt     | 92
        """,
        note="The cases are left out here. They are a table of their own: clean the file once more with the other switch.",
    ),
    Example(
        "origin-column",
        "Several files are put under each other. A column says which one a row came from.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        """,
        """
        Month   | Town  | Permits
        January | Avon  | 12
        January | Essex | 7
        """,
        step=step("origin-column", "origin-column", "Each row says which month it comes from.", name="Month", value="January"),
    ),
)

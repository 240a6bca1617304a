"""Examples of what is found around a table and about its columns' names."""

from __future__ import annotations

from tests.cleaning.spec.example import Example

EXAMPLES = (
    Example(
        "layout",
        "You say in which rows the column names and the data stand, where the program took other rows for them.",
        """
        title  | Draft |
        header | 2018  | figures
        data   | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        """,
        rows=(3, 4, 5),
    ),
    Example(
        "titles",
        "Lines above the table are no data. They are taken off, and kept for the description.",
        """
        title  | Permits by town, 2018 |
        header | Town                  | Permits
        data   | Avon                  | 12
        data   | Essex                 | 7
        """,
        """
        Column A | Column B
        Town     | Permits
        Avon     | 12
        Essex    | 7
        """,
        note="The title waits for you on the metadata page.",
    ),
    Example(
        "notes",
        "Lines below the table are no data. They are taken off, and kept for the description.",
        """
        header | Town                 | Permits
        data   | Avon                 | 12
        data   | Essex                | 7
        note   | Source: town clerks  |
        """,
        """
        Column A | Column B
        Town     | Permits
        Avon     | 12
        Essex    | 7
        """,
        note="The note waits for you on the metadata page.",
    ),
    Example(
        "header",
        "The rows above the data become the columns' names. A name over several columns is written to each of them.",
        """
        header | Town  | Housing |
        header |       | Units   | Permits
        data   | Avon  | 4       | 12
        data   | Essex | 5       | 7
        """,
        """
        Town  | Housing Units | Housing Permits
        Avon  | 4             | 12
        Essex | 5             | 7
        """,
    ),
    Example(
        "column-order",
        "Columns are put in the order that the State's handbook asks for: identifiers and dates first, then places and groups, numbers last.",
        """
        header | Permits | Town  | Year
        data   | 12      | Avon  | 2018
        data   | 7       | Essex | 2018
        data   | 9       | Union | 2019
        """,
        """
        Year | Town  | Permits
        2018 | Avon  | 12
        2018 | Essex | 7
        2019 | Union | 9
        """,
    ),
    Example(
        "names",
        "Each column gets a name that the portal takes (lower case, no blanks). What people read stays as it is.",
        """
        header | Town  | Permits (new)
        data   | Avon  | 12
        data   | Essex | 7
        """,
        """
        Town  | Permits (new)
        Avon  | 12
        Essex | 7
        """,
        note="Behind the scenes the portal calls the columns town and permits_new.",
    ),
    Example(
        "date-updated",
        "Adds the day on which the file was cleaned. It plays no part when rows are compared.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        data   | Union | 9
        """,
        """
        Town  | Permits | Date updated
        Avon  | 12      | 2026-07-01
        Essex | 7       | 2026-07-01
        Union | 9       | 2026-07-01
        """,
        more={"date": "2026-07-01"},
    ),
    Example(
        "period-column",
        "The year or month stands only in the title. It becomes a column, so that next year's rows can go below.",
        """
        title  | Permits by town, 2018 |
        header | Town                  | Permits
        data   | Avon                  | 12
        data   | Essex                 | 7
        """,
        """
        Town  | Permits | Year
        Avon  | 12      | 2018
        Essex | 7       | 2018
        """,
    ),
    Example(
        "place-column",
        "The town or county stands only in the title. It becomes a column, so that other places can go below.",
        """
        title  | Fairfield County |
        header | Program          | Clients
        data   | Heating          | 12
        data   | Food             | 7
        """,
        """
        County    | Program | Clients
        Fairfield | Heating | 12
        Fairfield | Food    | 7
        """,
    ),
)

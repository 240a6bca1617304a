"""Examples of a person's own steps."""

from __future__ import annotations

from ctcompanion.cleaning.change_type import change_type
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.correct import correct
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.join_date import join_date
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.model import DataType
from tests.cleaning.spec.example import Example

EXAMPLES = (
    Example(
        "rename",
        "Give a column a name that a stranger understands.",
        """
        header | Town  | HU
        data   | Avon  | 12
        data   | Essex | 7
        """,
        """
        Town  | Housing units
        Avon  | 12
        Essex | 7
        """,
        step=rename("HU", "Housing units"),
    ),
    Example(
        "change-type",
        "Say whether a column holds numbers, dates, yes or no, or text. What does not fit is shown before.",
        """
        header | Town  | Open
        data   | Avon  | Y
        data   | Essex | N
        """,
        """
        Town  | Open
        Avon  | yes
        Essex | no
        """,
        step=change_type("Open", DataType.CHECKBOX),
    ),
    Example(
        "map-values",
        "Write a value in another way wherever it stands: a misspelling, or a code that nobody knows.",
        """
        header | Town  | Status
        data   | Avonn | A
        data   | Essex | C
        data   | Union | A
        """,
        """
        Town  | Status
        Avonn | Active
        Essex | Closed
        Union | Active
        """,
        step=map_values("Status", {"A": "Active", "C": "Closed"}),
    ),
    Example(
        "filter-rows",
        "Keep only the rows that belong into the dataset.",
        """
        header | Town  | Status
        data   | Avon  | Active
        data   | Essex | Closed
        data   | Union | Active
        """,
        """
        Town  | Status
        Avon  | Active
        Union | Active
        """,
        step=filter_rows("Status", "is", "Active"),
        note="The proof below the table lists how many numbers you left out.",
    ),
    Example(
        "join-date",
        "A month in one column and a year in another become one date: the first of the month.",
        """
        header | Town  | Month | Year
        data   | Avon  | March | 2019
        data   | Essex | Apr   | 2020
        """,
        """
        Town  | Start
        Avon  | 2019-03-01
        Essex | 2020-04-01
        """,
        step=join_date("Month", "Year", "Start"),
    ),
    Example(
        "split-column",
        "A column holds two things with a sign between them. It becomes two columns.",
        """
        header | Place     | Permits
        data   | Avon, CT  | 12
        data   | Essex, CT | 7
        """,
        """
        Town  | State | Permits
        Avon  | CT    | 12
        Essex | CT    | 7
        """,
        step=split_column("Place", ",", "Town", "State"),
    ),
    Example(
        "constant",
        "Add what everybody in your office knows and the sheet does not say.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 7
        """,
        """
        Program     | Town  | Permits
        Heating aid | Avon  | 12
        Heating aid | Essex | 7
        """,
        step=constant("Program", "Heating aid"),
    ),
    Example(
        "correct",
        "Put one cell right, and say why. What stood there before is not kept.",
        """
        header | Town  | Permits
        data   | Avon  | 12
        data   | Essex | 70
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        """,
        step=correct("Permits", 3, "7", "typing error, confirmed by the town", at=2),
    ),
    Example(
        "drop-column",
        "Leave out a column that should not be published.",
        """
        header | Town  | Permits | Clerk's initials
        data   | Avon  | 12      | AB
        data   | Essex | 7       | CD
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        """,
        step=drop_column("Clerk's initials"),
    ),
)

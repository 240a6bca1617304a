"""Examples of what happens to columns and to the values in them."""

from __future__ import annotations

from tests.cleaning.spec.example import Example

EXAMPLES = (
    Example(
        "blank-columns",
        "Columns without anything in them are taken out.",
        """
        header | Town  |  | Permits
        data   | Avon  |  | 12
        data   | Essex |  | 7
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        """,
    ),
    Example(
        "row-numbers",
        "A first column without a name that counts the rows says nothing. It is taken out.",
        """
        header |   | Town  | Permits
        data   | 1 | Avon  | 12
        data   | 2 | Essex | 7
        data   | 3 | Union | 9
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        Union | 9
        """,
    ),
    Example(
        "suppression-flag",
        "A column that only says which numbers are hidden repeats the marks, and can help to compute small counts back. It is left out.",
        """
        header | Town  | Units | Suppress
        data   | Avon  | 14    | 0
        data   | Essex | *     | 1
        data   | Union | *     | 2
        """,
        """
        Town  | Units
        Avon  | 14
        Essex | *
        Union | *
        """,
    ),
    Example(
        "text-formulas",
        'Codes are written as ="06001" so that Excel keeps their zeros. They become plain text, with their zeros.',
        """
        header | Town  | Code
        data   | Avon  | ="06001"
        data   | Essex | ="06426"
        """,
        """
        Town  | Code
        Avon  | 06001
        Essex | 06426
        """,
    ),
    Example(
        "leading-zeros",
        "Excel dropped the zero in front of ZIP codes. It is put back.",
        """
        header | Town  | ZIP code
        data   | Avon  | 6001
        data   | Essex | 6426
        """,
        """
        Town  | ZIP code
        Avon  | 06001
        Essex | 06426
        """,
    ),
    Example(
        "total-columns",
        "A column is the sum of its neighbours. It is taken off: your table adds up to it.",
        """
        header | Town  | Grade 1 | Grade 2 | Total
        data   | Avon  | 12      | 10      | 22
        data   | Essex | 7       | 8       | 15
        data   | Union | 9       | 9       | 18
        """,
        """
        Town  | Grade 1 | Grade 2
        Avon  | 12      | 10
        Essex | 7       | 8
        Union | 9       | 9
        """,
    ),
    Example(
        "melt",
        "Years (or ages, grades, towns) stand as column names. They become rows, so that next year is one more row and not one more column.",
        """
        title  | Permits by town |      |
        header | Town            | 2017 | 2018
        data   | Avon            | 12   | 10
        data   | Essex           | 7    | 8
        data   | Union           | 9    | 4
        """,
        """
        Town  | Year | Permits
        Avon  | 2017 | 12
        Avon  | 2018 | 10
        Essex | 2017 | 7
        Essex | 2018 | 8
        Union | 2017 | 9
        Union | 2018 | 4
        """,
    ),
    Example(
        "marks",
        "Signs such as * or <5 stand where a number should be. The number is left blank, and what the sign means is kept.",
        """
        header | Town  | Clients
        data   | Avon  | 12
        data   | Essex | <5
        data   | Union | *
        """,
        """
        Town  | Clients | Notes
        Avon  | 12      |
        Essex |         | <5
        Union |         | *
        """,
        note="Where there is only one kind of sign, a sentence in the column's description is enough and no column is added.",
    ),
    Example(
        "types",
        "Each column is read as numbers, dates, yes or no, or text, after a look at all of its rows.",
        """
        header | Town  | Cost     | Opened
        data   | Avon  | $1,200   | 3/14/2020
        data   | Essex | (300)    | 3/15/2020
        data   | Union | 45       | 12/1/2020
        """,
        """
        Town  | Cost | Opened
        Avon  | 1200 | 2020-03-14
        Essex | -300 | 2020-03-15
        Union | 45   | 2020-12-01
        """,
    ),
)

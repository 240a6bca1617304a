"""Examples of what happens to the values themselves."""

from __future__ import annotations

from tests.cleaning.spec.example import Example

EXAMPLES = (
    Example(
        "dot-leaders",
        "Rows of dots led the eye from a name to its number. They are no part of the name.",
        """
        header | Program            | Children
        data   | Autism ..........  | 12
        data   | Hearing .........  | 7
        data   | Speech ..........  | 9
        """,
        """
        Program | Children
        Autism  | 12
        Hearing | 7
        Speech  | 9
        """,
    ),
    Example(
        "label-marks",
        "A footnote mark stands on some names. It is taken off, and what it says goes to the column's description.",
        """
        header | Town    | Permits
        data   | Avon*   | 12
        data   | Essex   | 7
        data   | Union   | 9
        note   | * Estimated by the town
        """,
        """
        Town  | Permits
        Avon  | 12
        Essex | 7
        Union | 9
        """,
    ),
    Example(
        "value-marks",
        "A footnote mark stands on some numbers. It is taken off, and what it says goes to the column's description.",
        """
        header | Town  | Permits
        data   | Avon  | 1,234*
        data   | Essex | 7
        data   | Union | 9
        note   | * Estimated by the town
        """,
        """
        Town  | Permits
        Avon  | 1,234
        Essex | 7
        Union | 9
        """,
    ),
    Example(
        "percent",
        "Some shares are written as 12.5%, others as 0.125. All become percentages.",
        """
        header | Town  | Share
        data   | Avon  | 12.5%
        data   | Essex | 0.25
        data   | Union | 50%
        """,
        """
        Town  | Share
        Avon  | 12.5
        Essex | 25
        Union | 50
        """,
    ),
    Example(
        "day-numbers",
        "Excel left dates as the numbers it counts days by. They become dates again.",
        """
        header | Town  | Date filed
        data   | Avon  | 45000
        data   | Essex | 45031
        data   | Union | 45061
        """,
        """
        Town  | Date filed
        Avon  | 2023-03-15
        Essex | 2023-04-15
        Union | 2023-05-15
        """,
    ),
    Example(
        "map-point",
        "A latitude and a longitude together say where a row is. One column with the point is added, for the portal's map.",
        """
        header | Office   | Latitude | Longitude
        data   | Hartford | 41.7637  | -72.6851
        data   | Norwich  | 41.5243  | -72.0759
        """,
        """
        Office   | Latitude | Longitude | Location
        Hartford | 41.7637  | -72.6851  | POINT (-72.6851 41.7637)
        Norwich  | 41.5243  | -72.0759  | POINT (-72.0759 41.5243)
        """,
    ),
)

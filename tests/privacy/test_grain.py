"""How fine a table is before and after."""

from __future__ import annotations

import pandas as pd

from ctcompanion.cleaning import table_of
from ctcompanion.model import Provenance
from ctcompanion.privacy import apply
from ctcompanion.privacy.grain import Grain, grains
from ctcompanion.recipe import RemedyStep

TABLE = table_of(pd.DataFrame({"Age": [31, 32, 47], "Name": ["A", "B", "C"]}), Provenance("made.csv", ""))


def test_each_column_with_its_values_before_and_after() -> None:
    safe = apply(
        TABLE,
        (
            RemedyStep(operation="age-bands", column="age", parameters={"width": 10}),
            RemedyStep(operation="drop-column", column="name"),
        ),
    )
    assert grains(TABLE, safe) == (Grain("Age", 3, 2), Grain("Name", 3, None))
    assert not grains(TABLE, TABLE)[0].changed

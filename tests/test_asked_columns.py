"""Which columns next month's workbook asks for, and what may be chosen in them."""

from __future__ import annotations

from ctcompanion.asked_columns import asked
from ctcompanion.model import DataType
from ctcompanion.recipe import (
    PrivacyDecisions,
    Recipe,
    RemedyStep,
    SourceShape,
)

TEXT, NUMBER = DataType.TEXT, DataType.NUMBER


def test_only_columns_of_towns_offer_the_towns() -> None:
    columns = dict.fromkeys(("town", "town_code", "town_type", "municipality_name"), TEXT)
    columns_of = {
        one.said.name: len(one.choices) for one in asked(Recipe(source=SourceShape(columns=columns)), {"town_type": ("Rural", "Urban")})
    }
    assert columns_of == {"town": 169, "town_code": 0, "town_type": 2, "municipality_name": 169}


def test_a_column_that_a_remedy_changed_offers_no_changed_values() -> None:
    steps = (RemedyStep(operation="zip-to-town", column="zip"), RemedyStep(operation="town-to-region", column="town"))
    recipe = Recipe(source=SourceShape(columns={"zip": TEXT, "town": TEXT}), privacy=PrivacyDecisions(remedies=steps))
    zips, towns = asked(recipe, {"zip": ("Avon", "Bethel"), "town": ("Capitol", "Western")})
    assert (zips.choices, len(towns.choices)) == ((), 169)

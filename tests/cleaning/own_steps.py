"""A person's own steps, one way to ask for each."""

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
from ctcompanion.recipe import CleaningStep


def own_steps() -> dict[str, tuple[CleaningStep, ...]]:
    """Operation -> the steps that ask for it, on a table with a town, a program, clients and a year."""
    return {
        "change-type": (change_type("Year", DataType.TEXT),),
        "rename": (rename("Town", "Municipality"),),
        "map-values": (map_values("Town", {"Avon": "Avonn"}),),
        "filter-rows": (filter_rows("Year", "is", "2021"),),
        "join-date": (constant("Month", "3"), join_date("Month", "Year")),
        "split-column": (split_column("Program", "m", "One", "Other"),),
        "constant": (constant("Office", "Main"),),
        "correct": (correct("Clients", 5, "77", "The office told us."),),
        "drop-column": (drop_column("Program"),),
    }

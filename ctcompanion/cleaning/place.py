"""The town or county stands only in the title or the sheet's name: it becomes a column, since the other towns' rows go under these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import step
from .words import counties, regions, towns
from .working import Working

OPERATION = "place-column"
PLACE_WORD = re.compile(r"(?i)\b(town|towns|city|cities|municipality|county|counties|region|place|district)\b")
BEFORE = re.compile(r"(?i)^(?:(?:town|city|municipality) of|county of|county:|town:|city:|region:)\s*")


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A title (or the sheet's name) that is a place and nothing else, where no column holds places."""
    if not working.headed or any(PLACE_WORD.search(held.label) for held in working.columns):
        return ()
    titles = [("title", note.text) for note in working.notes if note.kind == "title"]
    for where, text in [*titles, ("sheet's name", working.sheet.name or "")]:
        found = place_in(text)
        if found:
            name, value = found
            more = {"name": name, "value": value, "source": where}
            return (step("place-column", OPERATION, sentence(more), evidence=f"the {where}", confidence=0.9, **more),)
    return ()


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    where = parameters.get("source", "title")
    return f"{parameters['value']} stands only in the {where}: added as the column *{parameters['name']}*, so that other places can be put below."


def place_in(text: str) -> tuple[str, str] | None:
    """("County", "Fairfield") for "Fairfield County"; None where the text says more than a place."""
    bare = BEFORE.sub("", " ".join(text.split())).strip(" .,:")
    low = bare.lower().removesuffix(", connecticut").removesuffix(", ct")
    if low.endswith(" county") and low.removesuffix(" county") in counties():
        return "County", low.removesuffix(" county").title()
    if low.endswith(" planning region") and low.removesuffix(" planning region") in regions():
        return "Planning region", low.removesuffix(" planning region").title()
    return ("Town", low.title()) if low in towns() else None


def apply(working: Working, done: CleaningStep) -> Working:
    """A column with the same value in each row."""
    name, value = str(done.parameters["name"]), str(done.parameters["value"])
    values = pa.array([value]).take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(Held(name, values, 0, part="dimension"), *working.columns))

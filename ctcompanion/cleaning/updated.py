"""A column that says when the data was last updated. Offered, not added: it must not take part in keys or comparisons."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import step
from .working import Working

OPERATION = "date-updated"
LABEL = "Date updated"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The offer, switched off."""
    if not working.headed or working.by_label(LABEL) is not None:
        return ()
    offered = step(
        "date-updated",
        OPERATION,
        f"Add a column *{LABEL}* with the day of this cleanup.",
        evidence="recommended by the guidelines",
        column=LABEL,
        date=date.today().isoformat(),
    )
    return (offered.model_copy(update={"on": False}),)


def apply(working: Working, done: CleaningStep) -> Working:
    """The day that the step names: the cleanup's. The same table made again tomorrow is still the same table."""
    day = date.fromisoformat(str(done.parameters["date"])) if done.parameters.get("date") else date.today()
    values = pa.array(np.full(working.height, np.datetime64(day), dtype="datetime64[us]"))
    held = Held(
        str(done.parameters["column"]),
        values,
        0,
        type=DataType.DATE,
        part="updated",
        remarks=("The day on which this file was last cleaned and published.",),
    )
    return working.changed(columns=(*working.columns, held))

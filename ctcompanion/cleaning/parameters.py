"""What a step's parameters have to hold, so that a recipe changed by hand is told what is wrong with it before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, Field, StrictBool, StrictInt, StrictStr

from ctcompanion.model import DataType
from ctcompanion.parameters import Text, Texts, check_of, not_held
from ctcompanion.recipe import CleaningStep

from . import (
    blanks,
    blocks,
    change_type,
    constant,
    correct,
    day_numbers,
    drop_column,
    fillers,
    filter_rows,
    footnotes,
    grains,
    groups,
    header,
    identifiers,
    join_date,
    map_point,
    map_values,
    marks,
    melt,
    notes,
    origin,
    percent,
    period,
    place,
    rename,
    row_numbers,
    split_column,
    suppression_flag,
    tables,
    titles,
    told,
    total_columns,
    total_groups,
    total_names,
    totals,
    types,
    updated,
)

Row = Annotated[StrictInt, Field(ge=1)]
Rows: TypeAlias = list[Row]
Name = Annotated[StrictStr, Field(min_length=1)]


class _Heading(BaseModel):
    """One melted column."""

    column: StrictInt
    label: Text
    values: Texts
    measure: Text
    unit: Text = ""


class _Total(BaseModel):
    """One total that gets another name; `from` is a word of Python."""

    column: Text
    before: Text = Field(alias="from")
    to: Text


_BY_THE_COMPANION: Mapping[str, Mapping[str, Any]] = {
    titles.OPERATION: {"rows": Rows},
    notes.OPERATION: {"rows": Rows},
    tables.OPERATION: {"ranges": Texts},
    header.OPERATION: {"rows": Rows, "repeated?": Rows},
    blocks.OPERATION: {"ranges": Texts},
    blanks.ROWS: {"count?": StrictInt},
    blanks.COLUMNS: {"columns": list[StrictInt]},
    identifiers.FORMULA: {"column": Text},
    identifiers.ZEROS: {"column": Text, "width": Row},
    fillers.OPERATION: {"count?": StrictInt},
    footnotes.LABELS: {"marks": Texts, "columns": Texts},
    footnotes.VALUES: {"marks": Texts, "columns": Texts},
    groups.LIFT: {"rows": Rows, "name": Name},
    groups.FILL: {"columns": list[StrictInt]},
    total_groups.OPERATION: {"rows": Rows, "name": Name},
    totals.OPERATION: {"rows": Rows},
    total_columns.OPERATION: {"column": StrictInt, "label": Text},
    total_names.OPERATION: {"names": list[_Total]},
    row_numbers.OPERATION: {"column": StrictInt},
    grains.PARENT: {"key": Texts, "columns": Texts},
    grains.CHILD: {"key": Texts, "columns": Texts},
    melt.OPERATION: {
        "columns": Annotated[list[_Heading], Field(min_length=1)],
        "dimensions": list[Name],
        "kinds": Texts,
        "measures": list[Name],
        "remark?": Text,
        "beside?": Texts,
    },
    period.OPERATION: {"name": Name, "value": Text, "source": Text},
    place.OPERATION: {"name": Name, "value": Text, "source?": Text},
    origin.OPERATION: {"name": Name, "value": Text},
    marks.OPERATION: {"marks": Texts, "counts?": list[StrictInt], "notes?": StrictBool, "columns?": Texts},
    percent.OPERATION: {"columns": Texts},
    suppression_flag.OPERATION: {"column": Text},
    day_numbers.OPERATION: {"columns": Texts},
    types.OPERATION: {"types": dict[StrictStr, DataType], "day_first?": Texts},
    map_point.OPERATION: {"columns": Texts},
    updated.OPERATION: {"column": Name, "date?": Text},
}
"""What the companion proposes; a sign of interrogation stands behind what may be missing."""
_BY_A_PERSON: Mapping[str, Mapping[str, Any]] = {
    told.OPERATION: {"header_rows": Rows, "first_row": Row, "last_row": Row, "header?": Texts},
    change_type.OPERATION: {"column": Name, "to": DataType},
    rename.OPERATION: {"column": Name, "to": Name},
    map_values.OPERATION: {"column": Name, "words": dict[StrictStr, StrictStr]},
    filter_rows.OPERATION: {"column": Name, "test": filter_rows.Test, "values": Texts},
    join_date.OPERATION: {"month": Name, "year": Name, "to": Name},
    split_column.OPERATION: {"column": Name, "at": Name, "to": Annotated[list[Name], Field(min_length=2)]},
    constant.OPERATION: {"column": Name, "value": Text},
    correct.OPERATION: {"column": Name, "row": Row, "value": Text, "reason": Text, "at?": Annotated[StrictInt, Field(ge=0)]},
    drop_column.OPERATION: {"column": Name},
}
"""What a person asks for, and edits by hand: here a parameter that nobody knows is a slip too."""


def is_named(step: CleaningStep) -> bool:
    """Whether the step's id is one of its operation: by it next month's step gets last month's switch."""
    return step.id.partition(":")[0] == ("other-tables" if step.operation == tables.OPERATION else step.operation)


def wrong(step: CleaningStep) -> tuple[str, ...]:
    """The names of the step's parameters that are missing, unknown, or not what they have to be; empty where it can be applied."""
    check = _check(step.operation)
    slips = () if check is None else not_held(check, step.parameters)
    if not slips and step.operation == melt.OPERATION and len(step.parameters["dimensions"]) != len(step.parameters["kinds"]):
        return ("dimensions", "kinds")
    return slips


@cache
def _check(operation: str) -> type[BaseModel] | None:
    asked = _BY_A_PERSON.get(operation, _BY_THE_COMPANION.get(operation))
    return None if asked is None else check_of(operation, asked, no_others=operation in _BY_A_PERSON)

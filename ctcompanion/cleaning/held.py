"""A column in the making: it remembers from which cells of the sheet it comes, and what was learned about its values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ctcompanion.model import DataType

from .numbers import numbers_in

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
LEARNED = ("numbers", "there", "distinct")
"""What a column works out about its values when it is first asked."""


@dataclass(frozen=True, eq=False)
class Held:
    """A column on its way. `source`: the sheet's column number, or one per row (melted, stacked); 0: not from a cell."""

    label: str
    values: pa.Array
    source: int | Positions
    levels: tuple[str, ...] = ()
    original: str = ""
    name: str = ""
    type: DataType | None = None
    unit: str = ""
    remarks: tuple[str, ...] = ()
    places: int | None = None
    grouping: bool = True
    part: str = ""
    """What the column is for, where a step knows it: dimension, measure, period, constant, notes."""
    factor: float | npt.NDArray[np.float64] = 1.0
    """Number in the table = number in the sheet x factor; one for all rows, or one per row."""

    @cached_property
    def numbers(self) -> npt.NDArray[np.float64]:
        """The values as numbers, NaN where there is none. Looked at once: many steps ask."""
        if self.type in {DataType.TEXT, DataType.POINT} or pa.types.is_temporal(self.values.type):
            return np.full(len(self.values), np.nan)
        return numbers_in(self.values)

    @cached_property
    def there(self) -> Flags:
        """Where the column holds anything."""
        return np.asarray(self.values.is_valid().to_numpy(zero_copy_only=False), dtype=bool)

    @cached_property
    def distinct(self) -> pa.Array:
        """The texts that occur, each once."""
        return self.values.unique().drop_null()

    def repeated(self, again: Positions) -> Held:
        """The column with its rows at these positions, each row at least once. What was learned about its values still holds."""
        source = self.source if isinstance(self.source, int) else self.source[again]
        factor = self.factor if isinstance(self.factor, float) else self.factor[again]
        longer = replace(self, values=self.values.take(pa.array(again)), source=source, factor=factor)
        return longer.knowing(numbers=self.numbers[again], distinct=self.distinct)

    def knowing(self, **facts: object) -> Held:
        """The same column with facts that need not be worked out again (LEARNED). For fresh columns only."""
        self.__dict__.update(facts)
        return self

    def changed(self, **parts: object) -> Held:
        """The column with other parts. What was learned about its values holds as long as they and their type stay."""
        fresh = replace(self, **parts)  # type: ignore[arg-type]
        if parts.keys() & {"values", "type"}:
            return fresh
        return fresh.knowing(**{fact: self.__dict__[fact] for fact in LEARNED if fact in self.__dict__})

    def at(self, chosen: Positions) -> Held:
        """The column with its rows at these positions, in this order; some may be left out."""
        source = self.source if isinstance(self.source, int) else self.source[chosen]
        factor = self.factor if isinstance(self.factor, float) else self.factor[chosen]
        fewer = replace(self, values=taken(self.values, chosen), source=source, factor=factor)
        return fewer.knowing(**{fact: self.__dict__[fact][chosen] for fact in ("numbers", "there") if fact in self.__dict__})

    def remark(self, sentence: str) -> Held:
        """The same with one more sentence for its description."""
        return self if sentence in self.remarks else self.changed(remarks=(*self.remarks, sentence))

    @property
    def column(self) -> int:
        """The sheet's column number where the whole column has one; 0 otherwise."""
        if isinstance(self.source, int):
            return self.source
        return int(self.source[0]) if len(self.source) and (self.source == self.source[0]).all() else 0


def taken(values: pa.Array, chosen: Positions) -> pa.Array:
    """The values at these positions; neighbours are not copied."""
    if len(chosen) and chosen[-1] - chosen[0] == len(chosen) - 1 and (np.diff(chosen) == 1).all():
        return values.slice(int(chosen[0]), len(chosen))
    return values.take(pa.array(chosen))

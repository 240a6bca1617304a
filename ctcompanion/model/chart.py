"""A figure of the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # pandas and pyarrow are heavy: a command that only prints its help must not load them
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure for the preview: the takeaway as its title, a text alternative, and the table behind it."""

    key: str
    title: str
    figure: Any
    alternative: str
    table: pd.DataFrame

"""Where each count stands: the codes of its keys, and which keys nest (town in region)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.places import levels
from ctcompanion.privacy.audit.policy import total_words

Integers = npt.NDArray[np.int64]

TOTAL = 0
"""The code of a key cell that says "Total". Categories count from 1 in the order of their words."""


@dataclass(frozen=True, eq=False)
class Keys:
    """`codes`: rows x keys. `axes`: the key numbers that belong together, coarse to fine; most axes hold one key."""

    columns: tuple[str, ...]
    codes: Integers
    axes: tuple[tuple[int, ...], ...]

    @property
    def order(self) -> Integers:
        """The rows sorted by their keys: the same whatever order the file had."""
        return np.lexsort(self.codes.T[::-1]).astype(np.int64)

    def sorted(self) -> Keys:
        """The same keys in that order."""
        return replace(self, codes=self.codes[self.order])


def read_keys(frame: pd.DataFrame, by: Sequence[str], total: str = "Total") -> Keys:
    """The keys of every row; PrivacyError (no-such-column, repeated-keys) where they do not tell the rows apart."""
    missing = [column for column in by if column not in frame.columns]
    if missing or not by:
        raise PrivacyError(
            "no-such-column", f"The table has no column named {', '.join(missing) or 'by that name'}.", "Choose from its columns."
        )
    columns, codes = _told_apart(frame, by, total)
    if len(frame) and pd.DataFrame(codes).duplicated().any():
        columns, codes = _told_apart(frame, by, total, exact=True)
        _refuse_repeats(codes, by)
    return Keys(columns, codes, _axes(codes))


def _told_apart(frame: pd.DataFrame, by: Sequence[str], total: str, exact: bool = False) -> tuple[tuple[str, ...], Integers]:
    """The codes of all keys, side by side; a key that holds towns and their regions counts as two."""
    parts = [(column, part) for column in by for part in levels(frame[column], total)]
    return tuple(column for column, _ in parts), np.column_stack([_codes(part, total, exact=exact) for _, part in parts])


def _refuse_repeats(codes: Integers, by: Sequence[str]) -> None:
    if pd.DataFrame(codes).duplicated().any():
        raise PrivacyError(
            "repeated-keys",
            f"Several rows have the same {', '.join(by)}, so we cannot tell which counts belong together.",
            "Add the column that tells these rows apart (often the year), or add their counts up first.",
        )


def _codes(column: pd.Series, total: str, exact: bool = False) -> Integers:
    """0 for a total, else the rank of the word among the column's words. `exact`: only the table's own total word counts."""
    numbers, words = pd.factorize(column.astype(object).where(column.notna(), ""), sort=False)
    texts = [str(word).strip() for word in words]
    ranks = {text: rank for rank, text in enumerate(sorted(set(texts)), start=1)}
    own = (total.strip() or "total").casefold()
    totals = [text.casefold() == own for text in texts] if exact else total_words(texts, total, str(column.name))
    codes = [TOTAL if is_total else ranks[text] for text, is_total in zip(texts, totals, strict=True)]
    return np.array(codes or [TOTAL], np.int64)[numbers]


def _axes(codes: Integers) -> tuple[tuple[int, ...], ...]:
    """Group the keys into chains in which each finer key lies inside the coarser one."""
    width = codes.shape[1]
    distinct = [len(np.unique(codes[:, key])) for key in range(width)]
    chains: list[list[int]] = []
    for key in sorted(range(width), key=lambda k: (distinct[k], k)):
        home = next((chain for chain in chains if _nests(codes[:, chain[-1]], codes[:, key])), None)
        if home is None:
            chains.append([key])
        else:
            home.append(key)
    return tuple(sorted(map(tuple, chains)))


def _nests(coarse: Integers, fine: Integers) -> bool:
    """True where every category of `fine` stands in one category of `coarse`, never beside a total of it."""
    inside = fine != TOTAL
    if not inside.any() or (coarse[inside] == TOTAL).any():
        return False
    pairs = np.unique(np.column_stack([coarse[inside], fine[inside]]), axis=0)
    return len(pairs) == len(np.unique(pairs[:, 1])) > len(np.unique(pairs[:, 0]))

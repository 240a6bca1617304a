"""The published form of a hidden value: a blank, and one and the same note for every blank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.policy import says_hidden

NOTES = "Notes"
NOTE = "{column} hidden to protect privacy"


def blanked(frame: pd.DataFrame, column: str, rows: Integers, round_to: int | None = None) -> pd.DataFrame:
    """A copy with these rows of a count column blank (Int64) and noted; the rest rounded where the profile says so."""
    counts = read_counts(frame[column])
    counts[rows] = np.nan
    if round_to:
        counts = np.floor(counts / round_to + 0.5) * round_to
    made = frame.copy()
    made[column] = pd.Series(counts, index=made.index).astype("Int64")
    return noted(_without_marks(made, rows), rows, NOTE.format(column=column))


def _without_marks(frame: pd.DataFrame, rows: Integers) -> pd.DataFrame:
    """The source's own marks ("*", "<6") in the notes of hidden rows go: beside further blanks they would tell which was small."""
    if NOTES not in frame.columns:
        return frame
    texts = frame[NOTES].astype(object).where(frame[NOTES].notna(), "").astype(str).tolist()
    for row in rows.tolist():
        pieces = [piece for piece in texts[row].split("; ") if not says_hidden(piece.rpartition(": ")[2])]
        texts[row] = "; ".join(pieces)
    return frame.assign(**{NOTES: pd.array(texts, dtype="str")})


def noted(frame: pd.DataFrame, rows: Integers, note: str) -> pd.DataFrame:
    """A copy with a note added to these rows; notes that are there already stay."""
    made = frame.copy()
    before = (
        made[NOTES].astype(object).where(made[NOTES].notna(), "").astype(str) if NOTES in made.columns else pd.Series("", index=made.index)
    )
    texts = before.tolist()
    for row in rows.tolist():
        if note not in texts[row]:
            texts[row] = f"{texts[row]}; {note}" if texts[row].strip() else note
    made[NOTES] = pd.array(texts, dtype="str")
    return made

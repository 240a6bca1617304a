"""How a text file separates its cells, with the evidence in words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from typing import NamedTuple

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "vertical bar"}
NO_DELIMITER = "\x1f"
CLEAR_LEAD = 1.5


class Dialect(NamedTuple):
    """The delimiter, whether blanks follow it, and the sentence about how it was found."""

    delimiter: str
    skip_blanks: bool
    evidence: str


class Vote(NamedTuple):
    """What speaks for a delimiter: `agreeing` of `rows` rows have `width` cells by it."""

    score: float
    width: int
    agreeing: int
    rows: int


def find_dialect(sample: str) -> Dialect:
    """The dialect of the first 100 kB of a file. A file without any delimiter is one column."""
    votes = {delimiter: _agreement(sample, delimiter) for delimiter in DELIMITERS}
    best, second = sorted(votes, key=lambda delimiter: -votes[delimiter].score)[:2]
    if not votes[best].score:
        return Dialect(",", False, "No delimiter was found, so each line is one cell.")
    if best == "," and _is_prose(sample):
        return Dialect(NO_DELIMITER, False, "This is running text, so each line is one cell.")
    if votes[best].score < CLEAR_LEAD * votes[second].score:
        best = _second_opinion(sample) or best
        return _dialect(sample, best, f"{_said(votes[best], best)}; this was a close call, please check the columns")
    return _dialect(sample, best, _said(votes[best], best))


def _said(vote: Vote, delimiter: str) -> str:
    """97 of the first 100 rows have 5 commas"""
    word = DELIMITERS[delimiter] + ("" if vote.width == 2 else "s")
    return f"{vote.agreeing:,} of the first {vote.rows:,} rows have {vote.width - 1:,} {word}"


def _is_prose(sample: str) -> bool:
    """True when commas stand as in a sentence (a blank after each) and the rows do not agree on their number."""
    spaced = len(re.findall(r",(?=[ \r\n])", sample))
    if spaced < 0.9 * sample.count(","):
        return False
    widths = Counter(line.count(",") for line in sample.splitlines() if line.strip())
    commonest = max(count for width, count in widths.items() if width)
    return commonest < 0.8 * sum(widths.values())


def _dialect(sample: str, delimiter: str, why: str) -> Dialect:
    spaced = sample.count(f'{delimiter} "') > sample.count(f'{delimiter}"')
    return Dialect(delimiter, spaced, f"Cells are separated by {DELIMITERS[delimiter]}s ({why}).")


def _agreement(sample: str, delimiter: str) -> Vote:
    """How many rows share a width above one. Wide rows weigh more; titles and notes do not count against it."""
    rows = csv.reader(io.StringIO(sample[: sample.rfind("\n") + 1] or sample, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        widths.update(len(row) for row in rows)
    total = sum(count for width, count in widths.items() if width)
    votes = [Vote((count / total) ** 2 * (1 - 1 / width), width, count, total) for width, count in widths.items() if width > 1]
    return max(votes, default=Vote(0.0, 1, 0, total))


def _second_opinion(sample: str) -> str | None:
    """CleverCSV's verdict on the sample, if it is one of ours. Its own search is slow on long lines, so it gets less."""
    import clevercsv

    try:
        found = clevercsv.Detector().detect(sample[:20_000], delimiters=list(DELIMITERS))
    except (clevercsv.exceptions.Error, ValueError, IndexError, KeyError):
        return None
    return found.delimiter if found and found.delimiter in DELIMITERS else None

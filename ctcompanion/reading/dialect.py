"""How a text file separates its cells, with the evidence in words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from typing import NamedTuple

DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "vertical bars"}
NO_DELIMITER = "\x1f"
CLEAR_LEAD = 1.5


class Dialect(NamedTuple):
    """The delimiter, whether blanks follow it, and the sentence about how it was found."""

    delimiter: str
    skip_blanks: bool
    evidence: str


def find_dialect(sample: str) -> Dialect:
    """The dialect of the first 100 kB of a file. A file without any delimiter is one column."""
    scores = {delimiter: _agreement(sample, delimiter) for delimiter in DELIMITERS}
    best, second = sorted(scores, key=lambda delimiter: -scores[delimiter])[:2]
    if not scores[best]:
        return Dialect(",", False, "No delimiter was found, so each line is one cell.")
    if best == "," and _is_prose(sample):
        return Dialect(NO_DELIMITER, False, "This is running text, so each line is one cell.")
    if scores[best] < CLEAR_LEAD * scores[second]:
        best = _second_opinion(sample) or best
        return _dialect(sample, best, "this was a close call, please check the columns")
    return _dialect(sample, best, "the rows agree on it")


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
    return Dialect(delimiter, spaced, f"Cells are separated by {DELIMITERS[delimiter]} ({why}).")


def _agreement(sample: str, delimiter: str) -> float:
    """Share of rows of the commonest width above one, weighed by that width: titles and notes do not count against it."""
    rows = csv.reader(io.StringIO(sample[: sample.rfind("\n") + 1] or sample, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        widths.update(len(row) for row in rows)
    total = sum(count for width, count in widths.items() if width)
    wide = [(count / total) * (1 - 1 / width) * count / total for width, count in widths.items() if width > 1]
    return max(wide, default=0.0)


def _second_opinion(sample: str) -> str | None:
    """CleverCSV's verdict on the sample, if it is one of ours. Its own search is slow on long lines, so it gets less."""
    import clevercsv

    try:
        found = clevercsv.Detector().detect(sample[:20_000], delimiters=list(DELIMITERS))
    except (clevercsv.exceptions.Error, ValueError, IndexError, KeyError):
        return None
    return found.delimiter if found and found.delimiter in DELIMITERS else None

"""What can be seen of each line: explainable features for the line model. Blank lines are left out; neighbours are the filled ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from . import rules, sums
from .cells import BLANK, DATE, MARK, NUMBER, TEXT, YEAR
from .grid import Flags, Grid
from .level import Found, medians
from .words import ON_ALL_CELLS, TOTAL_WORD, WORDS

Matrix = npt.NDArray[np.float32]
Column = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Lines:
    """The filled lines of a grid and what was counted of them on the way."""

    grid: Grid
    at: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]
    used: npt.NDArray[np.intp]
    start: int
    end: int
    found: tuple[Found, ...]


def lines_of(grid: Grid) -> Lines:
    """The filled lines, the rule's guess of the body and the sums found in it."""
    at = np.flatnonzero(grid.filled.any(1))
    first = grid.filled[at].argmax(1) if len(at) else np.zeros(0, dtype=np.intp)
    used = np.flatnonzero(grid.filled.sum(0) >= max(1, 0.02 * len(at)))
    start = rules.body_start(grid)
    return Lines(grid, at, first, used, start, rules.body_end(grid, start), tuple(sums.find(measures(grid, start))))


def measures(grid: Grid, start: int) -> npt.NDArray[np.float64]:
    """The numbers of the body, years left out, as lines by columns; lines above the body are blank."""
    values = np.where(grid.kinds == NUMBER, grid.values, np.nan)
    values[:start] = np.nan
    keep = (~np.isnan(values)).sum(0) >= 2
    return values[:, keep] if keep.any() else np.full((len(values), 1), np.nan)


def features(lines: Lines) -> tuple[tuple[str, ...], Matrix]:
    """Names of the features, and one row of them per filled line."""
    parts: dict[str, Column] = {}
    for group in (_position, _fill, _types, _agreement, _words, _lengths, _style, _arithmetic):
        parts.update(group(lines))
    parts.update(_neighbours(lines, parts))
    names = tuple(parts)
    matrix = np.column_stack([np.asarray(parts[name], dtype=np.float32) for name in names]) if len(lines.at) else np.zeros((0, len(names)))
    return names, np.nan_to_num(matrix.astype(np.float32), nan=-1.0)


def _position(lines: Lines) -> dict[str, Column]:
    at, count = lines.at, len(lines.at)
    rank = np.arange(count)
    rows = lines.grid.rows[at]
    before = np.diff(rows, prepend=rows[:1] - 1) - 1
    after = np.diff(rows, append=lines.grid.height) - 1
    return {
        "rank": np.minimum(rank, 40),
        "rank_share": rank / max(count - 1, 1),
        "from_end": np.minimum(count - 1 - rank, 40),
        "lines": np.full(count, np.log1p(count)),
        "blank_before": np.minimum(before, 3),
        "blank_after": np.minimum(after, 3),
        "from_start": np.clip(at - lines.start, -12, 12),
        "to_end": np.clip(lines.end - at, -12, 12),
        "columns": np.full(count, np.log1p(len(lines.used))),
    }


def _fill(lines: Lines) -> dict[str, Column]:
    filled = lines.grid.filled[lines.at]
    counts = filled.sum(1)
    width = max(len(lines.used), 1)
    last = filled.shape[1] - 1 - filled[:, ::-1].argmax(1)
    runs = (np.diff(filled.astype(np.int8), axis=1, prepend=0) == 1).sum(1)
    usual = np.median(counts) if len(counts) else 1
    return {
        "filled": np.minimum(counts, 30),
        "filled_share": counts / width,
        "filled_usual": counts / max(usual, 1),
        "alone": counts == 1,
        "first_at": lines.first,
        "first_column": filled[:, 0],
        "last_share": (last + 1) / max(filled.shape[1], 1),
        "runs": np.minimum(runs, 10),
    }


def _types(lines: Lines) -> dict[str, Column]:
    kinds = lines.grid.kinds[lines.at]
    counts = np.maximum((kinds != BLANK).sum(1), 1)
    rest = kinds.copy()
    rest[np.arange(len(rest)), lines.first] = BLANK
    others = np.maximum((rest != BLANK).sum(1), 1)
    first = kinds[np.arange(len(kinds)), lines.first]
    out: dict[str, Column] = {"first_kind": first, "numbers": np.minimum((rest == NUMBER).sum(1), 20)}
    for name, kind in (("number", NUMBER), ("year", YEAR), ("date", DATE), ("mark", MARK), ("text", TEXT)):
        out[f"{name}_share"] = (kinds == kind).sum(1) / counts
        out[f"{name}_rest"] = np.where((rest != BLANK).any(1), (rest == kind).sum(1) / others, -1)
    out["rising_years"] = _rising(lines)
    return out


def _rising(lines: Lines) -> Column:
    """Whether a line's year cells rise (or fall) from left to right: a header of years."""
    years = np.where(lines.grid.kinds[lines.at] == YEAR, lines.grid.values[lines.at], np.nan)
    out = np.zeros(len(years))
    for row in np.flatnonzero((~np.isnan(years)).sum(1) >= 2):
        steps = np.diff(years[row][~np.isnan(years[row])])
        out[row] = float((steps > 0).mean()) if (steps > 0).mean() >= (steps < 0).mean() else -float((steps < 0).mean())
    return out


def _agreement(lines: Lines) -> dict[str, Column]:
    """How a line's cells agree with what most cells of their columns are."""
    grid, at = lines.grid, lines.at
    amount = (grid.numeric | grid.marks)[at]
    words = (grid.worded | (grid.kinds == DATE))[at]
    filled = np.maximum(amount.sum(0) + words.sum(0), 1)
    numeric = amount.sum(0) / filled
    numeric[amount.sum(0) + words.sum(0) == 0] = np.nan
    strong = numeric >= 0.6
    wordy = numeric <= 0.4
    holds = np.where(amount, numeric, np.where(words, 1 - numeric, np.nan))
    rest = holds.copy()
    rest[np.arange(len(at)), lines.first] = np.nan
    with np.errstate(invalid="ignore"):
        return {
            "agree": _mean(holds),
            "agree_rest": _mean(rest),
            "agree_least": np.where(np.isnan(rest).all(1), -1, np.nanmin(np.where(np.isnan(rest), 9, rest), axis=1)),
            "number_columns": np.full(len(at), strong.sum() / max(len(lines.used), 1)),
            "numbers_where_numbers": amount[:, strong].sum(1) / max(strong.sum(), 1),
            "words_where_numbers": words[:, strong].sum(1) / max(strong.sum(), 1),
            "blank_where_numbers": (~amount & ~words)[:, strong].sum(1) / max(strong.sum(), 1),
            "words_where_words": words[:, wordy].sum(1) / max(wordy.sum(), 1),
            "numbers_where_words": amount[:, wordy].sum(1) / max(wordy.sum(), 1),
        }


def _mean(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mean over a line's cells that are not NaN; -1 where there are none."""
    count = (~np.isnan(values)).sum(1)
    return np.where(count > 0, np.nansum(values, axis=1) / np.maximum(count, 1), -1.0)


def _words(lines: Lines) -> dict[str, Column]:
    grid, at = lines.grid, lines.at
    codes = grid.codes[at, lines.first]
    out: dict[str, Column] = {}
    for name, pattern in WORDS.items():
        known = grid.distinct.matching(pattern)
        out[f"word_{name}"] = known[codes]
        if name in ON_ALL_CELLS:
            told = known[grid.codes[at]] & grid.filled[at]
            out[f"words_{name}"] = told.sum(1) / np.maximum(grid.filled[at].sum(1), 1)
    second = grid.matching(TOTAL_WORD)[at]
    out["total_early"] = np.asarray(second[:, :4].any(1))
    return out


def _lengths(lines: Lines) -> dict[str, Column]:
    grid, at = lines.grid, lines.at
    lengths = grid.distinct.lengths[grid.codes[at]]
    rows = np.arange(len(at))
    first = lengths[rows, lines.first]
    counts = np.maximum(grid.filled[at].sum(1), 1)
    texts = grid.distinct.texts.take(pa.array(grid.codes[at, lines.first]))
    words = np.asarray(pc.count_substring(texts, " "), dtype=np.float32)
    text_lengths = np.where(grid.worded[at], lengths, 0)
    same = np.array([len(set(row[row > 0].tolist())) for row in grid.codes[at]]) / counts
    usual = np.median(first[grid.worded[at, lines.first]]) if grid.worded[at, lines.first].any() else 1
    return {
        "first_length": np.minimum(first, 300),
        "first_usual": np.minimum(first / max(usual, 1), 20),
        "first_words": np.minimum(words, 60),
        "longest": np.minimum(lengths.max(1) if lengths.size else first, 300),
        "text_length": text_lengths.sum(1) / np.maximum((text_lengths > 0).sum(1), 1),
        "distinct_share": same,
    }


def _style(lines: Lines) -> dict[str, Column]:
    grid, at = lines.grid, lines.at
    leading = np.minimum(grid.distinct.leading[grid.codes[at, lines.first]], 12).astype(np.float64)
    rows = grid.rows[at] + 1
    bold = np.zeros(len(at))
    wide = np.zeros(len(at))
    indents, emphasis = grid.styles.indents, grid.styles.bold
    spans = {(m.first_row, m.first_column): m.last_column - m.first_column + 1 for m in grid.styles.merged}
    for place, (row, first) in enumerate(zip(rows.tolist(), (lines.first + 1).tolist(), strict=True)):
        leading[place] += 2 * indents.get((row, first), 0)
        bold[place] = (row, first) in emphasis
        wide[place] = spans.get((row, first), 1)
    known = bool(emphasis)
    return {
        "indent": leading,
        "bold": bold if known else np.full(len(at), -1.0),
        "span": np.minimum(wide, 20),
        "span_all": wide >= max(len(lines.used) - 1, 2),
    }


def _arithmetic(lines: Lines) -> dict[str, Column]:
    at = lines.at
    place = {int(line): row for row, line in enumerate(at)}
    rebuilt, evidence, above = np.zeros(len(at)), np.zeros(len(at)), np.zeros(len(at))
    part = np.zeros(len(at))
    for sum_ in lines.found:
        row = place[sum_.line]
        rebuilt[row], evidence[row] = sum_.rebuilt / sum_.tried, min(sum_.evidence, 60)
        above[row] = 1 if sum_.parts[0] > sum_.line else -1
        for other in sum_.parts:
            part[place[other]] = 1
    values = np.abs(measures(lines.grid, lines.start)[at])
    with np.errstate(invalid="ignore", divide="ignore"):
        typical, greatest = medians(values), np.fmax.reduce(values, axis=0, initial=np.nan)
        ratio = np.log10(np.where(values > 0, values, np.nan) / np.where(typical > 0, typical, np.nan))
    return {
        "sum_rebuilt": rebuilt,
        "sum_evidence": evidence,
        "sum_side": above,
        "part_of_sum": part,
        "sums": np.full(len(at), min(len(lines.found), 20)),
        "greatest": _mean(np.where(np.isnan(values), np.nan, (values >= greatest) * 1.0)),
        "size": np.clip(_mean(ratio), -4, 4),
    }


SEEN_AROUND = (
    "filled_share", "first_kind", "number_rest", "text_rest", "year_rest", "first_column", "agree_rest", "alone", "indent", "word_note", "first_length",
    "numbers_where_numbers", "word_colon", "blank_before", "sum_rebuilt", "total_early", "word_total_first", "size", "bold", "first_at",
)  # fmt: skip
"""What a line sees of its neighbours."""


def _neighbours(lines: Lines, own: dict[str, Column]) -> dict[str, Column]:
    out: dict[str, Column] = {}
    for step in (-2, -1, 1, 2):
        for name in SEEN_AROUND if abs(step) == 1 else SEEN_AROUND[:8]:
            out[f"{name}{step:+d}"] = _shifted(np.asarray(own[name], dtype=np.float32), step)
    data = np.asarray(own["numbers_where_numbers"]) >= 0.5
    out["data_above"] = np.minimum(np.cumsum(data) - data, 20)
    out["data_below"] = np.minimum(np.cumsum(data[::-1])[::-1] - data, 20)
    filled = lines.grid.filled[lines.at]
    for step in (-1, 1):
        other = _shifted_rows(filled, step)
        either = np.maximum((filled | other).sum(1), 1)
        out[f"same_fill{step:+d}"] = (filled & other).sum(1) / either
        kinds = lines.grid.kinds[lines.at]
        out[f"same_kinds{step:+d}"] = ((kinds == _shifted_rows(kinds, step)) & filled).sum(1) / either
    out["repeats"] = _repeats(lines)
    return out


def _repeats(lines: Lines) -> Column:
    """How many other lines hold the same texts: a header repeated in the middle."""
    codes = lines.grid.codes[lines.at]
    _, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return np.minimum(counts[inverse.ravel()] - 1, 5)


def _shifted(values: Column, step: int) -> Column:
    out = np.full(len(values), -2.0, dtype=np.float32)
    if abs(step) < len(values):
        out[max(0, -step) : len(values) - max(0, step)] = values[max(0, step) : len(values) + min(0, step)]
    return out


def _shifted_rows(values: npt.NDArray[np.generic], step: int) -> Flags:
    out = np.zeros_like(values)
    if abs(step) < len(values):
        out[max(0, -step) : len(values) - max(0, step)] = values[max(0, step) : len(values) + min(0, step)]
    return np.asarray(out)

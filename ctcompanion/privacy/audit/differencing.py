"""What a reader learns by comparing a new version with the one that is published already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.privacy.audit.attack import attack_table
from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.equations import Floats, Mask

BETWEEN_VERSIONS = frozenset({"counts.shown-again", "counts.differencing", "counts.two-versions"})
"""What is found by comparing: no row is sent while one is open."""
FALLS = 0.05
"""A series is cumulative as long as fewer of its steps than this go down: single totals are corrected, too."""
FEW = (1, 5)
"""A change by this many people, both ends included, isolates them, where no profile says otherwise."""


@dataclass(frozen=True, eq=False)
class Differences:
    """`stays_hidden`: rows of the new table whose count is hidden in the published one (pass it to `suppress`).

    `isolating`: rows (from 0) in which new minus published is a few people. `already_out`: hidden now, but published before.
    `growth`: by how many people each row grew or shrank, as a reader can see it; NaN where there is nothing to compare with.
    """

    stays_hidden: Mask
    isolating: tuple[int, ...]
    already_out: tuple[int, ...]
    findings: tuple[Finding, ...]
    growth: Floats


@dataclass(frozen=True)
class Comparison:
    """What tells rows apart, what is counted, the word for a total, and the key that says when (for a cumulative series)."""

    by: tuple[str, ...]
    count: str
    total: str = "Total"
    period: str | None = None
    few: tuple[int, int] = FEW


def differencing(published: pd.DataFrame, new: pd.DataFrame, asked: Comparison) -> Differences:
    """Compare row by row: hidden stays hidden, and a change must not isolate 1 to 5 people.

    With `period`, each new row is also compared with the last earlier period of the same place, where the series only ever grows.
    """
    _need_columns(published, new, asked)
    old, now = read_counts(published[asked.count]), read_counts(new[asked.count])
    match = _match(published, new, asked.by)
    before = np.where(match >= 0, old[match], np.nan) if len(old) else np.full(len(now), np.nan)
    stays = (match >= 0) & np.isnan(before)
    change = np.abs(now - before)
    if asked.period:
        change = np.fmax(change, _growth(published, new, asked))
    isolating = (change >= asked.few[0]) & (change <= asked.few[1])
    out = np.isnan(now) & ~np.isnan(before)
    findings = [*_unhidden(stays & ~np.isnan(now), asked), *_isolated(isolating, asked), *_joint(new, before, now, asked)]
    return Differences(stays, _rows(isolating), _rows(out), tuple(findings), change)


def _rows(mask: Mask) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())


def _need_columns(published: pd.DataFrame, new: pd.DataFrame, asked: Comparison) -> None:
    wanted = [*asked.by, asked.count, *([asked.period] if asked.period else [])]
    missing = [name for name in wanted if name not in published.columns or name not in new.columns]
    if missing:
        raise PrivacyError(
            "no-such-column",
            f"We cannot compare with the published table: {', '.join(missing)} is not in both.",
            "Match the columns first, on the publish page.",
        )


def _match(published: pd.DataFrame, new: pd.DataFrame, by: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """For each new row the published row with the same keys, -1 where there is none."""
    index = pd.MultiIndex.from_frame(_words(published, by))
    first = ~index.duplicated()
    places = np.flatnonzero(first)
    found = index[first].get_indexer(pd.MultiIndex.from_frame(_words(new, by)))
    return np.where(found >= 0, places[found] if len(places) else -1, -1)


def _words(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {str(n): frame[name].astype(object).where(frame[name].notna(), "").map(str).str.strip() for n, name in enumerate(by)}
    )


def _growth(published: pd.DataFrame, new: pd.DataFrame, asked: Comparison) -> Floats:
    """Each new count minus the last one shown before it, as people, where the series (nearly) never falls; NaN elsewhere."""
    keys = [name for name in asked.by if name != asked.period]
    both = pd.concat([published, new], ignore_index=True)
    table = _words(both, keys).assign(when=in_order(both[asked.period]), count=read_counts(both[asked.count]), row=np.arange(len(both)))
    table = table.sort_values("when", kind="stable")
    by = [str(n) for n in range(len(keys))] or np.zeros(len(table))
    # A count that is hidden in between does not help: the reader takes the last one that was shown.
    shown = table.groupby(by, sort=False)["count"].ffill()
    steps = table["count"] - table.assign(shown=shown).groupby(by, sort=False)["shown"].shift()
    if (steps < 0).sum() > FALLS * steps.notna().sum():
        return np.full(len(new), np.nan)
    by_row = steps.abs().set_axis(table["row"]).sort_index().to_numpy(float)
    return np.asarray(by_row[len(published) :], float)


def in_order(period: pd.Series) -> Floats:
    """Periods in their order: as numbers, as dates, else as words."""
    numbers = pd.to_numeric(period, errors="coerce")
    if numbers.notna().all():
        return numbers.to_numpy(float)
    dates = pd.to_datetime(period, errors="coerce", format="mixed")
    if dates.notna().all():
        return dates.to_numpy("datetime64[s]").astype(float)
    return np.unique(period.astype(str).to_numpy(object), return_inverse=True)[1].astype(float)


def _unhidden(rows: Mask, asked: Comparison) -> list[Finding]:
    if not rows.any():
        return []
    return [
        Finding(
            rule="counts.shown-again",
            level=Level.STOP,
            column=asked.count,
            message=f"{int(rows.sum()):,} counts that are hidden in the published dataset would become visible.",
            why="What is hidden once stays hidden: otherwise the new version tells the old secret.",
            share=float(rows.mean()),
            remedies=(_suppress(asked, "Keep them hidden"),),
        )
    ]


def _isolated(rows: Mask, asked: Comparison) -> list[Finding]:
    if not rows.any():
        return []
    fewest, most = asked.few
    return [
        Finding(
            rule="counts.differencing",
            level=Level.STOP,
            column=asked.count,
            message=f"In {int(rows.sum()):,} rows the new count minus the published one leaves {fewest} to {most} people.",
            why="Who compares the two versions sees these few people by themselves.",
            share=float(rows.mean()),
            remedies=(
                Remedy("hide-growth", "Hide the counts that changed by a few people", "With the further ones that would give them away."),
                Remedy("by-period", "Publish each week or month by itself", "New counts in place of running totals."),
                Remedy("aggregate", "Aggregate by region", "Changes are then of more people."),
                Remedy("exception", "Ask for a standing ruling", "OPM may allow it for this dataset."),
            ),
        )
    ]


def _joint(new: pd.DataFrame, before: Floats, now: Floats, asked: Comparison) -> list[Finding]:
    """Both versions side by side: a count hidden in the one and shown in the other helps to work out the rest."""
    together = np.where(np.isnan(now), before, now)
    if not (np.isnan(now) & ~np.isnan(before)).any() or not np.isnan(together).any():
        return []
    table = new.assign(**{asked.count: together})
    result = attack_table(table, asked.by, asked.count, total=asked.total)
    if result.safe:
        return []
    given = len(result.exact) + len(result.narrow)
    return [
        Finding(
            rule="counts.two-versions",
            level=Level.STOP,
            column=asked.count,
            message=f"With the published version beside the new one, {given:,} hidden counts can be worked out.",
            why="The two versions hide different cells, and each fills in what the other leaves blank.",
            share=given / max(1, result.hidden),
            remedies=(_suppress(asked, "Hide the same cells as before"),),
        )
    ]


def _suppress(asked: Comparison, label: str) -> Remedy:
    effect = "Cells that are hidden in the published dataset stay blank, with the further ones they need."
    return Remedy("suppress", label, effect, {"column": asked.count, "by": list(asked.by), "total": asked.total})

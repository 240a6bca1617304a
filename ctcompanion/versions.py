"""The new version beside the published one: what a reader learns by comparing them, and what stays hidden because it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.draft import Draft
from ctcompanion.errors import PrivacyError
from ctcompanion.model import DataType, Finding, Level
from ctcompanion.privacy import review
from ctcompanion.privacy.audit import Comparison, Differences, differencing
from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.counts_of_people import counted
from ctcompanion.privacy.remedies.suppress_counts import rates_beside
from ctcompanion.privacy.stops import is_lifted
from ctcompanion.privacy.suppression import Candidate, Statistic, suppress, suppress_statistics
from ctcompanion.publishing import Patience, Portal
from ctcompanion.publishing.read_back import read_rows
from ctcompanion.publishing.rows_of import rows_of
from ctcompanion.replay import rule_for_counts

Fields = Mapping[str, tuple[str, str]]
"""The table's column -> field and type on the portal."""


HIDING_HELPS = frozenset({"counts.shown-again", "counts.two-versions"})
"""Findings that hiding the same counts as before mends."""
COMPARED = 200_000
"""Published datasets up to this size are compared row by row."""


def published_rows(draft: Draft, portal: Portal, fields: Fields) -> pd.DataFrame | None:
    """What stands on the portal of the keys and counts; None where there is nothing to compare, or more rows than can be."""
    wanted, dataset_id, patience = wanted_fields(draft, fields), draft.recipe.target.dataset_id, Patience()
    if not wanted or patience.repeat(lambda: portal.count(dataset_id)).rows > COMPARED:
        return None
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in read_rows(portal, patience, dataset_id, wanted).items()})


def wanted_fields(draft: Draft, fields: Fields) -> dict[str, str]:
    """The portal's fields (with their types) that are needed to compare counts of people; none where the table counts none."""
    names = {name for candidate in _candidates(draft) for name in (*_by(draft, candidate), candidate.count)}
    return {field: kind for name, (field, kind) in fields.items() if name in names}


def compared(draft: Draft, published: pd.DataFrame, fields: Fields) -> tuple[Finding, ...]:
    """What the published rows (columns by the portal's fields) and the new ones give away together. Nothing for other tables."""
    return tuple(finding for one in comparisons(draft, published, fields) for finding in one.found.findings)


def open_against(draft: Draft, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that neither a remedy nor OPM's standing ruling has settled."""
    if draft.report is None:
        return findings
    return tuple(f for f in findings if f.level is Level.STOP and not is_lifted(f, draft.report, draft.recipe.privacy))


@dataclass(frozen=True, eq=False)
class Compared:
    """One count compared: the published rows and the new ones by the table's columns, as the portal has them, and what they tell."""

    candidate: Candidate
    old: pd.DataFrame
    new: pd.DataFrame
    asked: Comparison
    found: Differences


def kept_hidden(draft: Draft, published: pd.DataFrame, fields: Fields) -> Draft:
    """The draft with every count blank that is hidden in the published dataset, and the further ones that this takes.

    PrivacyError: cannot-be-made-safe.
    """
    return _blanked(draft, [(one.candidate, one.found.stays_hidden) for one in comparisons(draft, published, fields)])


def hidden_growth(draft: Draft, published: pd.DataFrame, fields: Fields) -> Draft:
    """The draft with the new counts blank that differ by a few people from the last ones shown, and the further ones that this takes.

    How much each count grew is a table of counts of people too, so it is protected as one. PrivacyError: cannot-be-made-safe.
    """
    rule, hide = rule_for_counts(draft).profile, []
    for one in comparisons(draft, published, fields):
        growth, mask = one.found.growth, one.found.stays_hidden.copy()
        known = np.flatnonzero(~np.isnan(growth))
        if one.found.isolating:
            frame = one.new[list(one.candidate.by)].iloc[known].assign(**{one.candidate.count: growth[known].astype(int)})
            done = suppress(frame.reset_index(drop=True), one.candidate.by, one.candidate.count, total=one.candidate.total, profile=rule)
            mask[known[list(done.rows)]] = True
        hide.append((one.candidate, mask))
    return _blanked(draft, hide)


def _blanked(draft: Draft, hide: list[tuple[Candidate, Mask]]) -> Draft:
    if draft.safe is None:
        return draft
    table, rule = draft.safe, rule_for_counts(draft).profile
    for candidate, hidden in hide:
        if hidden.any():
            done = suppress(table.rows, candidate.by, candidate.count, total=candidate.total, profile=rule, already_hidden=hidden)
            rows = done.frame[list(table.rows.columns)]
            for name in rates_beside(table, candidate.count):
                rows = suppress_statistics(rows, Statistic(name, count=candidate.count), rule)[list(table.rows.columns)]
            table = table.with_rows(rows)
    return draft.with_review(table, review(table, draft.recipe.privacy, profile=rule.id))


def _candidates(draft: Draft) -> tuple[Candidate, ...]:
    if draft.safe is None or draft.report is None or draft.report.row_meaning != "people-count":
        return ()
    return counted(draft.safe)


def comparisons(draft: Draft, published: pd.DataFrame, fields: Fields) -> list[Compared]:
    """Each count of people beside its published version; what cannot be compared is left out."""
    found = []
    for candidate in _candidates(draft):
        by = _by(draft, candidate)
        there = {name: fields[name][0] for name in (*by, candidate.count) if name in fields}
        if not {candidate.count, *by} <= there.keys() or not set(there.values()) <= set(published.columns):
            continue
        old = pd.DataFrame({name: published[field] for name, field in there.items()})
        new = pd.DataFrame({name: _cells(draft, name, fields[name]) for name in there})
        rule = rule_for_counts(draft).profile
        asked = Comparison(by, candidate.count, candidate.total, _period(draft, by), (rule.hide_from, rule.hide_to))
        try:
            found.append(Compared(candidate, old, new, asked, differencing(old, new, asked)))
        except PrivacyError:
            continue
    return found


def _cells(draft: Draft, name: str, field: tuple[str, str]) -> pd.Series:
    """A column of the new rows as the portal will have it."""
    if draft.safe is None:
        raise ValueError("only a reviewed table is compared")
    (cells,) = rows_of(draft.safe, {name: field}).values()
    return pd.Series(cells, dtype=object)


def _by(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """What tells rows apart in both versions: a file of one period alone has its period in a column that never changes."""
    if draft.safe is None or _period(draft, candidate.by):
        return candidate.by
    names = [column.name for column in draft.safe.columns if column.name != candidate.count]
    constant = tuple(name for name in names if draft.safe.rows[name].nunique(dropna=False) == 1)
    period = _period(draft, constant)
    return (*candidate.by, period) if period else candidate.by


def _period(draft: Draft, names: tuple[str, ...]) -> str | None:
    """The column among these that says when, where there is one: a date, or a number of a year."""
    if draft.safe is None:
        return None
    columns = {column.name: column for column in draft.safe.columns}
    for name in names:
        kind, values = columns[name].type, draft.safe.rows[name]
        if kind is DataType.DATE or (kind is DataType.NUMBER and bool(np.all(values.dropna().between(1900, 2100)))):
            return name
    return None

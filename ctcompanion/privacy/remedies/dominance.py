"""Sums of money that one or two contributors make up, hidden with the further ones that would give them away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column, DataType, Note
from ctcompanion.privacy.audit.policy import policy
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

CENTS = 100


def dominance(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The amounts of the column by the keys `by`, blank where too few or too large ones stand behind a sum.

    `contributor`: who each row is about (rows are added up first, and the contributors go); or `largest`: the columns of the largest
    and the second largest contributor of each sum, which go as well. `total`: the word of total rows. PrivacyError: not-magnitudes,
    which-contributors, cannot-be-made-safe.
    """
    amount, by = column_of(table, step).name, named_columns(table, step.parameters.get("by"))
    contributor = named_columns(table, [name for name in [step.parameters.get("contributor")] if name])
    largest = named_columns(table, step.parameters.get("largest"))
    if not by or (not contributor and not largest) or {amount, *by} & {*contributor, *largest} or amount in by:
        raise PrivacyError(
            "which-contributors",
            "To see who stands behind a sum we need what to add up by, and who contributes.",
            "Choose the columns to add up by, and the column with the contributors or those with the largest amounts.",
        )
    cells, hide = _by_rows(table, by, amount, contributor[0]) if contributor else _as_given(table, amount, largest)
    return _published(table, cells, hide, step)


def _by_rows(table: CleanTable, by: tuple[str, ...], amount: str, contributor: str) -> tuple[pd.DataFrame, pd.Series[bool]]:
    from ctcompanion.privacy.suppression.dominance import dominated

    rows = table.rows.dropna(subset=[amount])
    each = rows.groupby([*by, contributor], dropna=False, observed=True)[amount].sum().reset_index()
    cells = dominated(each, by, amount)
    return cells[list(by)].assign(**{amount: cells["sum"].astype(table.rows[amount].dtype)}), cells["hide"]


def _as_given(table: CleanTable, amount: str, largest: tuple[str, ...]) -> tuple[pd.DataFrame, pd.Series[bool]]:
    from ctcompanion.privacy.suppression.dominance import too_dominant

    numbers = {name: pd.to_numeric(table.rows[name], errors="coerce").astype("float64").fillna(0.0) for name in (amount, *largest)}
    second = numbers[largest[1]] if len(largest) > 1 else numbers[amount] * 0
    return table.rows.drop(columns=list(largest)), too_dominant(numbers[amount], numbers[largest[0]], second)


def _published(table: CleanTable, cells: pd.DataFrame, hide: pd.Series[bool], step: RemedyStep) -> CleanTable:
    """Blanks and notes, after the same attack as for counts: an amount counts in cents, and must stay uncertain by the rule's share."""
    from ctcompanion.privacy.suppression import Profile, suppress
    from ctcompanion.privacy.suppression.publish import NOTE, noted

    amount, by = str(step.column), [str(name) for name in step.parameters.get("by", ())]
    percent = policy()["dominance"]["p_percent"]
    values = pd.to_numeric(cells[amount], errors="coerce").astype("float64")
    if bool((values < 0).any()):
        raise PrivacyError("not-magnitudes", f"{amount} holds amounts below zero.", "Take them out first, or choose another column.")
    largest = float(values[hide].max()) if bool(hide.any()) else 0.0
    rule = Profile("dominance", "dominance", 1, 0, "", "", interval=max(3, round(largest * CENTS * percent / 100)))
    cents = cells.assign(**{amount: (values * CENTS).round().astype("Int64")})
    done = suppress(cents, by, amount, total=str(step.parameters.get("total") or "Total"), profile=rule, already_hidden=hide.to_numpy(bool))
    hidden = np.array(done.rows, np.int64)
    blank = np.isin(np.arange(len(cells)), hidden)
    published = noted(cells.assign(**{amount: cells[amount].mask(blank)}), hidden, NOTE.format(column=amount))
    kept = {column.name: column for column in table.columns}
    said = "Sums that one or two contributors make up are hidden, and so are the further sums from which they could be worked out."
    kept[amount] = replace(kept[amount], description=f"{kept[amount].description} {said}".strip())
    columns = tuple(kept.get(str(name)) or Column(str(name), DataType.TEXT, display=str(name)) for name in published.columns)
    note = Note("note", f"{said} {len(hidden):,} of {len(cells):,} sums are left blank for this reason.", "")
    return replace(table.with_rows(published, columns), notes=(*table.notes, note))

"""What an append would do: columns placed, rows compared with those that are there. Reads only; the publish page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ctcompanion.errors import PublishingError
from ctcompanion.model import DataType
from ctcompanion.publishing.canonical import EXACT, Cells, composed
from ctcompanion.publishing.checksum import checksum
from ctcompanion.publishing.compare import Comparison, Placement, compare, mapping
from ctcompanion.publishing.identifier import check_key, record_ids
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import PRIVATE, REJECTED, WAITING, Count, Portal, View
from ctcompanion.publishing.publication import SEND, Publication
from ctcompanion.publishing.read_back import read_keys, read_rows, read_some
from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.rows import Columns, RowChanges, pick, rows_by_content, rows_by_key
from ctcompanion.publishing.rows_of import rows_of
from ctcompanion.publishing.sources import is_computed, sources_of
from ctcompanion.publishing.update_stamp import compared, stamps_of

READ_WHOLE = 20_000
"""A dataset up to this size is read whole: one request."""
FEW_KEYS = 2_000
"""Up to so many rows are fetched by their keys; for more, reading the whole dataset takes fewer requests."""
SAMPLE_ROWS = 1_000
LISTING_STATUS = "listing_status"
"""The column in which listing.py marks rows that the file no longer has."""


@dataclass(frozen=True, eq=False)
class AppendPlan:
    """`rows`: the file's rows as the portal will have them; `changes`: which of them are new, changed, the same; `key`: the row identifier's field."""

    view: View
    comparison: Comparison
    placement: Placement
    rows: Columns
    kinds: Mapping[str, str]
    key: str
    changes: RowChanges
    before: Count
    checksum_before: int
    stamps: frozenset[str] = frozenset()
    """Fields that say when the data was refreshed: sent, never compared."""
    told_apart_by: tuple[str, ...] = ()
    """Fields by which a person knows a row: what the row identifier is computed from, or the identifier itself."""

    def to_send(self, corrections: str) -> Columns:
        """The rows that would go: the new ones, and the changed ones where that was decided."""
        changed = self.changes.changed if corrections == SEND else ()
        return pick(self.rows, sorted((*self.changes.added, *changed)))

    def to_stand(self, corrections: str) -> Columns:
        """The rows of the file that should stand on the portal as they are in the file."""
        changed = self.changes.changed if corrections == SEND else ()
        return pick(self.rows, sorted((*self.changes.added, *self.changes.same, *changed)))


def check_dataset(view: View) -> View:
    """A published dataset that takes rows from this key (contract A1); PortalError says what is in the way."""
    if not view.takes_rows:
        raise refusal("not-a-dataset")
    if view.locked:
        raise refusal("dataset-locked")
    if not view.is_published:
        raise refusal("wrong-stage")
    if not {"add", "write"} & view.rights:
        raise refusal("not-allowed")
    return view


def compare_with(publication: Publication, view: View) -> Comparison:
    """The comparison of columns for this publication."""
    key = view.row_identifier
    own = {publication.fields.get(column.name, column.name) for column in publication.table.columns}
    filled_here = {publication.mark_gone, LISTING_STATUS} | ({key} if is_computed(publication, view) else set())
    return compare(publication.table.columns, view, publication.fields, filled_here - own)


def plan_append(publication: Publication, portal: Portal, patience: Patience) -> AppendPlan:
    """PersonNeeded where a column difference is undecided or the row identifier cannot be worked out."""
    dataset_id = publication.target.dataset_id
    view = check_dataset(patience.repeat(lambda: portal.view(dataset_id)))
    if publication.private_only and view.audience not in {PRIVATE, REJECTED}:
        raise _seen_by_others(view)
    comparison = compare_with(publication, view)
    placement = mapping(comparison, publication.target.decisions, publication.fields)
    patience.settled(lambda: portal.is_settled(dataset_id))
    before = patience.repeat(lambda: portal.count(dataset_id))
    rows = dict(rows_of(publication.table, placement.fields))
    stamps = stamps_of(publication.table, placement.fields)
    kinds = dict(placement.fields.values())
    there = {field: kind for field, kind in kinds.items() if view.column(field) is not None}
    if not view.row_identifier:
        live = read_rows(portal, patience, dataset_id, compared(there, stamps))
        changes = rows_by_content(compared(rows, stamps), live)
        return AppendPlan(view, comparison, placement, rows, kinds, "", changes, before, checksum(live), stamps)
    reader = _Reader(portal, patience, view)
    kinds[view.row_identifier] = there[view.row_identifier] = reader.key_type
    told_apart_by: tuple[str, ...] = (view.row_identifier,)
    if view.row_identifier not in rows:
        told_apart_by = sources_of(publication, placement, view, lambda: reader.sample(there))
        rest = [rows[field] for field in sorted({*rows} - {*told_apart_by} - stamps)]
        rows[view.row_identifier] = [*record_ids([rows[field] for field in told_apart_by], rest)]
    check_key(rows[view.row_identifier], view.row_identifier)
    live = reader.matching(rows, there, before.rows)
    rows[view.row_identifier] = as_spelled(rows[view.row_identifier], live[view.row_identifier])
    changes = rows_by_key(compared(rows, stamps), live, view.row_identifier)
    changes = replace(changes, gone=before.rows - len(changes.changed) - len(changes.same))
    return AppendPlan(view, comparison, placement, rows, kinds, view.row_identifier, changes, before, 0, stamps, told_apart_by)


def as_spelled(keys: Cells, live: Cells) -> Cells:
    """The keys as the portal has them, where it writes their accents in another way: it would take ours for those of new rows."""
    exact = {*live}
    other = {composed(key): key for key in live if key is not None and not key.isascii()}
    return [key if key is None or key in exact else other.get(key, key) for key in keys] if other else keys


@dataclass(frozen=True, eq=False)
class _Reader:
    """Reads of a dataset with a row identifier."""

    portal: Portal
    patience: Patience
    view: View

    @property
    def key_type(self) -> str:
        kind = next(column.type for column in self.view.columns if column.field == self.view.row_identifier)
        return EXACT if kind == DataType.TEXT.value else kind

    def matching(self, rows: Columns, kinds: Mapping[str, str], count: int) -> Columns:
        """The live rows that the file has too: found by their keys alone where the dataset is large and they are few."""
        key = self.view.row_identifier
        if count <= READ_WHOLE:
            return read_rows(self.portal, self.patience, self.view.id, kinds)
        known = read_rows(self.portal, self.patience, self.view.id, {key: self.key_type})[key]
        there = {*known}
        both = [value for value in as_spelled(rows[key], known) if value is not None and value in there]
        if len(both) > FEW_KEYS:
            return read_rows(self.portal, self.patience, self.view.id, kinds)
        return read_keys(self.portal, self.patience, self.view.id, kinds, key, both)

    def sample(self, kinds: Mapping[str, str]) -> Columns:
        return read_some(self.portal, self.patience, self.view.id, kinds, SAMPLE_ROWS)


def _seen_by_others(view: View) -> PublishingError:
    when = "once it is approved" if view.audience == WAITING else "at once"
    return PublishingError(
        "exception-not-granted",
        f"OPM has not granted the exception that this table needs, and the dataset is {view.audience}: others would see the new rows {when}.",
        "Record OPM's answer on the privacy page once it is there, remove what was found, or make the dataset private first.",
    ).about(happened="Nothing was sent; the dataset has the rows it had.")

"""What an append would do: columns placed, rows compared with those that are there. Reads only; the publish page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ctcompanion.errors import PersonNeeded
from ctcompanion.publishing.checksum import checksum
from ctcompanion.publishing.compare import Comparison, Placement, compare, mapping, plain
from ctcompanion.publishing.identifier import check_key, record_ids
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Count, Portal, View
from ctcompanion.publishing.publication import SEND, Publication
from ctcompanion.publishing.read_back import read_rows
from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.rows import Columns, RowChanges, pick, rows_by_content, rows_by_key
from ctcompanion.publishing.rows_of import rows_of

COMPUTED_FROM = "Computed by CT Companion from: "


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
    computed = (key,) if key and key not in own and _sources(publication, view) else ()
    return compare(publication.table.columns, view, publication.fields, computed)


def plan_append(publication: Publication, portal: Portal, patience: Patience) -> AppendPlan:
    """PersonNeeded where a column difference is undecided or the row identifier cannot be worked out."""
    dataset_id = publication.target.dataset_id
    view = check_dataset(patience.repeat(lambda: portal.view(dataset_id)))
    comparison = compare_with(publication, view)
    placement = mapping(comparison, publication.target.decisions, publication.fields)
    patience.settled(lambda: portal.is_settled(dataset_id))
    before = patience.repeat(lambda: portal.count(dataset_id))
    rows = dict(rows_of(publication.table, placement.fields))
    kinds = dict(placement.fields.values())
    key = view.row_identifier
    if key:
        kinds[key] = next(column.type for column in view.columns if column.field == key)
    there = {field: kind for field, kind in kinds.items() if view.column(field) is not None}
    live = read_rows(portal, patience, dataset_id, there)
    if key:
        _set_key(publication, view, placement, rows, live)
    changes = rows_by_key(rows, live, key) if key else rows_by_content(rows, live)
    return AppendPlan(view, comparison, placement, rows, kinds, key, changes, before, checksum(live))


def _set_key(publication: Publication, view: View, placement: Placement, rows: dict[str, list[str | None]], live: Columns) -> None:
    """The row identifier's cells: the file's own column, or computed as the dataset's were."""
    key = view.row_identifier
    if key not in rows:
        fields = [placement.fields[name][0] for name in _sources(publication, view) if name in placement.fields]
        if not fields or len(fields) != len(_sources(publication, view)):
            raise _unknown_identifier(key)
        if live[key] and all(field in live for field in fields) and not _same_rule(live, fields, key):
            raise _unknown_identifier(key)
        rows[key] = [*record_ids([rows[field] for field in fields])]
    check_key(rows[key], key)


def _same_rule(live: Columns, fields: list[str], key: str) -> bool:
    """Whether the live identifiers come from these columns: most of them do, even where single cells were corrected since."""
    ours = set(record_ids([live[field] for field in fields]))
    known = sum(value in ours for value in live[key])
    return known * 2 >= len(live[key])


def _sources(publication: Publication, view: View) -> tuple[str, ...]:
    """The table's columns that the identifier is computed from: as the recipe says, else as the dataset's own column says."""
    if publication.target.record_id_from:
        return publication.target.record_id_from
    column = view.column(view.row_identifier)
    _, found, names = (column.description if column is not None else "").partition(COMPUTED_FROM)
    if not found:
        return ()
    by_name = {plain(column.display or column.name): column.name for column in publication.table.columns}
    wanted = [plain(name) for name in names.removesuffix(".").split("; ")]
    return tuple(by_name[name] for name in wanted) if all(name in by_name for name in wanted) else ()


def _unknown_identifier(key: str) -> PersonNeeded:
    return PersonNeeded(
        "identifier-unknown",
        f'The dataset tells its rows apart by "{key}", and it is not clear how to fill it from your table.',
        "Add that column to your file, or ask whoever made the dataset how it is filled.",
        place=f"column {key}",
    )

"""From which columns the row identifiers of a dataset were computed: an append computes its own in the same way, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ctcompanion.errors import PersonNeeded
from ctcompanion.publishing.compare import Placement, plain
from ctcompanion.publishing.identifier import record_ids
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.rows import Columns

COMPUTED_FROM = "Computed by CT Companion from: "


def is_computed(publication: Publication, view: View) -> bool:
    """Whether we fill the row identifier ourselves, by what the dataset or the recipe says."""
    return bool(_said(view) or publication.target.record_id_from)


def sources_of(publication: Publication, placement: Placement, view: View, sample: Callable[[], Columns]) -> tuple[str, ...]:
    """The fields in their order. `sample`: some rows as they stand, whose identifiers prove it. PersonNeeded where nothing fits."""
    key = view.row_identifier
    placed = {field for field, _ in placement.fields.values()}
    known = [fields for fields in _candidates(publication, placement, view) if fields and placed.issuperset(fields)]
    live = sample() if known else {}
    for fields in known:
        if not live[key] or (all(field in live for field in fields) and _same_rule(live, fields, key)):
            return fields
    raise PersonNeeded(
        "identifier-unknown",
        f'The dataset tells its rows apart by "{key}", and it is not clear how to fill it from your table.',
        "Add that column to your file, or ask whoever made the dataset how it is filled.",
        place=f"column {key}",
    )


def _candidates(publication: Publication, placement: Placement, view: View) -> tuple[tuple[str, ...], ...]:
    """As the dataset's own column says, by the names of its columns or of ours; then as the recipe says.

    A column that goes by another name in this file counts under the name that it has on the portal.
    """
    said, recipe = _said(view), publication.target.record_id_from
    theirs = {plain(column.name): column.field for column in view.columns}
    ours = {plain(column.display or column.name): column.name for column in publication.table.columns}
    placed = {name: field for name, (field, _) in placement.fields.items()}
    named = {name: publication.fields.get(name, name) for name in recipe}
    return _all_of(said, theirs), _all_of(_all_of(said, ours), placed), _all_of(recipe, placed), _all_of(recipe, named)


def _said(view: View) -> tuple[str, ...]:
    """The names of the columns that the row identifier's own description says it was computed from."""
    column = view.column(view.row_identifier)
    _, found, names = (column.description if column is not None else "").partition(COMPUTED_FROM)
    return tuple(plain(name) for name in names.removesuffix(".").split("; ")) if found else ()


def _all_of(names: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """What all of these names stand for; nothing where one is unknown."""
    return tuple(known[name] for name in names) if all(name in known for name in names) else ()


def _same_rule(live: Columns, fields: Sequence[str], key: str) -> bool:
    """Whether the live identifiers come from these columns: most of them do, even where single cells were corrected since."""
    ours = set(record_ids([live[field] for field in fields]))
    known = sum(value in ours for value in live[key])
    return known * 2 >= len(live[key])

"""The table's columns beside the live dataset's: what is the same, what may be renamed, missing, new, or of another type.

Nothing is decided here in silence: every difference is a line with a proposal, and `mapping` refuses while one is open.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

from ctcompanion.errors import PersonNeeded
from ctcompanion.model import Column
from ctcompanion.publishing.portal import LiveColumn, View

ALIKE = 0.72
"""Names at least this alike are proposed as renamed: 'Total Pop' and 'Total Population' are .78."""
PORTAL = "portal:"
"""A decision about a live column that the table lacks is filed under this and its field name."""
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
SAME, RENAME, LEAVE_OUT, ADD, CONVERT, LEAVE_BLANK = "same", "rename:", "leave out", "add", "convert", "leave blank"
FIND_IT = "find it"
"""What only the file can mend: the row identifier is missing and cannot be computed. It is never decided on, so nothing is sent."""
SMALL_WORDS = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "the", "to"})


class Difference(StrEnum):
    """How a column of the table stands to the live dataset."""

    SAME = "same"
    RENAMED = "renamed?"
    NEW = "new"
    TYPE = "type differs"
    MISSING = "missing"


@dataclass(frozen=True)
class Match:
    """One line of the comparison. `column` is None where the table lacks it, `live` where the portal does.

    `key`: what a decision is filed under; `choices`: decisions that can be taken; `proposal`: the one we would take.
    """

    difference: Difference
    column: Column | None
    live: LiveColumn | None
    sentence: str
    proposal: str = ""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.column.name if self.column is not None else f"{PORTAL}{self.live.field if self.live else ''}"


@dataclass(frozen=True)
class Comparison:
    """All columns of the table in order, then the live columns that it lacks."""

    matches: tuple[Match, ...]

    @property
    def is_same(self) -> bool:
        return all(match.difference is Difference.SAME for match in self.matches)

    def open(self, decisions: Mapping[str, str]) -> tuple[Match, ...]:
        """Differences that wait for a person. A live column is taken by one column of the table: a second one that names it waits."""
        taken = self.taken(decisions)
        return tuple(match for match in self.matches if match.choices and not _decided(match, decisions.get(match.key, ""), taken))

    def taken(self, decisions: Mapping[str, str]) -> Mapping[str, str]:
        """Field of a live column -> the new column of the table that a person said is the same."""
        found: dict[str, str] = {}
        for match in self.matches:
            said = decisions.get(match.key, "")
            if match.live is None and said.startswith(RENAME) and said in match.choices:
                found.setdefault(said.removeprefix(RENAME), match.key)
        return found


@dataclass(frozen=True)
class Placement:
    """Where each column goes: table column -> (field on the portal, its type there); and the columns to add first."""

    fields: Mapping[str, tuple[str, str]]
    added: tuple[Column, ...] = ()


def compare(columns: Sequence[Column], view: View, fields: Mapping[str, str] = NO_FIELDS, computed: Iterable[str] = ()) -> Comparison:
    """Column by column. `fields`: the field name wanted for a column, where it differs; `computed`: live fields that we fill ourselves."""
    live = [column for column in view.columns if not column.is_system and column.field not in set(computed)]
    pairs = _exact(columns, live, fields)
    rest = [column for column in live if column not in pairs.values()]
    matches: list[Match] = []
    for column in columns:
        if column.name in pairs:
            matches.append(_same_or_type(column, pairs[column.name]))
            continue
        like = _most_alike(column, rest)
        if like is not None:
            rest.remove(like)
        matches.append(_renamed(column, like) if like is not None else _new(column))
    told = [_or_the_same(match, rest) for match in matches]
    return Comparison((*told, *(_missing(column, view.row_identifier) for column in rest)))


def mapping(comparison: Comparison, decisions: Mapping[str, str], names: Mapping[str, str] = NO_FIELDS) -> Placement:
    """The columns as decided; PersonNeeded names the first difference that nobody has decided on."""
    if still_open := comparison.open(decisions):
        raise PersonNeeded(
            "columns-undecided",
            f"{len(still_open)} column{'s differ' if len(still_open) > 1 else ' differs'} from the dataset: {still_open[0].sentence}",
            "Decide on each difference on the publish page.",
            place=still_open[0].key,
        )
    fields: dict[str, tuple[str, str]] = {}
    added: list[Column] = []
    same = {name: field for field, name in comparison.taken(decisions).items()}
    live = {match.live.field: match.live for match in comparison.matches if match.live is not None}
    for match in comparison.matches:
        decision = decisions.get(match.key, SAME)
        if match.column is None or decision == LEAVE_OUT:
            continue
        if decision == ADD and match.live is None:
            added.append(match.column)
            fields[match.column.name] = (names.get(match.column.name, match.column.name), match.column.type.value)
        elif match.key in same:
            fields[match.column.name] = (same[match.key], live[same[match.key]].type)
        elif match.live is not None:
            fields[match.column.name] = (match.live.field, match.live.type)
    return Placement(fields, tuple(added))


def _decided(match: Match, said: str, taken: Mapping[str, str]) -> bool:
    if match.column is None and match.live is not None and match.live.field in taken:
        return True
    if match.live is None and said.startswith(RENAME):
        return taken.get(said.removeprefix(RENAME)) == match.key
    return said in {*match.choices} - {FIND_IT}


def _or_the_same(match: Match, rest: Sequence[LiveColumn]) -> Match:
    """A new column, which a person may also call the same as a live one of its type that the table lacks."""
    if match.live is not None or match.column is None:
        return match
    fitting = (f"{RENAME}{live.field}" for live in rest if live.type == match.column.type.value)
    return replace(match, choices=(*match.choices, *fitting))


def plain(name: str) -> str:
    """A name without what does not matter: case, kinds of spaces, ways to write an accent, underscores."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("_", " ")
    return " ".join(folded.split())


def _exact(columns: Sequence[Column], live: Sequence[LiveColumn], fields: Mapping[str, str]) -> dict[str, LiveColumn]:
    """By field name first, then by what people read. A name that stands twice on the portal matches nothing by itself."""
    pairs: dict[str, LiveColumn] = {}
    by_field = {column.field: column for column in live}
    for column in columns:
        if (field := fields.get(column.name, column.name)) in by_field:
            pairs[column.name] = by_field.pop(field)
    for column in columns:
        wanted = {plain(column.display), plain(column.name)} - {""}
        here = [found for found in by_field.values() if plain(found.name) in wanted]
        if column.name not in pairs and len(here) == 1:
            pairs[column.name] = by_field.pop(here[0].field)
    return pairs


def _most_alike(column: Column, rest: Sequence[LiveColumn]) -> LiveColumn | None:
    name = column.display or column.name
    scored = [(_alike(name, live.name), live) for live in rest if live.type == column.type.value]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= ALIKE else None


def _alike(one: str, other: str) -> float:
    """From 0 to 1; the order of the words counts for nothing: "Type of housing" is "Housing type"."""
    as_written = SequenceMatcher(None, plain(one), plain(other)).ratio()
    return max(as_written, SequenceMatcher(None, _words(one), _words(other)).ratio())


def _words(name: str) -> str:
    return " ".join(sorted(word for word in plain(name).split() if word not in SMALL_WORDS))


def _same_or_type(column: Column, live: LiveColumn) -> Match:
    if live.type == column.type.value:
        spelled = "" if column.display in {"", live.name} else f' (spelled "{live.name}" on the portal)'
        return Match(Difference.SAME, column, live, f'"{column.display or column.name}" is there{spelled}.')
    sentence = f'"{live.name}" holds {WORDS.get(live.type, live.type)} on the portal, and {WORDS[column.type.value]} in your table.'
    convertible = live.type in {"text", "number", "calendar_date", "checkbox"}
    choices = (CONVERT, LEAVE_OUT) if convertible else (LEAVE_OUT,)
    return Match(Difference.TYPE, column, live, sentence, CONVERT if live.type == "text" else "", choices)


def _renamed(column: Column, live: LiveColumn) -> Match:
    sentence = f'"{column.display or column.name}" looks like "{live.name}" on the portal under another name.'
    rename = f"{RENAME}{live.field}"
    return Match(Difference.RENAMED, column, live, sentence, rename, (rename, LEAVE_OUT))


def _new(column: Column) -> Match:
    sentence = f'"{column.display or column.name}" is not on the portal yet. If you add it, the rows already there stay blank in it.'
    return Match(Difference.NEW, column, None, sentence, "", (ADD, LEAVE_OUT))


def _missing(live: LiveColumn, row_identifier: str) -> Match:
    if live.field == row_identifier:
        sentence = f'"{live.name}" tells the dataset\'s rows apart, and your table lacks it. Without it no row can be added.'
        return Match(Difference.MISSING, None, live, sentence, "", (FIND_IT,))
    sentence = f'"{live.name}" is on the portal and not in your table: your rows would be blank there.'
    return Match(Difference.MISSING, None, live, sentence, LEAVE_BLANK, (LEAVE_BLANK,))


WORDS = {
    "text": "text",
    "number": "numbers",
    "calendar_date": "dates",
    "checkbox": "yes or no",
    "point": "points on the map",
    "url": "web addresses",
    "date": "dates with a time zone",
}

"""The proposed texts: title, row label and the beginning of the description."""

from __future__ import annotations

import re

from ctcompanion import reference
from ctcompanion.metadata.lifted import texts
from ctcompanion.metadata.phrases import inside, listed, many, sentence
from ctcompanion.metadata.roles import DATE, KIND, MEASURE, PLACE, YEAR, Role
from ctcompanion.metadata.schema import frequency_said
from ctcompanion.metadata.title import FILE_ENDING, title_case, without_period
from ctcompanion.model import CleanTable
from ctcompanion.recipe import DatasetMetadata

NUMBERED = re.compile(r"^(?:table|figure|exhibit|appendix|schedule|section)\s+[A-Z0-9.-]{1,6}\s*[.:–—-]?\s*", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
NOT_A_TITLE = (
    "state of connecticut",
    "all districts",
    "http",
    "www.",
    "@",
    "phone",
    "prepared by",
    "page ",
    "run date",
    "report date",
    " = ",
)
AN_OFFICE = (
    "department of",
    "office of",
    "connecticut department",
    "bureau of",
    "division of",
    "state department",
    "connecticut state department",
)
MEASURE_NAMES = frozenset({"value", "values", "number", "count", "amount", "total", "measure"})
NOT_A_NAME = frozenset(
    ["final", "copy", "draft", "data", "revised", "amended", "updated", "new", "published", "publication", "sheet", "tabula", "for"]
)
MOST_DIMENSIONS = 4
"""More columns than this do not make a row label that anybody reads."""


def title(table: CleanTable, found: tuple[Role, ...], agency: str = "") -> str:
    """The best line above the table without its year; else the measures by their places or kinds; else the file's or sheet's name."""
    cleaned = [line for line in map(_as_title, _lines(texts(table, "title"))) if line]
    if cleaned:
        return without_agency(max(cleaned, key=_worth), agency)
    named = (_from_columns(found), _from_name(table.provenance.file_name.rpartition(".")[0]), _from_name(table.provenance.sheet or ""))
    return without_agency(next((name for name in named if name), ""), agency)


def _lines(lines: tuple[str, ...]) -> list[str]:
    """A line that goes on with "by ..." belongs to the one above."""
    joined: list[str] = []
    for line in lines:
        if joined and line.casefold().startswith(("by ", "and ", "for ")):
            joined[-1] = f"{without_period(joined[-1])} {line}"
        else:
            joined.append(line)
    return joined


def without_agency(text: str, agency: str) -> str:
    """The title without the agency at its start, where something is left: `DCF Children in Placement` -> `Children in Placement`."""
    short = next((row["acronym"] for row in reference.rows("agencies.csv") if row["agency"] == agency), "")
    for name in (agency, short):
        if name and text.casefold().startswith(f"{name.casefold()} ") and len(text.split()) > len(name.split()) + 1:
            rest = text[len(name) :].strip(" :,-–—")
            return rest[:1].upper() + rest[1:]
    return text


def _as_title(line: str) -> str:
    text = " ".join(without_period(NUMBERED.sub("", line.strip())).split())
    folded = text.casefold()
    if any(sign in folded for sign in NOT_A_TITLE) or folded in {name.casefold() for name in reference.agencies()}:
        return ""
    if not 2 <= len(text.split()) <= 20 or folded.startswith(AN_OFFICE) or text.startswith("("):
        return ""
    letters = [letter for letter in text if letter.isalpha()]
    text = title_case(text) if letters and sum(map(str.isupper, letters)) > 0.7 * len(letters) else text
    return text[:1].upper() + text[1:]


def _worth(line: str) -> float:
    """Between three and twelve words, best with a "by" that says what the rows are."""
    words = len(line.split())
    return min(words, 6) - max(0, words - 12) + 3 * (" by " in line.casefold())


def _from_columns(found: tuple[Role, ...]) -> str:
    measures = [role.display for role in found if role.role == MEASURE and role.display.casefold() not in MEASURE_NAMES]
    by = [one(role) for role in dimensions(found) if role.role in (PLACE, KIND)]
    if not by or not 1 <= len(measures) <= 2 or len(by) > 3:
        return ""
    return title_case(f"{listed(measures)} by {listed(by[:3])}")


def _from_name(stem: str) -> str:
    """A file's or sheet's name made of real words: three or more, without years and version marks."""
    spaced = CAMEL.sub(" ", FILE_ENDING.sub(" ", stem.replace("-", " ")))
    words = [word for word in without_period(re.sub(r"[^A-Za-z0-9' ]", " ", spaced)).split() if not word.isdigit()]
    words = [word for word in words if word.casefold() not in NOT_A_NAME]
    return title_case(" ".join(words)) if sum(len(word) > 3 for word in words) >= 3 else ""


def dimensions(found: tuple[Role, ...]) -> tuple[Role, ...]:
    """What a row is one of: the finest place, the kinds, then the time. A county beside a town only says more about the town."""
    places = [role for role in found if role.role == PLACE]
    finest = min(places, key=lambda role: reference.geographic_units().index(role.unit)) if places else None
    kinds = [role for role in found if role.role == KIND and role.distinct > 1 and "as of" not in role.display.casefold()]
    times = [role for role in found if role.role in (YEAR, DATE) and "update" not in role.display.casefold()]
    return tuple(role for role in (finest, *kinds, *times[:1]) if role)


def row_label(found: tuple[Role, ...]) -> str:
    """`Town and year`; empty when the columns do not say what a row is."""
    by = dimensions(found)
    if not any(role.role == MEASURE for role in found) or not 1 <= len(by) <= MOST_DIMENSIONS:
        return ""
    joined = listed([inside(one(role)) for role in by])
    return joined[:1].upper() + joined[1:]


def one(role: Role) -> str:
    """What the role's column holds one of."""
    return "Town" if role.unit == "Municipality" else role.display


def description(table: CleanTable, found: tuple[Role, ...], metadata: DatasetMetadata) -> str:
    """The sections of the template that the table and its notes can begin. A person goes on from there."""
    heads = {section["key"]: section["head"] for section in reference.document("description_template.json")["sections"]}
    parts = (
        ("about", _about(found, metadata, len(table.rows))),
        ("collected", _sentences(texts(table, "source"))),
        ("limits", _sentences(texts(table, "note", "unit"))),
        ("updates", _updates(metadata.update_frequency)),
        ("related", _sentences(texts(table, "citation"))),
    )
    return "\n\n".join(f"{heads[key]}\n{text}" for key, text in parts if text)


def _sentences(lines: tuple[str, ...]) -> str:
    return "\n".join(said for said in map(sentence, lines) if said)


def _about(found: tuple[Role, ...], metadata: DatasetMetadata, rows: int) -> str:
    said = []
    label = (metadata.row_label or row_label(found)).strip()
    measures = [inside(role.display) for role in found if role.role == MEASURE]
    if label:
        said.append(f"Each row is one {inside(label)}.")
    if measures:
        shown = [*measures[:6], f"{len(measures) - 6} more"] if len(measures) > 6 else measures
        said.append(f"It shows: {listed(shown)}.")
    place = next((role for role in dimensions(found) if role.role == PLACE and role.distinct > 1), None)
    if place:
        said.append(f"It covers {place.distinct:,} {many(one(place))}.")
    if metadata.temporal_coverage:
        said.append(f"The period is {metadata.temporal_coverage}.")
    return " ".join(said) or f"The table has {rows:,} rows."


def _updates(frequency: str) -> str:
    if frequency.startswith("Not updated"):
        return "No more rows will be added."
    said = frequency_said(frequency)
    return f"New rows are added {said}." if said else ""

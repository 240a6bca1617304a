"""The proposed texts: title, row label and the beginning of the description."""

from __future__ import annotations

import re

from ctcompanion import reference
from ctcompanion.metadata.roles import CODE, DATE, KIND, MEASURE, PLACE, REMARK, YEAR, Role, readable
from ctcompanion.metadata.title import FILE_ENDING, title_case, without_period
from ctcompanion.model import CleanTable
from ctcompanion.recipe import DatasetMetadata

NUMBERED = re.compile(r"^(?:table|figure|exhibit|appendix|schedule|section)\s+[A-Z0-9.-]{1,6}\s*[.:–—-]?\s*", re.IGNORECASE)
NOT_A_TITLE = ("state of connecticut", "all districts", "http", "www.", "@", "phone", "prepared by", "page ", "run date", "report date")
MEASURE_NAMES = frozenset({"value", "values", "number", "count", "amount", "total", "measure"})


def title(table: CleanTable, found: tuple[Role, ...]) -> str:
    """The best line above the table without its year; else the measures by their places or kinds; else the file's name."""
    lines = [note.text for note in table.notes if note.kind == "title"]
    cleaned = [line for line in map(_as_title, lines) if line]
    if cleaned:
        return max(cleaned, key=_worth)
    return _from_columns(found) or _from_file(table.provenance.file_name)


def _as_title(line: str) -> str:
    text = " ".join(without_period(NUMBERED.sub("", line.strip())).split())
    folded = text.casefold()
    if any(sign in folded for sign in NOT_A_TITLE) or folded in {name.casefold() for name in reference.agencies()}:
        return ""
    if not 2 <= len(text.split()) <= 20 or folded.startswith(
        ("department of", "office of", "connecticut department", "bureau of", "division of")
    ):
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
    by = [role.display for role in found if role.role in (PLACE, KIND)]
    if not measures or not by or len(measures) > 2:
        return ""
    return title_case(f"{' and '.join(measures)} by {' and '.join(by[-2:])}") if len(by) <= 3 else ""


def _from_file(name: str) -> str:
    stem = FILE_ENDING.sub(" ", name.rpartition(".")[0] or name).replace("-", " ")
    words = [
        word
        for word in without_period(re.sub(r"[^A-Za-z0-9' ]", " ", stem)).split()
        if word.casefold() not in {"final", "copy", "draft", "data"}
    ]
    words = [re.sub(r"\d+", "", word) for word in words]
    return title_case(" ".join(word for word in words if word)) if any(len(word) > 3 for word in words) else ""


def dimensions(found: tuple[Role, ...]) -> tuple[Role, ...]:
    """What a row is one of: the columns that are neither measures nor codes nor remarks."""
    return tuple(role for role in found if role.role in (PLACE, KIND, YEAR, DATE) and role.distinct != 1)


def row_label(found: tuple[Role, ...]) -> str:
    """`Town and year`; empty when the columns do not say what a row is."""
    if not any(role.role == MEASURE for role in found):
        return ""
    names = [_one(role).casefold() for role in dimensions(found)][:4]
    if not names:
        return ""
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return joined[:1].upper() + joined[1:]


def _one(role: Role) -> str:
    return "Town" if role.unit == "Municipality" else role.display


def description(table: CleanTable, found: tuple[Role, ...], metadata: DatasetMetadata) -> str:
    """The sections of the template that the table and its notes can begin. A person goes on from there."""
    heads = {section["key"]: section["head"] for section in reference.document("description_template.json")["sections"]}
    sources = [note.text for note in table.notes if note.kind == "source"]
    notes = [note.text for note in table.notes if note.kind in ("note", "unit")]
    parts = [(heads["about"], _about(found, metadata, len(table.rows)))]
    if sources:
        parts.append((heads["collected"], "\n".join(_sentence(text) for text in sources)))
    if notes:
        parts.append((heads["limits"], "\n".join(_sentence(text) for text in dict.fromkeys(notes))))
    if metadata.update_frequency:
        parts.append((heads["updates"], _updates(metadata.update_frequency)))
    return "\n\n".join(f"{head}\n{text}" for head, text in parts if text)


def _about(found: tuple[Role, ...], metadata: DatasetMetadata, rows: int) -> str:
    said = []
    label = (metadata.row_label or row_label(found)).strip()
    measures = [role.display for role in found if role.role == MEASURE]
    if label:
        said.append(f"Each row is one {label[:1].lower() + label[1:]}.")
    if measures:
        listed = ", ".join(measures[:6]) + (f" and {len(measures) - 6} more" if len(measures) > 6 else "")
        said.append(f"The numbers are: {listed}.")
    place = next((role for role in found if role.role == PLACE and role.distinct), None)
    if place:
        what = "Connecticut towns" if place.unit == "Municipality" else f"different values of {readable(place.column)}"
        said.append(f"There are {place.distinct:,} {what}.")
    if metadata.temporal_coverage:
        said.append(f"The data covers {metadata.temporal_coverage}.")
    return " ".join(said) or f"The table has {rows:,} rows."


def _sentence(text: str) -> str:
    text = text.strip().lstrip("*†‡§ ").strip()
    text = re.sub(r"^(?:notes?|footnotes?)\s*:\s*", "", text, flags=re.IGNORECASE)
    return text if text[-1:] in ".!?:" else f"{text}."


def _updates(frequency: str) -> str:
    return "No more rows will be added." if frequency.startswith("Not updated") else f"New rows are added: {frequency.casefold()}."


def codes_and_remarks(found: tuple[Role, ...]) -> tuple[Role, ...]:
    """The columns that accompany others."""
    return tuple(role for role in found if role.role in (CODE, REMARK))

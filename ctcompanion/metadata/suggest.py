"""Proposals for the dataset's fields, from the table and the texts that the cleanup lifted off the sheet. Fills only what is empty."""

from __future__ import annotations

import re

from ctcompanion import reference
from ctcompanion.metadata import acronyms, suggest_text
from ctcompanion.metadata.lifted import lifted, texts
from ctcompanion.metadata.missing import EMAIL, LINK
from ctcompanion.metadata.roles import DATE, KIND, MEASURE, PLACE, YEAR, Role, readable, roles
from ctcompanion.metadata.text import tokens
from ctcompanion.metadata.title import YEAR as YEAR_IN_TITLE
from ctcompanion.model import CleanTable
from ctcompanion.recipe import DatasetMetadata

PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?(-|–|to|through)\s?((?:19|20)?\d\d))?(?!\d)")
MOST_TAGS = 6


def suggest(table: CleanTable, metadata: DatasetMetadata, *, agency: str = "") -> DatasetMetadata:
    """The metadata with every empty field filled that the table can answer; `proposed` names those fields."""
    found = roles(table)
    proposals: dict[str, object] = {"agency": agency or _agency(table), "geographic_unit": _geographic_unit(table, found)}
    owner = metadata.agency or str(proposals["agency"])
    proposals["temporal_coverage"] = _temporal_coverage(table, found)
    proposals["update_frequency"] = _update_frequency(found, str(proposals["temporal_coverage"]))
    proposals["title"] = suggest_text.title(table, found, owner)
    proposals["row_label"] = suggest_text.row_label(found)
    proposals["attribution"] = _attribution(table, owner)
    proposals["contact_email"] = _first(table, EMAIL, "@ct.gov")
    proposals["source_link"] = _first(table, LINK, "http")
    title = metadata.title or str(proposals["title"])
    proposals["category"] = category(title, table)
    proposals["tags"] = tags(title, found)
    new = _only_empty(metadata, proposals)
    filled = metadata.model_copy(update=new)
    if not filled.description:
        new["description"] = suggest_text.description(table, found, filled)
        filled = filled.model_copy(update=new)
    return filled.model_copy(update={"proposed": tuple(sorted({*metadata.proposed, *(key for key, value in new.items() if value)}))})


def _only_empty(metadata: DatasetMetadata, proposals: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in proposals.items() if value and not getattr(metadata, key)}


def _notes(table: CleanTable) -> str:
    return "\n".join(text for _, text in lifted(table))


def _agency(table: CleanTable) -> str:
    """An agency named in the lifted text, the longest name first; else the one agency whose acronym
    stands in a title, a source, the file's name or two headers. A note may name anybody."""
    text = _notes(table)
    folded = text.casefold()
    named = [(folded.rfind(name.casefold()), name) for name in reference.agencies() if name.casefold() in folded]
    if named:
        return max(named, key=lambda entry: (len(entry[1]), entry[0]))[1]
    heads = [{token.text for token in tokens(readable(column))} for column in table.columns]
    around = " ".join((*texts(table, "title", "source"), table.provenance.file_name.replace("_", " ")))
    words = {token.text for token in tokens(around)} | {
        word for head in heads for word in head if sum(word in other for other in heads) > 1
    }
    short = [row["agency"] for row in reference.rows("agencies.csv") if row["acronym"] and row["acronym"] in words]
    return short[0] if len(short) == 1 else ""


def _attribution(table: CleanTable, agency: str) -> str:
    for text in texts(table, "source"):
        said = (text.partition(":")[2].strip() or text).rstrip(".")
        if len(said.split()) > 1 and len(said) <= 120 and not any(acronyms.unexplained(said)):
            return said
    if agency.startswith(("Department", "Office of")):
        return f"Connecticut {agency}"
    return agency


def _first(table: CleanTable, pattern: re.Pattern[str], sign: str) -> str:
    for _, text in lifted(table):
        if sign in text and (found := pattern.search(text)):
            return found.group().rstrip(".,;)")
    return ""


def _geographic_unit(table: CleanTable, found: tuple[Role, ...]) -> str:
    order = [entry["value"] for entry in reference.document("geographic_units.json")["values"]]
    units = [role.unit for role in found if role.role == PLACE]
    if not units and "statewide" in " ".join(texts(table, "title")).casefold():
        return "State"
    return min(units, key=order.index) if units else ""


def _temporal_coverage(table: CleanTable, found: tuple[Role, ...]) -> str:
    spans = [role for role in found if role.role in (YEAR, DATE) and role.first]
    if spans:
        first = spans[0]
        return first.first if first.first == first.last else f"{first.first} to {first.last}"
    for text in (*texts(table, "title"), table.provenance.file_name, table.provenance.sheet or ""):
        if period := PERIOD.search(text.replace("_", " ")):
            return _period(*period.groups())
    return ""


def _period(first: str, between: str | None, last: str | None) -> str:
    if not last:
        return first
    whole = last if len(last) == 4 else first[:2] + last
    if between in ("-", "–") and int(whole) == int(first) + 1:
        return f"{first}-{whole}"
    return f"{first} to {whole}"


def _update_frequency(found: tuple[Role, ...], coverage: str) -> str:
    """Yearly where the rows, or the file's one period, are years. Anything finer is the agency's to promise."""
    if any(role.role == DATE for role in found):
        return ""
    return "Annually" if any(role.role == YEAR for role in found) or YEAR_IN_TITLE.search(coverage) else ""


def category(title: str, table: CleanTable) -> str:
    """The category whose words the title, headers and notes use most; empty when none or several do."""
    weights = {3: title, 2: " ".join(readable(column) for column in table.columns), 1: f"{_notes(table)} {table.provenance.file_name}"}
    scores: dict[str, int] = {}
    for weight, text in weights.items():
        words = {word for token in tokens(text.replace("_", " ")) for word in token.key.replace("/", " ").replace("-", " ").split()}
        for entry in reference.document("categories.json")["values"]:
            hits = len(words & set(entry["words"]))
            scores[entry["value"]] = scores.get(entry["value"], 0) + weight * hits
    ranked = sorted(scores.items(), key=lambda entry: -entry[1])
    return ranked[0][0] if ranked[0][1] >= 2 and ranked[0][1] > ranked[1][1] else ""


def tags(title: str, found: tuple[Role, ...]) -> tuple[str, ...]:
    """Words of the title and of the measures and kinds, then the places: what people would search for."""
    places_of = reference.document("tag_words.json")["places"]
    headings = (role.display for role in found if role.role in (MEASURE, KIND))
    words = [word for text in (title, *headings) for token in tokens(text) if _telling(word := token.key.strip(".'"))]
    places = [tag for role in found if role.role == PLACE for tag in places_of.get(role.unit, ())]
    unique = _without_plurals(words)[: MOST_TAGS - min(2, len(places))]
    return tuple(dict.fromkeys((*unique, *places)))[:MOST_TAGS]


def _telling(word: str) -> bool:
    return word not in reference.document("tag_words.json")["dull"].split() and len(word) > 2 and word.replace("-", "").isalpha()


def _without_plurals(words: list[str]) -> list[str]:
    """Each word once; of `student` and `students` the first."""
    seen: dict[str, str] = {}
    for word in words:
        seen.setdefault(word.removesuffix("s"), word)
    return list(seen.values())

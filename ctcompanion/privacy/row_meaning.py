"""What one row is: the question that comes first, since one answer removes most false alarms."""

from __future__ import annotations

from typing import NamedTuple

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.detect.header import header_kinds, header_split, holds
from ctcompanion.recipe import PrivacyDecisions


class RowMeaning(NamedTuple):
    """An answer to "What is one row?". `people`: a row tells something about a single person or household."""

    id: str
    label: str
    explanation: str
    people: bool


ROW_MEANINGS: tuple[RowMeaning, ...] = (
    RowMeaning("person", "A person", "Each row is one person: a student, a patient, an employee, a licensee.", True),
    RowMeaning("household", "A household", "Each row is one family or household.", True),
    RowMeaning(
        "event", "An event about a person", "Each row is something that happened to a person: an arrest, a visit, a placement.", True
    ),
    RowMeaning("business", "A business, or an event about one", "Each row is a company, a facility, an inspection of one.", False),
    RowMeaning("place", "A place", "Each row is a town, a building, a park, a stretch of road.", False),
    RowMeaning("money", "An amount of money", "Each row is a payment, a budget line, a grant.", False),
    RowMeaning("measurement", "A rate or measurement", "Each row is a percentage, a rate, a reading of an instrument.", False),
    RowMeaning("people-count", "A count of people", "Each row says how many people: by town, by age group, by year.", False),
    RowMeaning("count", "A count of things", "Each row says how many things: permits, vehicles, housing units.", False),
)

PERSON_KINDS = {"ssn", "birth-date", "given-name", "surname", "person-name", "person-number", "passport"}
NAME_KINDS = {"given-name", "surname", "person-name"}
TRAITS = {"age", "sex", "race", "birth-year", "zip", "health", "justice", "money-of-person", "background", "place-of-person"}
GROUPS = {"age", "sex", "race"}
WORDS = {
    "people-count": ("enrollment", "population", "pop", "deaths", "births", "clients", "people", "persons", "students", "patients", "children", "residents", "recipients", "cases", "inmates", "employees", "teachers", "individuals", "enrolled", "veterans", "adults", "youth", "admissions", "arrests", "visits", "households", "families", "enrollees", "participants", "employment", "graduates", "placement", "placements", "foster", "cip", "beneficiaries", "victims", "offenders", "defendants", "claimants", "applicants", "parolees", "probationers", "discharges", "hospitalizations", "caseload", "homeless", "detainees"),
    "money": ("amount", "cost", "dollars", "revenue", "expenditure", "expenditures", "budget", "payment", "payments", "tax", "price", "sales", "grant", "spending", "funding"),
    "count": ("count", "number", "total", "n", "units", "permits", "vehicles", "licenses", "crashes", "accidents", "inspections", "violations", "requests", "calls", "acres"),
    "measurement": ("rate", "percent", "pct", "percentage", "ratio", "index", "average", "mean", "median", "share", "score", "level"),
}  # fmt: skip
"""Words in the header of a column of numbers, the meaning they speak for; the first meaning that fits is proposed."""


def meaning(id_: str | None) -> RowMeaning | None:
    """The answer of that id."""
    return next((entry for entry in ROW_MEANINGS if entry.id == id_), None)


def is_about_people(id_: str | None) -> bool:
    """True when a row is a person, household or event, and also when nobody has said: the careful reading."""
    found = meaning(id_)
    return found is None or found.people


def meaning_after(decisions: PrivacyDecisions) -> str | None:
    """What a row is once the remedies are applied: people whose rows are counted become a count of people."""
    said = decisions.row_meaning
    counted = any(step.operation == "aggregate" and step.parameters.get("name", "Count") for step in decisions.remedies)
    return "people-count" if counted and said is not None and is_about_people(said) else said


def propose_row_meaning(table: CleanTable) -> str | None:
    """What a row seems to be, from the headers; None when they do not tell."""
    headers = {column.name: header_split(column.original or column.display or column.name) for column in table.columns}
    kinds: set[str] = set()
    measures = []
    for column in table.columns:
        number = column.type is DataType.NUMBER
        named = header_kinds(headers[column.name]) - (NAME_KINDS if number else set())
        kinds |= named
        if number and column.grouping and not named & TRAITS - {"place-of-person", "justice", "health"}:
            measures.append(headers[column.name])
    if any(holds(header, ("demographic",)) or holds(header, ("demographics",)) for header in headers.values()):
        kinds.add("age")  # "Age 18 and over", "Female", "Hispanic": groups of people, whichever they are
    return _from_people(kinds, measures) or _from_measures(measures) or _from_kinds(kinds)


def _from_people(kinds: set[str], measures: list[tuple[str, ...]]) -> str | None:
    """Something that names a person, or several traits of one; groups of people beside a count are a count of people."""
    if kinds & PERSON_KINDS:
        return "event" if kinds & {"event-date", "record-number"} else "person"
    if kinds & GROUPS and (_any(measures, WORDS["count"]) or _any(measures, WORDS["people-count"])):
        return "people-count"
    if len(kinds & TRAITS) >= 3:
        return "event" if "event-date" in kinds else "person"
    return None


def _from_measures(measures: list[tuple[str, ...]]) -> str | None:
    return next((meaning for meaning, words in WORDS.items() if _any(measures, words)), None)


def _from_kinds(kinds: set[str]) -> str | None:
    if "organisation" in kinds:
        return "business"
    return "place" if kinds & {"latitude", "longitude", "point", "parcel", "address"} else None


def _any(headers: list[tuple[str, ...]], words: tuple[str, ...]) -> bool:
    return any(holds(header, (word,)) for header in headers for word in words)

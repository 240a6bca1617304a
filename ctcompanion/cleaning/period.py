"""The period stands only in the title, the sheet's name or the file's name: it becomes a column, since next year's rows go under these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from ctcompanion.model import Note
from ctcompanion.recipe import CleaningStep

from .kinds import MONTHS, PERIODS, kind_of
from .step import step
from .working import Held, Working

OPERATION = "period-column"
_Y4 = r"(?:19|20)\d\d"
SPAN = re.compile(rf"(?<!\d)({_Y4})\s?[-–/_]\s?({_Y4}|\d\d)(?!\d|[-/]\d)")
FISCAL = re.compile(rf"(?i)\b((?:s|f)?fy|(?:state |federal )?fiscal year)(?: ending| ended)?[ _'’-]*(?:june 30,? ?)?({_Y4}|\d\d)(?!\d)")
QUARTER = re.compile(rf"(?i)(?:\b|_)(?:q([1-4])|([1-4])(?:st|nd|rd|th) quarter)[ ,_of-]*({_Y4})|(?<!\d)({_Y4})[ _-]?q([1-4])")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
DAY = re.compile(
    rf"(?i)(?:\b|_)(?:as of|week ending|ending|through|on)\s+(?:({_MONTH})\.? (\d{{1,2}}),? ({_Y4})|(\d{{1,2}})/(\d{{1,2}})/({_Y4}|\d\d))"
)
MONTH = re.compile(rf"(?i)(?:\b|_)({_MONTH})\.?[ ,_-]*(?:of )?({_Y4})(?!\d)|(?<!\d)({_Y4})[ _-](0[1-9]|1[0-2])(?!\d|[-/]\d)")
YEAR = re.compile(rf"(?<![\d$,.-])({_Y4})(?![\d,]|\.\d|[-/]\d|\s?(?:census|dollars))", re.IGNORECASE)
SCHOOL = re.compile(r"(?i)\b(school|students?|enrollment|grades?|districts?|academic|pupils?)\b")
PERIOD_WORD = re.compile(r"(?i)\b(year|fy|sfy|date|month|quarter|period|as of|week)\b")


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The period of the title; failing that, of the sheet's or the file's name. None where the table has one of its own."""
    if not working.headed or any(_tells_time(held) for held in working.columns):
        return ()
    texts = _texts(working)
    school = any(SCHOOL.search(text) for _, text in texts)
    for where, text in texts:
        found = period_in(text, school)
        if found:
            name, value = found
            more = {"name": name, "value": value, "source": where}
            return (step("period-column", OPERATION, sentence(more), evidence=f"the {where}", confidence=0.9, **more),)
    return ()


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    return (
        f"{parameters['value']} stands only in the {parameters['source']}: added as the column *{parameters['name']}*, "
        "so that other periods can be put below."
    )


def _tells_time(held: Held) -> bool:
    if held.part == "period" or held.label in {"Year", "Date", "Month", "Quarter", "Fiscal year", "School year"}:
        return True
    sample = [text for text in held.values.slice(0, 200).to_pylist() if text]
    kinds = [found[0] for text in sample if (found := kind_of(str(text)))]
    return (
        bool(sample)
        and sum(kind in PERIODS for kind in kinds) >= 0.8 * len(sample)
        and bool(PERIOD_WORD.search(held.label) or "date" in kinds)
    )


def _texts(working: Working) -> list[tuple[str, str]]:
    titles = [("title", note.text) for note in working.notes if _above(note)]
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", working.file_name)
    return [*titles, ("sheet's name", working.sheet.name or ""), ("file's name", stem)]


def _above(note: Note) -> bool:
    return note.kind in {"title", "stop-sign", "unit"}


def period_in(text: str, school: bool = False) -> tuple[str, str] | None:
    """("Year", "2018"), ("School year", "2007-2008"), ("Month", "2018-03")... as far as the text holds exactly one."""
    if re.search(rf"(?i){_Y4}\s*(?:to|thru|through|[-–])\s*(?:present|{_Y4})", text) and not SPAN.search(text):
        return None
    if found := DAY.search(text):
        return "Year" if _midyear(text) else "Date", found.group(3) or "" if _midyear(text) else _day(found)
    if found := QUARTER.search(text):
        return "Quarter", f"{found.group(3) or found.group(4)} Q{found.group(1) or found.group(2) or found.group(5)}"
    if found := SPAN.search(text):
        return _span(found, school or bool(SCHOOL.search(text)))
    if found := FISCAL.search(text):
        year = found.group(2)
        return "Fiscal year", year if len(year) == 4 else f"20{year}"
    years = {found.group(1) for found in YEAR.finditer(text)}
    if (found := MONTH.search(text)) and len(years) <= 1:
        return "Month", _month(found)
    return ("Year", years.pop()) if len(years) == 1 and not re.fullmatch(rf"\s*{_Y4}-\d\d-\d\d.*", text) else None


def _midyear(text: str) -> bool:
    """Population estimates are made as of July 1 of each year: the year is their period."""
    return bool(re.search(r"(?i)july 1\b", text))


def _span(found: re.Match[str], school: bool) -> tuple[str, str] | None:
    first, last = found.group(1), found.group(2)
    last = last if len(last) == 4 else f"{first[:2]}{last}"
    if int(last) - int(first) != 1:
        return None
    return ("School year" if school else "Year"), f"{first}-{last}"


def _day(found: re.Match[str]) -> str:
    if found.group(1):
        return f"{found.group(3)}-{_number(found.group(1)):02}-{int(found.group(2)):02}"
    year = found.group(6) if len(found.group(6)) == 4 else f"20{found.group(6)}"
    return f"{year}-{int(found.group(4)):02}-{int(found.group(5)):02}"


def _month(found: re.Match[str]) -> str:
    return f"{found.group(2)}-{_number(found.group(1)):02}" if found.group(1) else f"{found.group(3)}-{found.group(4)}"


def _number(word: str) -> int:
    return next(at for at, month in enumerate(MONTHS, 1) if month[:3] == word[:3].lower())


def apply(working: Working, done: CleaningStep) -> Working:
    """A column with the same value in each row."""
    name, value = str(done.parameters["name"]), str(done.parameters["value"])
    values = pa.array([value]).take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(*working.columns, Held(name, values, 0, part="period", original="")))

"""What a heading stands for when it is a value and not a name: a year, a month, an age, a grade, a race, a sex, a town."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import counties, regions, towns, words

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else "may" for month in MONTHS) + "|sept"
_Y4 = r"(?:19|20)\d\d"
YEAR = re.compile(rf"(?i)^(?:cy|calendar year|year)?\s?({_Y4})(?:\.0+)?\s?(?:[*†‡]+|\([a-z1-9]\)|[rpe])?$")
SPAN = re.compile(
    rf"(?i)^(sfy|ffy|fy|sy|ay|school year|fiscal year|state fiscal year|academic year)?\s?'?({_Y4})\s?[-–/]\s?(?:(?:s|f)?fy\s?)?({_Y4}|\d\d)$|"
    rf"^(sfy|ffy|fy|sy|ay)\s?'?(\d\d)\s?[-–/]\s?(?:(?:s|f)?fy\s?)?'?(\d\d)$"
)
FISCAL = re.compile(rf"(?i)^(s?f?fy|fiscal year|state fiscal year|federal fiscal year)\s?'?[- ]?({_Y4}|\d\d)$")
QUARTER = re.compile(
    rf"(?i)^(?:(q[1-4]|[1-4]q|(?:[1-4](?:st|nd|rd|th)|first|second|third|fourth) (?:quarter|qtr\.?))[ ,-]*({_Y4}|'?\d\d)?|({_Y4})[ :-]*(q[1-4]|[1-4]q))$"
)
MONTH = re.compile(rf"(?i)^(?:({_MONTH})\.?[ ,'’/-]*({_Y4}|\d\d)?|({_Y4})[ /-](0[1-9]|1[0-2]|{_MONTH})|(0?[1-9]|1[0-2])/({_Y4}))$")
DAY = re.compile(
    rf"(?i)^(?:as of|week ending|w/e|week of)?\s?(?:((?:19|20)\d\d-\d\d-\d\d)(?:[ T]00:00(?::00)?)?|(\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}}))|"
    rf"((?:{_MONTH})\.? \d{{1,2}},? {_Y4}|\d{{1,2}}[ -](?:{_MONTH})[ -]{_Y4}))$"
)
AGE = re.compile(
    r"(?i)^(?:ages?|aged)?\s?(?:(?:under|less than|<|up to|below)\s?(?:age )?\d{1,3}(?: years?)?|\d{1,3}\s?(?:-|–|to|through)\s?\d{1,3}|(?:>=|>|≥|over)\s?\d{1,3}|\d{1,3}\s?(?:\+|and (?:over|older|up|above)|years and over|or older|or over|or more|(?:&|\+) (?:over|older|up)|plus)|\d{1,3})"
    r"\s?(?:years?|yrs?\.?|y\.?o\.?)?\s?(?:old|of age)?\s?(?:(?:and|or|&) (?:over|older|up|above))?$"
)
AGE_WORD = re.compile(r"(?i)\bages?d?\b|\byears?\b|\byrs?\b|\bunder\b|\bover\b|\bolder\b|\+$|[<≥]")
GRADE = re.compile(r"(?i)^(?:grades?\s?(pk|k|\d{1,2})|(\d{1,2})(?:st|nd|rd|th)(?: grade)?|gr\.?\s?(\d{1,2}))$")
STEM = re.compile(
    r"(?i)^(district|ward|precinct|region|zone|unit|site|shift|week|wave|cohort|facility|station|line|route)\s?#?\s?(\d{1,4})$"
)

DIMENSIONS = {
    "year": "Year", "fiscal-year": "Fiscal year", "year-span": "Year", "quarter": "Quarter", "month": "Month", "date": "Date", "age": "Age",
    "grade": "Grade", "race": "Race/ethnicity", "sex": "Sex", "town": "Town", "county": "County", "region": "Planning region", "stem": "Number",
}  # fmt: skip
PERIODS = frozenset({"year", "fiscal-year", "year-span", "quarter", "month", "date"})


@lru_cache(maxsize=65536)
def kind_of(label: str) -> tuple[str, str] | None:
    """("year", "1990") for "1990.0"; None for a heading that is a name."""
    text = " ".join(label.split()).strip(" :")
    return _period(text) or _group(text)


def _period(text: str) -> tuple[str, str] | None:
    if found := YEAR.match(text):
        return "year", found.group(1)
    if (found := SPAN.match(text)) and (span := _span(found)):
        return span
    if found := FISCAL.match(text):
        return "fiscal-year", f"{_short(found.group(1))} {_full(found.group(2))}"
    if found := QUARTER.match(text):
        return "quarter", _quarter(found)
    if found := MONTH.match(text):
        return "month", _month(found)
    if found := DAY.match(text):
        return "date", found.group(1) or found.group(2) or found.group(3)
    return None


def _span(found: re.Match[str]) -> tuple[str, str] | None:
    first, last = _full(found.group(2) or found.group(5)), _full(found.group(3) or found.group(6))
    if int(last) - int(first) != 1:
        return None
    prefix = found.group(1) or found.group(4) or ""
    if prefix and not prefix.lower().startswith(("sy", "ay", "school", "academic")):
        return "fiscal-year", f"{_short(prefix)} {first}-{last}"
    return "year-span", f"{first}-{last}"


def _short(prefix: str) -> str:
    return {"fiscal year": "FY", "state fiscal year": "SFY", "federal fiscal year": "FFY"}.get(prefix.lower(), prefix.upper())


def _full(year: str) -> str:
    digits = year.strip("'’")
    return digits if len(digits) == 4 else f"{'20' if int(digits) < 70 else '19'}{digits}"


def _quarter(found: re.Match[str]) -> str:
    said = (found.group(1) or found.group(4)).lower()
    number = next((str(at) for at, word in enumerate(("first", "second", "third", "fourth"), 1) if said.startswith(word)), None)
    number = number or re.sub(r"\D", "", said[:2])
    year = found.group(2) or found.group(3)
    return f"{_full(year)} Q{number}" if year else f"Q{number}"


def _month(found: re.Match[str]) -> str:
    word, year = found.group(1) or found.group(4) or found.group(5), found.group(2) or found.group(3) or found.group(6)
    number = int(word) if word.isdigit() else next(at for at, month in enumerate(MONTHS, 1) if month[:3] == word[:3].lower())
    return f"{_full(year)}-{number:02}" if year else MONTHS[number - 1].capitalize()


def _group(text: str) -> tuple[str, str] | None:
    low = text.lower()
    if low in words("sexes"):
        return "sex", text.capitalize() if text.isupper() else text
    if low in words("races") or _is_race(low):
        return "race", text
    if low in words("grades") or GRADE.match(text):
        return "grade", text
    if low in towns():
        return "town", text
    if low.removesuffix(" county") in counties():
        return "county", text
    if low.removesuffix(" planning region").removesuffix(" region") in regions():
        return "region", text
    if AGE.match(text) and not text.isdigit():
        return "age", text
    if STEM.match(text):
        return "stem", text
    return None


def _is_race(text: str) -> bool:
    """ "White alone, not Hispanic", "Asian/ Pacific Islander", "AIAN": nothing but words of race and origin, one of them telling."""
    found = set(re.findall(r"[a-z]+", re.sub(r"(\w)- (\w)", r"\1\2", text)))
    telling = found & words("race_words")
    paired = {"american", "indian"} <= found or {"alaska", "native"} <= found
    return bool(found) and bool(telling or paired) and found <= words("race_words") | words("race_fillers") and not re.search(r"\d", text)


def is_remainder(label: str) -> bool:
    """Other, Unknown, Total: a value of whatever dimension its neighbours are."""
    return " ".join(label.split()).lower().strip(" :") in words("remainders")

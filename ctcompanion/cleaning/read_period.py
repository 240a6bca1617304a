"""The one period that a title, a sheet's name or a file's name speaks of: a day, a week, a month, a quarter, a fiscal, school or calendar year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .days import MONTH_WORD, Y4, Day, days_in, full_year, month_number

Period = tuple[str, str]
"""The column's name and its value: ("Year", "2018"), ("School year", "2007-2008"), ("Month", "2018-03")."""

ENDING = re.compile(r"(?i)\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt|dbf|zip|gz)\b")
OPEN_SPAN = re.compile(rf"(?i){Y4}\s*(?:to|thru|through|until|[-–])\s*(?:present|today|date|{Y4})")
SPAN = re.compile(rf"(?<!\d)({Y4})\s?[-–/ ]\s?({Y4}|\d\d)(?!\d|[-/]\d)")
_FISCAL = r"(?:[sf]?fy|(?:state |federal )?fiscal year)"
FISCAL = re.compile(rf"(?i)(?<![a-z])({_FISCAL})(?: ending| ended)?[ '’-]*({Y4}|\d\d)(?!\d)")
FISCAL_SPAN = re.compile(rf"(?i)(?<![a-z]){_FISCAL}[ '’-]*$")
_ORDINAL = r"(?:[1-4](?:st|nd|rd|th)|first|second|third|fourth)"
QUARTER = re.compile(rf"(?i)(?<![a-z0-9])(?:q([1-4])|(?:quarter|qtr) ?([1-4])|({_ORDINAL}) (?:quarter|qtr\.?))(?![0-9])")
QUARTER_LAST = re.compile(r"(?i)(?<=\d)q([1-4])(?![0-9])")
MONTH = re.compile(rf"(?i)(?<![a-z])({MONTH_WORD})\.?[ ,-]*(?:of )?({Y4})(?!\d)|(?<![\d-])({Y4})[ -](0[1-9]|1[0-2])(?!\d|[-/]\d)")
MONTH_NAMED = re.compile(
    rf"(?i)(?<![a-z])({MONTH_WORD})['’-]?(\d\d)(?!\d)|(?<!\d)({Y4})(0[1-9]|1[0-2])(?!\d)|(?<![\d-])(0[1-9]|1[0-2])[- ]({Y4})(?!\d)"
)
MONTH_ONLY = re.compile(rf"(?i)(?<![a-z])({MONTH_WORD})(?![a-z])")
YEAR = re.compile(rf"(?<![\d$,.#-])({Y4})(?![\d,]|\.\d|[-/]\d)")
NOT_ITS_YEAR = re.compile(
    rf"(?i){Y4}\s?(?:-based|(?:decennial |u\.?s\.? )?census|(?:constant |real |inflation[- ]adjusted )?(?:dollars|base)|standard|definitions?|boundaries|edition"
    rf"|(?:[A-Z][\w.]* ){{1,3}}(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|highway|hwy|turnpike|route|rte)\b)"
    rf"|(?:census|census of|base(?: year)?|since|established|copyright|©|\(c\)|revised|rev\.?|updated?|created|printed|published|released|issued|version"
    rf"|table|tbl|form|figure|room|suite|box|section|sec\.|act|chapter|no\.?|number|route|rte\.?|id|code)(?: in| on)?[ :#]*{Y4}"
)
SCHOOL = re.compile(r"(?i)\b(school|students?|enrollment|grades?|districts?|academic|pupils?)\b")
SCHOOL_YEAR = re.compile(rf"(?i)(?<![a-z])(?:sy|ay|(?:school|academic) year)[ '’-]*({Y4}|\d\d)(?!\d)")
WEEK = re.compile(r"(?i)\bweek\W*(ending|ended|end|of|beginning|starting)\W*(?:on\W*)?(?:[a-z]*day,? *)?$")
ENDED = re.compile(r"(?i)\b(month|quarter|year)\W*(?:ending|ended)\W*(?:on\W*)?$")
FISCAL_ENDED = re.compile(r"(?i)fiscal year\W*(?:ending|ended)\W*(?:on\W*)?$")
MADE_ON = re.compile(
    r"(?i)\b(printed|print date|updated?|revised|created|generated|produced|run(?: date)?|report date|last modified|extracted|downloaded)\b[^,;]*$"
)
MIDYEAR = re.compile(r"(?i)\bestimat")
NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def period_in(text: str, school: bool = False, *, named: bool = False) -> Period | None:
    """The period as far as the text holds exactly one. `named`: it is a file's or sheet's name, where words are joined by signs."""
    plain = _plain(text, named)
    days = days_in(plain, named=named)
    if len(days) == 2:
        return _between(days[0].day, days[1].day)
    if len(days) == 1:
        return _of_day(plain, days[0], named)
    if days or (OPEN_SPAN.search(plain) and not SPAN.search(plain)):
        return None
    school = school or bool(SCHOOL.search(plain))
    looks = (_quarter, lambda told: _span(told, school), _fiscal, _school_year, lambda told: _month(told, named))
    for look in looks:
        if found := look(plain):
            return found
    return _year(plain)


def _plain(text: str, named: bool) -> str:
    """Signs that join the words of a file's name, as spaces."""
    told = " ".join(text.replace("_", " ").split())
    return re.sub(r"\+|%20", " ", ENDING.sub("", told)) if named else told


def _of_day(text: str, found: Day, named: bool) -> Period | None:
    """What the one day is: the end of a week, month, quarter or year, or the day itself."""
    before, iso = text[: found.start], found.day.isoformat()
    if week := WEEK.search(before):
        return ("Week ending" if week[1].lower().startswith("end") else "Week of"), iso
    if FISCAL_ENDED.search(before):
        return "Fiscal year", str(found.day.year)
    if ended := ENDED.search(before):
        return _ended(ended[1].lower(), found.day)
    alone = not re.search(r"[A-Za-z]", text[: found.start] + text[found.end :])
    if not named and (MADE_ON.search(before) or alone):
        return None
    if (found.day.month, found.day.day) == (7, 1) and MIDYEAR.search(text):
        # Population estimates are made as of July 1 of each year: the year is their period.
        return "Year", str(found.day.year)
    return "Date", iso


def _ended(word: str, day: date) -> Period:
    if word == "month":
        return "Month", f"{day:%Y-%m}"
    if word == "quarter":
        return "Quarter", f"{day.year} Q{(day.month - 1) // 3 + 1}"
    return ("Fiscal year" if (day.month, day.day) in {(6, 30), (9, 30)} else "Year"), str(day.year)


def _between(first: date, last: date) -> Period | None:
    """Two days that are the ends of a year, fiscal year, quarter, month or week; None for any other stretch."""
    after = last + timedelta(days=1)
    if first.day == 1 == after.day:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 12 and first.month in {1, 7, 10}:
            return ("Year" if first.month == 1 else "Fiscal year"), str(last.year)
        if months == 3 and first.month in {1, 4, 7, 10}:
            return _ended("quarter", last)
        if months == 1:
            return _ended("month", last)
    return ("Week ending", last.isoformat()) if last - first == timedelta(days=6) else None


def _quarter(text: str) -> Period | None:
    """A quarter of a calendar or fiscal year: "Q2 2024", "2nd quarter 2021", "FY24 Q2", "2024Q2"."""
    found = QUARTER.search(text) or QUARTER_LAST.search(text)
    if found is None:
        return None
    said = next(part for part in found.groups() if part)
    number = NUMBERS.get(said.lower()) or int(said[0])
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    fiscal = {full_year(match[2]) for match in FISCAL.finditer(rest)}
    years = fiscal or {int(year) for year in re.findall(rf"(?<!\d){Y4}(?!\d)", rest)}
    short = re.match(r"['’-](\d\d)(?!\d)", text[found.end() :])
    if not years and short:
        years = {full_year(short[1])}
    return ("Fiscal quarter" if fiscal else "Quarter", f"{years.pop()} Q{number}") if len(years) == 1 else None


def _span(text: str, school: bool) -> Period | None:
    for found in SPAN.finditer(text):
        first, last = found[1], found[2] if len(found[2]) == 4 else f"{found[1][:2]}{found[2]}"
        if first.endswith("99") and len(found[2]) == 2:
            last = str(int(first) + 1) if found[2] == "00" else last
        if int(last) - int(first) == 1:
            fiscal = FISCAL_SPAN.search(text[: found.start()])
            return ("Fiscal year" if fiscal else "School year" if school else "Year"), f"{first}-{last}"
    return None


def _fiscal(text: str) -> Period | None:
    """FY 2019, SFY24, "federal fiscal year 2023"; whose year it is goes into the column's name where it is said."""
    found = {
        (match[1].lower()[0] if match[1].lower() not in {"fy", "fiscal year"} else "", full_year(match[2]))
        for match in FISCAL.finditer(text)
    }
    if len(found) != 1:
        return None
    whose, year = found.pop()
    return {"s": "State fiscal year", "f": "Federal fiscal year"}.get(whose, "Fiscal year"), str(year)


def _school_year(text: str) -> Period | None:
    found = {full_year(match[1]) for match in SCHOOL_YEAR.finditer(text)}
    return ("School year", str(found.pop())) if len(found) == 1 else None


def _month(text: str, named: bool) -> Period | None:
    """One month of one year; "January to March 2024" is a quarter, any other stretch of months is nothing that one name holds."""
    months = sorted({month_number(match[1]) for match in MONTH_ONLY.finditer(text)})
    years = {match[1] for match in YEAR.finditer(text)}
    if len(months) == 2 and len(years) == 1 and (months[0] % 3, months[1] - months[0]) == (1, 2):
        return "Quarter", f"{years.pop()} Q{months[1] // 3}"
    if len(months) > 1:
        return None
    found = {_month_of(match) for match in MONTH.finditer(text)}
    if not found and named:
        found = {_month_named(match) for match in MONTH_NAMED.finditer(text)}
    return ("Month", found.pop()) if len(found) == 1 and len(years) <= 1 else None


def _month_of(found: re.Match[str]) -> str:
    return f"{found[2]}-{month_number(found[1]):02}" if found[1] else f"{found[3]}-{found[4]}"


def _month_named(found: re.Match[str]) -> str:
    if found[1]:
        return f"{full_year(found[2])}-{month_number(found[1]):02}"
    return f"{found[3]}-{found[4]}" if found[3] else f"{found[6]}-{found[5]}"


def _year(text: str) -> Period | None:
    """A bare year, where it is not the year of a census, of dollars, of a house number or of the print."""
    if len({month_number(match[1]) for match in MONTH_ONLY.finditer(text) if match[1] != "may"}) > 1:
        return None
    years = {match[1] for match in YEAR.finditer(NOT_ITS_YEAR.sub(" ", text))}
    return ("Year", years.pop()) if len(years) == 1 else None

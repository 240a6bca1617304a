"""Made-up sheets in the ways that Connecticut's agencies set theirs, with the class of each line: what real labelled files are too few for.

All numbers are invented. Towns and counties are real. A sheet is a list of (class letter, cells): t h g d s n, and b for a blank row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ctcompanion import reference

Line = tuple[str, list[str]]
Random = np.random.Generator
COUNTIES = ("Fairfield", "Hartford", "Litchfield", "Middlesex", "New Haven", "New London", "Tolland", "Windham")
SUBJECTS = (
    "Births", "Licensed Child Care Facilities", "Housing Permits", "Average Employment", "Opioid Overdose Deaths", "Students Enrolled", "SNAP Recipients",
    "Motor Vehicle Crashes", "Children in Placement", "Inspections", "Grant Payments", "Arrests", "Beach Closings", "Farms", "Recidivism", "Visits",
)  # fmt: skip
MEASURES = (
    "Number", "Percent", "Rate", "Average Wages", "Units", "Total Wages", "Cases", "Admissions", "Discharges", "Male", "Female", "Under 18", "65 and over",
    "Single Family", "Amount", "Budgeted", "Actual", "Difference", "White", "Black", "Hispanic", "Other", "Open", "Closed",
)  # fmt: skip
GROUPS = (
    "Private Ownership", "Federal Government", "State Government", "Local Government", "Government Total", "Public Schools", "Charter Schools",
    "Family Day Care", "Group Homes", "Region 1", "Region 2", "Adults", "Juveniles", "Inpatient", "Outpatient", "Revenues", "Expenditures",
)  # fmt: skip
ITEMS = (
    "Salaries", "Fringe benefits", "Supplies", "Travel", "Construction", "Manufacturing", "Retail trade", "Utilities", "Information", "Hospitals", "Clinics",
    "Foster care", "Kinship care", "Assault", "Larceny", "Burglary", "Crop production", "Food services", "Telecommunications", "Equipment", "Contracts",
    "All other industries", "Other", "Unknown", "Not reported", "Transportation", "Real estate", "Legal services", "Social assistance", "Waste management",
)  # fmt: skip
NOTES = (
    "Source: Department of Public Health, Office of Vital Records", "Note: Figures may not add due to rounding.", "* Fewer than five cases are not shown",
    "Data as of July 1", "Prepared by the Office of Research", "(1) Includes Groton Long Point", "P = preliminary", "n/a: not available",
    "Source: CT Department of Labor", "Notes:", "1 Fiscal year ends June 30", "This report is updated each quarter.", "* Suppressed to protect confidentiality",
)  # fmt: skip
SENTENCES = (
    "The towns below did not report on time.", "Counts for the following are preliminary and may change.", "Note: method changed in this year.",
    "Data for the rows below were collected by telephone.", "See page 4 for definitions.",
)  # fmt: skip
TITLES = (
    "State of Connecticut",
    "Department of Social Services",
    "Annual Report",
    "By Town and County",
    "All Districts",
    "Preliminary",
    "Table 3",
    "FY 2023",
)


def made(random: Random) -> list[Line]:
    """One sheet: title lines, a table of some kind, notes."""
    kinds: tuple[Callable[[Random], list[Line]], ...] = (
        _places,
        _places,
        _grouped,
        _grouped,
        _items,
        _periods,
        _directory,
        _pairs,
        _list,
        _facts,
    )
    lines = [*_above(random), *_disturbed(random, kinds[int(random.integers(len(kinds)))](random)), *_below(random)]
    if random.random() < 0.1:
        lines += [("b", []), *_above(random), *kinds[int(random.integers(len(kinds)))](random), *_below(random)]
    left = random.random() < 0.1
    return [(kind, ["", *cells] if left else cells) for kind, cells in lines]


def _disturbed(random: Random, table: list[Line]) -> list[Line]:
    """By chance the header comes again in the middle, or blank rows or a sentence stand in the body."""
    head = [line for line in table if line[0] == "h"]
    chance, middle = random.random(), len(head) + int(random.integers(1, max(len(table) - len(head), 2)))
    if chance < 0.06:
        return [*table[:middle], *([("b", [])] if chance < 0.03 else []), *head, *table[middle:]]
    if chance < 0.1:
        return [*table[:middle], ("n", [str(random.choice(SENTENCES))]), *table[middle:]]
    return [
        piece
        for at, line in enumerate(table)
        for piece in ([("b", []), line] if 0.1 < chance < 0.16 and at > middle and at % 5 == 0 else [line])
    ]


def _some(random: Random, choices: tuple[str, ...] | list[str], count: int) -> list[str]:
    return [choices[int(at)] for at in random.permutation(len(choices))[:count]]


def _above(random: Random) -> list[Line]:
    if random.random() < 0.25:
        return []
    subject = _some(random, SUBJECTS, 1)[0]
    year = int(random.integers(1995, 2025))
    title = [f"{subject} by Town, {year}", f"{subject} {year}", subject.upper(), f"{subject}, {year}-{(year + 1) % 100:02}"][
        int(random.integers(4))
    ]
    lines: list[Line] = [("t", [title])] + [("t", [text]) for text in _some(random, TITLES, int(random.choice([0, 0, 1, 1, 2, 3])))]
    return lines + [("b", [])] * int(random.choice([0, 1, 1, 2]))


def _below(random: Random) -> list[Line]:
    lines: list[Line] = [("n", [text]) for text in _some(random, NOTES, int(random.choice([0, 0, 1, 1, 2, 3, 5])))]
    return [("b", [])] * int(random.choice([0, 1, 1, 2])) + lines


def _numbers(random: Random, rows: int, columns: int) -> np.ndarray:
    """Whole numbers; large or small from sheet to sheet, so that a total is plain or hardly to be seen."""
    scale = float(random.choice([4, 60, 900, 20_000]))
    return (random.gamma(0.8, scale, (rows, columns)) + random.integers(0, 3, (rows, columns))).astype(int)


def _written(random: Random, numbers: np.ndarray) -> list[list[str]]:
    """Numbers as a sheet has them: plain, with commas, some with a star or blank for a part."""
    commas, hidden = random.random() < 0.25, random.random() * 0.15 if random.random() < 0.25 else 0.0
    mark = str(random.choice(["*", "", "N/A", "<5", "--", "s"]))
    return [[mark if random.random() < hidden else f"{n:,}" if commas else str(n) for n in row] for row in numbers.tolist()]


def _header(random: Random, keys: list[str], columns: int) -> list[Line]:
    """The names of keys and measures: years, words, a span above, a row of units below."""
    first = int(random.integers(1990, 2020))
    if random.random() < 0.35:
        names = [f"{first + at}{'.0' if random.random() < 0.02 else ''}" for at in range(columns)]
    elif random.random() < 0.2:
        names = [f"Grade {at + 1}" for at in range(columns)]
    else:
        names = (_some(random, MEASURES, columns) * 3)[:columns]
    lines: list[Line] = [("h", [*keys, *names])]
    style = random.random()
    if style < 0.2:
        spans = [text for word in _some(random, SUBJECTS, max(columns // 2, 1)) for text in (word, "")][:columns]
        lines.insert(0, ("h", [*[""] * len(keys), *spans]))
    elif style < 0.3:
        lines.append(("h", [*[""] * len(keys), *_some(random, ["(thousands)", "($)", "(%)", "(per 1,000)"] * 8, columns)]))
    elif style < 0.38:
        lines = [("h", [name.partition(" ")[at] for name in lines[0][1]]) for at in (0, 2)]
    return [(kind, cells) for kind, cells in lines if any(cells)]


def _summed(random: Random, label: list[str], numbers: np.ndarray) -> Line:
    return "s", [*label, *_written_total(random, numbers.sum(0))]


def _written_total(random: Random, total: np.ndarray) -> list[str]:
    return [f"{n:,}" for n in total.tolist()] if random.random() < 0.25 else [str(n) for n in total.tolist()]


def _total_word(random: Random) -> str:
    return str(
        random.choice(["Total", "TOTAL", "Grand Total", "State Total", "Connecticut", "Statewide", "Total, all towns", "CONNECTICUT"])
    )


def _places(random: Random) -> list[Line]:
    """Towns down, measures across, the State at the top, the foot or nowhere; codes first by chance."""
    towns = _some(random, list(reference.towns()), int(random.choice([3, 8, 20, 60, 169])))
    columns = int(random.integers(1, 9))
    coded, ordered = random.random() < 0.25, random.random() < 0.6
    towns = sorted(towns) if ordered else towns
    numbers = _numbers(random, len(towns), columns)
    body: list[Line] = [
        ("d", [*([f"{at + 1:03}"] if coded else []), town, *cells])
        for at, (town, cells) in enumerate(zip(towns, _written(random, numbers), strict=True))
    ]
    where = random.random()
    if where < 0.6:
        total = _summed(random, [*([""] if coded else []), _total_word(random)], numbers)
        body = [total, *body] if where < 0.2 else [*body, *([("b", [])] if where > 0.5 else []), total]
    head = _header(random, [*(["Code"] if coded else []), str(random.choice(["Town", "TOWN", "Municipality", "District"]))], columns)
    return [*(head if random.random() < 0.95 else []), *body]


def _grouped(random: Random) -> list[Line]:
    """Rows under group rows, with or without a sum of each; the group's name may stand on the row of its sum."""
    columns, second = int(random.integers(2, 7)), random.random() < 0.4
    groups = _some(random, GROUPS if random.random() < 0.6 else tuple(f"{name} County" for name in COUNTIES), int(random.integers(2, 7)))
    items = ITEMS if random.random() < 0.6 else tuple(reference.towns())
    way, indent = str(random.choice(["alone", "alone", "alone+total", "on its sum", "total after"])), " " * int(random.choice([0, 0, 2, 4]))
    airy, every = random.random() < 0.3, []
    body: list[Line] = []
    for group in groups:
        names = _some(random, items, int(random.integers(2, 14)))
        numbers = _numbers(random, len(names), columns)
        every.append(numbers)
        shift = [""] if second else []
        body += [("b", [])] if airy else []
        if way.startswith("alone") or way == "total after":
            body.append(("g", [*(shift if random.random() < 0.8 else []), group]))
        if way == "on its sum":
            body.append(_summed(random, [*shift, group], numbers))
        code = [str(random.integers(11, 99))] if second else []
        body += [("d", [*code, indent + name, *cells]) for name, cells in zip(names, _written(random, numbers), strict=True)]
        if way in ("alone+total", "total after"):
            body.append(_summed(random, [*shift, f"Total {group}" if random.random() < 0.5 else "Subtotal"], numbers))
    if random.random() < 0.5:
        total = _summed(random, [*([""] if second else []), _total_word(random)], np.vstack(every))
        body = [total, *body] if random.random() < 0.4 else [*body, total]
    return [
        *_header(random, [*(["Code"] if second else []), str(random.choice(["", "Industry", "Category", "Type", "Town"]))], columns),
        *body,
    ]


def _items(random: Random) -> list[Line]:
    """A short list of kinds with numbers, "Total" at the foot; key and value without a header by chance."""
    names = _some(random, ITEMS, int(random.integers(3, 15)))
    columns = int(random.integers(1, 5))
    numbers = _numbers(random, len(names), columns)
    body: list[Line] = [("d", [name, *cells]) for name, cells in zip(names, _written(random, numbers), strict=True)]
    body += [_summed(random, [_total_word(random)], numbers)] if random.random() < 0.6 else []
    return [
        *([] if columns == 1 and random.random() < 0.4 else _header(random, [str(random.choice(["Type", "", "Item"]))], columns)),
        *body,
    ]


def _periods(random: Random) -> list[Line]:
    """Months, dates, years or fiscal years down."""
    columns, count, year = int(random.integers(1, 8)), int(random.integers(4, 40)), int(random.integers(1990, 2015))
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
    named = [
        lambda at: str(year + at), lambda at: f"FY {year + at}", lambda at: months[at % 12], lambda at: f"{at % 12 + 1}/1/{year + at // 12}",
        lambda at: f"{year + at // 12}-{at % 12 + 1:02}-01", lambda at: f"{months[at % 12][:3]} {year + at // 12}", lambda at: f"{year + at}-{(year + at + 1) % 100:02}",
    ][int(random.integers(7))]  # fmt: skip
    numbers = _numbers(random, count, columns)
    body: list[Line] = [("d", [named(at), *cells]) for at, cells in enumerate(_written(random, numbers))]
    body += [_summed(random, ["Total"], numbers)] if random.random() < 0.25 else []
    return [*_header(random, [str(random.choice(["Year", "Month", "Date", "", "Fiscal Year"]))], columns), *body]


def _directory(random: Random) -> list[Line]:
    """Offices, licences or permits: words in most columns."""
    towns = _some(random, list(reference.towns()), int(random.choice([3, 6, 15, 40])))
    offices = [_office(at, town) for at, town in enumerate(towns)]
    names = _some(random, list(offices[0]), int(random.integers(2, 9)))
    return [("h", names), *[("d", [office[name] for name in names]) for office in offices]]


def _office(at: int, town: str) -> dict[str, str]:
    return {
        "Name": f"{town} {['Clinic', 'Town Hall', 'Library', 'Health Center'][at % 4]}",
        "Address": f"{at * 7 + 3} {['Main Street', 'Elm St', 'Route 32', 'Park Ave'][at % 4]}",
        "City": town, "State": "CT", "ZIP": f"06{at * 37 % 900 + 100}", "Phone": f"203-555-01{at % 100:02}",
        "Status": ["Open", "Closed", "Pending"][at % 3], "License No": f"DCCC.{10_000 + at * 13}", "Capacity": str(at * 11 % 90 + 6),
        "Issued": f"{at % 12 + 1}/{at % 28 + 1}/2023", "Type": ["Center", "Home", "Group"][at * 5 % 3],
    }  # fmt: skip


def _pairs(random: Random) -> list[Line]:
    """Town and number side by side, two to four times."""
    times, deep = int(random.integers(2, 5)), int(random.integers(4, 40))
    towns = sorted(_some(random, list(reference.towns()), min(times * deep, 169)))
    numbers = _written(random, _numbers(random, len(towns), 1))
    pairs = [[town, *cells] for town, cells in zip(towns, numbers, strict=True)]
    deep = -(-len(pairs) // times)
    rows = [[text for pair in pairs[at::deep] for text in pair] for at in range(deep)]
    return [
        ("h", [str(random.choice(["Town", "TOWN"])), str(random.choice(["Est. Pop.", "Population", "Count"]))] * times),
        *[("d", row) for row in rows],
    ]


def _list(random: Random) -> list[Line]:
    """One column of names under its header."""
    towns = _some(random, list(reference.towns()), int(random.integers(4, 40)))
    return [("h", [str(random.choice(["Town", "Towns served", "Name", "Facility"]))]), *[("d", [town]) for town in towns]]


def _facts(random: Random) -> list[Line]:
    """A word and what it says, without a header; or measures down and places across."""
    if random.random() < 0.5:
        facts = {
            "Agency": "Department of Children and Families", "Program": "Foster care", "Contact": "A. Smith", "Telephone": "203-555-0123",
            "Fiscal year": "2022", "Staff": "41", "Budget": "$1,250,000", "Start date": "7/1/2021", "Open cases": "312", "Region": "North", "Status": "Active",
        }  # fmt: skip
        return [("d", [name, facts[name]]) for name in _some(random, list(facts), int(random.integers(3, 10)))]
    places = _some(random, COUNTIES, int(random.integers(2, 7)))
    measures = _some(random, MEASURES, int(random.integers(3, 10)))
    scales = random.choice([3, 80, 2_000, 60_000], len(measures))
    body: list[Line] = [
        ("d", [name, *(str(int(n)) for n in random.gamma(2.0, scale, len(places)))]) for name, scale in zip(measures, scales, strict=True)
    ]
    return [("h", [str(random.choice(["", "Measure", "Indicator"])), *places]), *body]

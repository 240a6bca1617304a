"""Makes the sample files of the start page, in the likeness of what agencies really have: messy, and with invented numbers.

    python -m tools.make_samples [FOLDER]       by default ctcompanion/reference/samples

The same run always gives the same cells. Town, county and planning region names and numbers are real; every count, person,
telephone number (203-555-01xx) and Social Security number (987-65-xxxx, never issued) is made up.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font

from ctcompanion import reference

FOLDER = Path(reference.HERE) / "samples"
MADE = dt.datetime(2024, 11, 4, 9, 0)
INVENTED = "Sample file for practice: the numbers are invented."
LARGE = {
    "Bridgeport": 148, "Stamford": 136, "New Haven": 135, "Hartford": 120, "Waterbury": 115, "Norwalk": 92, "Danbury": 87, "New Britain": 74,
    "West Hartford": 64, "Greenwich": 63, "Fairfield": 62, "Hamden": 61, "Bristol": 61, "Meriden": 60, "Manchester": 59, "West Haven": 55,
    "Milford": 52, "Stratford": 52, "East Hartford": 51, "Middletown": 48, "Wallingford": 44, "Enfield": 42, "Southington": 43, "Shelton": 42,
    "Norwich": 40, "Groton": 38, "Torrington": 35, "Glastonbury": 35, "Trumbull": 37, "Naugatuck": 31,
}  # fmt: skip
"""Roughly how many thousand people the largest towns have, so that invented numbers look right."""


def size(town: str) -> float:
    """Thousands of people, invented for all but the largest towns; the same in every run."""
    return LARGE.get(town) or 1.5 + 26 * Random(f"size {town}").random() ** 1.6


def county(town: str) -> str:
    return reference.town_by_name()[town.casefold()]["county_2020"]


def book(name: str) -> tuple[openpyxl.Workbook, Any]:
    """A workbook with one sheet, dated so that two runs differ in nothing but the zip's own clock."""
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = MADE
    made.properties.creator = "CT Companion"
    made.active.title = name
    return made, made.active


def bold(sheet: Any, row: int) -> None:
    for cell in sheet[row]:
        cell.font = Font(bold=True)


def permits(last_year: int) -> openpyxl.Workbook:
    """Titles, years across, the State at the bottom, footnotes and a source line."""
    made, sheet = book("By town")
    years = list(range(1990, last_year + 1))
    sheet.append([f"Annual Housing Permits by Town, 1990 to {last_year}"])
    sheet.append(["Number of new housing units authorized by building permits"])
    sheet.append([INVENTED])
    sheet.append([])
    sheet.append(["Town", "County", *years])
    for row in (1, 5):
        bold(sheet, row)
    totals = [0] * len(years)
    for town in reference.towns():
        counts = [permit_count(town, year) for year in years]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        sheet.append([town, county(town), *counts])
    sheet.append(["Connecticut", None, *totals])
    bold(sheet, sheet.max_row)
    sheet.append([])
    sheet.append(["Note: Counts are of units authorized, not of units built."])
    sheet.append(["Source: Building departments of the 169 towns; U.S. Census Bureau, Building Permits Survey"])
    formatted(sheet, "#,##0", first_row=6, first_column=3)
    return made


def permit_count(town: str, year: int) -> int:
    random = Random(f"permits {town} {year}")
    wave = 1 + 0.5 * math.sin((year - 1996) / 4) - (0.5 if 2008 <= year <= 2012 else 0)
    return max(0, round(size(town) * 2.1 * wave * random.uniform(0.4, 1.6) + random.uniform(0, 4)))


def formatted(sheet: Any, code: str, *, first_row: int, first_column: int) -> None:
    for row in sheet.iter_rows(min_row=first_row, min_col=first_column):
        for cell in row:
            if isinstance(cell.value, int | float):
                cell.number_format = code


def population_count(town: str, year: int) -> int:
    drift = 1 + (year - 2020) * Random(f"drift {town}").uniform(-0.004, 0.008)
    return round(1000 * size(town) * drift) + Random(f"people {town}").randint(0, 400)


def population(year: int) -> openpyxl.Workbook:
    """Pairs of town and number side by side four times, a county block above, the year only in the title."""
    made, sheet = book("Published format")
    people = {town: population_count(town, year) for town in reference.towns()}
    counties = sorted({county(town) for town in people})
    sheet.append([f"CONNECTICUT POPULATION ESTIMATES AS OF JULY 1, {year}"])
    sheet.append(["BY COUNTY AND TOWN"])
    sheet.append([f"(State Total = {sum(people.values()):,})"])
    sheet.append([])
    by_county = [(name, sum(count for town, count in people.items() if county(town) == name)) for name in counties]
    sheet.append([None, None, *("County", "Est. Pop.") * 2])
    for left, right in zip(by_county[:4], by_county[4:], strict=True):
        sheet.append([None, None, *left, *right])
    sheet.append([])
    sheet.append(["Town", "Est. Pop."] * 4)
    deep = math.ceil(len(people) / 4)
    pairs = list(people.items())
    for row in range(deep):
        across = [pairs[at] if at < len(pairs) else (None, None) for at in range(row, 4 * deep, deep)]
        sheet.append([value for pair in across for value in pair])
    sheet.append([])
    sheet.append(["Notes:"])
    sheet.append([f"{INVENTED} Estimates are rounded to the person."])
    sheet.append(["Source: Estimates of the Resident Population, made for this sample"])
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=8)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
    for row in (1, 5, 11):
        bold(sheet, row)
    formatted(sheet, "#,##0", first_row=6, first_column=1)
    return made


GRADES = ["Pre-Kindergarten", "Kindergarten", *(f"Grade {number}" for number in range(1, 13))]


def enrollment() -> str:
    """A word over the grades, codes written as formulas, small counts hidden by a star, a Total column and a Total row."""
    rows: list[list[Any]] = [["Student Counts by District and Grade"], ["All Districts"], ["2022-23"], [INVENTED], []]
    rows += [["", "", "Grade"], ["District", "District Code", *GRADES, "Total"]]
    sums = [0] * (len(GRADES) + 1)
    for town in reference.towns()[::2]:
        counts = [enrolled(town, grade) for grade in range(len(GRADES))]
        sums = [total + count for total, count in zip(sums, [*counts, sum(counts)], strict=True)]
        number = int(reference.town_by_name()[town.casefold()]["town_number"])
        rows.append([f"{town} School District", f'="{number:03}0011"', *starred(counts), sum(counts)])
    rows.append(["Total", '=""', *sums])
    width = len(GRADES) + 3
    target = io.StringIO(newline="")
    csv.writer(target).writerows([row + [""] * (width - len(row)) for row in rows])
    return target.getvalue()


def enrolled(town: str, grade: int) -> int:
    random = Random(f"pupils {town} {grade}")
    share = 4 if grade == 0 else 10.5
    return 0 if grade > 8 and size(town) < 6 else max(0, round(size(town) * share * random.uniform(0.8, 1.2)) - 10)


def starred(counts: list[int]) -> list[Any]:
    """Counts from 1 to 5 hidden, and a second one where a single hidden count could be worked out from the total."""
    hidden = {at for at, count in enumerate(counts) if 0 < count < 6}
    if len(hidden) == 1:
        hidden.add(min((at for at, count in enumerate(counts) if count and at not in hidden), key=lambda at: counts[at]))
    return ["*" if at in hidden else count for at, count in enumerate(counts)]


def housing() -> openpyxl.Workbook:
    """Several measures side by side, headings broken over lines, towns in two groups with a total each."""
    made, sheet = book("Appeals list")
    sheet.append(["2023 Affordable Housing Appeals List"])
    sheet.append([INVENTED])
    sheet.append([])
    sheet.append(
        ["Town", "Total Housing\nUnits 2020\nCensus", "Governmentally\nAssisted", "Tenant Rental\nAssistance",
         "CHFA/USDA\nMortgages", "Deed Restricted\nUnits", "Total Assisted\nUnits", "Percent\nAffordable"]
    )  # fmt: skip
    rows = {town: assisted(town) for town in reference.towns()}
    groups: dict[str, list[str]] = {"Exempt Municipalities": [], "Non-Exempt Municipalities": []}
    for town, row in rows.items():
        groups["Exempt Municipalities" if row[5] / row[0] >= 0.1 else "Non-Exempt Municipalities"].append(town)
    for group, towns in groups.items():
        sheet.append([group])
        bold(sheet, sheet.max_row)
        for town in towns:
            sheet.append([town, *rows[town], rows[town][5] / rows[town][0]])
        sums = [sum(rows[town][at] for town in towns) for at in range(6)]
        sheet.append(["Total", *sums, sums[5] / sums[0]])
        bold(sheet, sheet.max_row)
    sheet.append([])
    sheet.append(["* Exempt: at least 10 percent of the town's housing units are assisted or deed restricted."])
    bold(sheet, 4)
    formatted(sheet, "#,##0", first_row=5, first_column=2)
    for row in sheet.iter_rows(min_row=5, min_col=8):
        row[0].number_format = "0.00%"
    return made


def assisted(town: str) -> list[int]:
    random = Random(f"assisted {town}")
    units = round(size(town) * 420 * random.uniform(0.9, 1.1))
    need = 0.9 if size(town) > 35 else 0.3
    parts = [round(units * share * need * random.random()) for share in (0.12, 0.05, 0.05, 0.02)]
    return [units, *parts, sum(parts)]


FIRST = [
    "Maria",
    "James",
    "Aaliyah",
    "Wei",
    "José",
    "Emily",
    "Darnell",
    "Priya",
    "Robert",
    "Linda",
    "Ahmed",
    "Grace",
    "Luis",
    "Hannah",
    "Kwame",
    "Sofia",
]
LAST = [
    "Johnson",
    "Rivera",
    "O'Brien",
    "Chen",
    "Kowalski",
    "Washington",
    "Patel",
    "Smith",
    "Garcia",
    "Nguyen",
    "Brown",
    "Rossi",
    "Cohen",
    "Santos",
    "Miller",
]
STREETS = ["Main Street", "Elm Street", "Oak Hill Road", "Church Street", "Mill Lane", "Prospect Avenue", "River Road", "Maple Court"]
RACES = ["American Indian or Alaska Native", "Asian", "Black or African American", "Hispanic or Latino", "White", "Two or More Races"]
RACE_SHARES = [0.004, 0.05, 0.11, 0.17, 0.63, 0.036]
DIAGNOSES = ["Asthma", "Type 2 diabetes", "Depression", "Opioid use disorder", "Hypertension", "Hepatitis C", "None recorded"]
CLIENTS = 240


def clients() -> openpyxl.Workbook:
    """One row per person with everything that may never be published, and a line that says so."""
    made, sheet = book("Clients")
    sheet.append(["Community Care Program: Clients Served, SFY 2023"])
    sheet.append(["FOR OFFICE USE ONLY"])
    sheet.append([])
    sheet.append(
        ["Client ID", "First Name", "Last Name", "SSN", "Date of Birth", "Phone", "E-mail", "Street Address", "Town", "ZIP Code",
         "Race/Ethnicity", "Sex", "Diagnosis", "Enrolled", "Monthly Income"]
    )  # fmt: skip
    for number in range(1, CLIENTS + 1):
        sheet.append(client(number))
    sheet.append([])
    sheet.append(["Sample file for practice: every person is invented."])
    for row in (1, 2, 4):
        bold(sheet, row)
    for row in sheet.iter_rows(min_row=5, max_row=4 + CLIENTS):
        row[4].number_format = row[13].number_format = "m/d/yyyy"
        row[9].number_format = "00000"
        row[14].number_format = "$#,##0"
    return made


def client(number: int) -> list[Any]:
    random = Random(f"client {number}")
    town = random.choices(reference.towns(), [size(one) for one in reference.towns()])[0]
    codes = [code for code, name in reference.zip_to_town().items() if name == town] or ["06101"]
    first, last = random.choice(FIRST), random.choice(LAST)
    born = dt.date(1935, 1, 1) + dt.timedelta(days=random.randrange(31_000))
    enrolled_on = dt.date(2022, 7, 1) + dt.timedelta(days=random.randrange(365))
    mail = f"{first}.{last}{number}@example.org".lower().replace("'", "").replace("é", "e")
    return [
        f"C-{10_000 + number}", first, last, f"987-65-{4000 + number:04}", born, f"203-555-01{number % 100:02}", mail,
        f"{random.randint(1, 400)} {random.choice(STREETS)}", town, int(random.choice(codes)),
        random.choices(RACES, RACE_SHARES)[0], random.choice(["F", "M"]), random.choice(DIAGNOSES), enrolled_on,
        50 * random.randint(8, 70),
    ]  # fmt: skip


def services() -> openpyxl.Workbook:
    """Counts of people by town and race: many of them small, with totals both ways that give the small ones away."""
    made, sheet = book("SFY 2023")
    sheet.append(["People Served by Town and Race/Ethnicity, SFY 2023"])
    sheet.append([INVENTED])
    sheet.append([])
    sheet.append([None, "Race/Ethnicity"])
    sheet.append(["Town of Residence", *RACES, "Total"])
    sums = [0] * (len(RACES) + 1)
    for town in reference.towns():
        counts = [served(town, at) for at in range(len(RACES))]
        sums = [total + count for total, count in zip(sums, [*counts, sum(counts)], strict=True)]
        sheet.append([town, *counts, sum(counts)])
    sheet.append(["Statewide Total", *sums])
    sheet.append([])
    sheet.append(["Counts are of people who lived in the town at the end of the fiscal year."])
    sheet.append(["Source: Program records, SFY 2023"])
    sheet.merge_cells(start_row=4, end_row=4, start_column=2, end_column=len(RACES) + 1)
    for row in (1, 4, 5, sheet.max_row - 3):
        bold(sheet, row)
    return made


def served(town: str, race: int) -> int:
    random = Random(f"served {town} {race}")
    spread = 2.2 if race in (2, 3) and size(town) > 50 else 0.6 if race in (2, 3) else 1
    return round(size(town) * 9 * RACE_SHARES[race] * spread * random.uniform(0.3, 1.7))


SAMPLES: dict[str, Callable[[], openpyxl.Workbook | str]] = {
    "housing-permits-1990-2023.xlsx": lambda: permits(2023),
    "housing-permits-1990-2024.xlsx": lambda: permits(2024),
    "town-population-2023.xlsx": lambda: population(2023),
    "town-population-2024.xlsx": lambda: population(2024),
    "school-enrollment-2022-2023.csv": enrollment,
    "subsidized-housing-2023.xlsx": housing,
    "program-clients.xlsx": clients,
    "services-by-town-and-race.xlsx": services,
}


def sample_bytes(name: str) -> bytes:
    """One sample file as it is written."""
    made = SAMPLES[name]()
    if isinstance(made, str):
        return made.encode()
    target = io.BytesIO()
    widen(made.worksheets)
    made.save(target)
    return target.getvalue()


def widen(sheets: Iterable[Any]) -> None:
    """Columns wide enough to read, since people open these files in Excel too."""
    for sheet in sheets:
        sheet.column_dimensions["A"].width = 24
        for cell in sheet[5]:
            if cell.column > 1:
                sheet.column_dimensions[cell.column_letter].width = 14 if sheet.max_column < 20 else 10


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLES:
        content = sample_bytes(name)
        (folder / name).write_bytes(content)
        print(f"{len(content):8,} bytes  {name}")
    listed = {entry["file"] for entry in json.loads((FOLDER / "samples.json").read_text(encoding="utf-8"))["samples"]}
    print("not described in samples.json:", sorted(set(SAMPLES) - listed) or "none")


if __name__ == "__main__":
    main(sys.argv[1:])

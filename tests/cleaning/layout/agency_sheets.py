"""Small sheets as Connecticut's agencies set them, with the class of each row: t title, h header, g group, d data, s total (sum), n note, b blank.

None is in any data that the line model was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence

DRAWN: dict[str, str] = {
    "title rows, total at the foot and a source": """
        t Licensed Child Care Facilities by Town
        t State of Connecticut, Office of Early Childhood
        b
        h Town | Centers | Group Homes | Family Homes
        d Ansonia | 9 | 2 | 21
        d Berlin | 12 | 0 | 14
        d Canton | 7 | 1 | 6
        d Derby | 5 | 0 | 11
        s Total | 33 | 3 | 52
        b
        n Source: Office of Early Childhood licensing records
    """,
    "a header of two rows with spans": """
        t Civil Court Filings by Judicial District
        h | Housing | | Small claims |
        h District | Filed | Disposed | Filed | Disposed
        d Danbury | 812 | 790 | 1403 | 1377
        d Hartford | 4210 | 4105 | 6120 | 5998
        d New Haven | 3954 | 3871 | 5433 | 5391
        d Waterbury | 2387 | 2290 | 2915 | 2874
    """,
    "a row of units under the header": """
        h Fuel | Consumption | Price | Expenditure
        h | (million Btu) | ($ per million Btu) | (million $)
        d Natural gas | 245310 | 9.87 | 2421
        d Heating oil | 87210 | 21.40 | 1866
        d Propane | 14032 | 27.15 | 381
        d Wood | 20114 | 8.02 | 161
    """,
    "group rows": """
        h Program | 2021 | 2022 | 2023
        g Adult services
        d Residential treatment | 412 | 398 | 377
        d Mobile crisis | 1203 | 1377 | 1410
        g Young adult services
        d Supported housing | 210 | 233 | 251
        d Employment support | 187 | 176 | 202
        d Peer support | 95 | 102 | 119
    """,
    "indents and subtotals": """
        h Offense | Arrests | Clearances
        s Violent crime | 345 | 186
        d    Murder | 12 | 9
        d    Robbery | 121 | 47
        d    Aggravated assault | 212 | 130
        s Property crime | 2710 | 368
        d    Burglary | 388 | 61
        d    Larceny | 1911 | 265
        d    Motor vehicle theft | 411 | 42
    """,
    "subtotals under each group and a grand total": """
        h Category | Budgeted | Spent
        g Personnel
        d Salaries | 1250400 | 1198733
        d Fringe benefits | 531120 | 509876
        s Subtotal | 1781520 | 1708609
        g Operations
        d Travel | 18500 | 12044
        d Supplies | 42750 | 39980
        s Subtotal | 61250 | 52024
        s Grand Total | 1842770 | 1760633
    """,
    "the grand total at the top": """
        t Motor Vehicle Registrations, 2022
        h County | Passenger | Commercial | Motorcycle
        s Connecticut | 1404 | 318 | 129
        d Fairfield | 611 | 122 | 48
        d Hartford | 540 | 133 | 52
        d Tolland | 108 | 27 | 14
        d Windham | 145 | 36 | 15
    """,
    "notes with and without marks": """
        t Newborn Screening Results
        h Condition | Screened | Confirmed
        d Hypothyroidism | 35120 | 22
        d Phenylketonuria | 35120 | *
        d Galactosemia (1) | 35120 | *
        d Sickle cell disease | 35120 | 18
        b
        n * Fewer than five cases are not shown.
        n (1) Includes the Duarte variant.
        n Counts are of infants born in the State to residents of any state.
        n Source: Department of Public Health
    """,
    "blank rows within the data": """
        h Town | Wells | Failed
        d Andover | 14 | 2
        d Ashford | 22 | 5
        b
        d Bolton | 17 | 1
        d Columbia | 31 | 4
        b
        d Coventry | 40 | 9
        d Ellington | 28 | 3
    """,
    "no header at all": """
        d Bethel | 4120 | 17.2
        d Bolton | 1288 | 9.4
        d Branford | 7013 | 14.8
        d Bristol | 15277 | 20.1
        d Brookfield | 3981 | 11.6
    """,
    "a header of years alone": """
        h | 2017 | 2018 | 2019 | 2020
        d Hartford | 122 | 131 | 127 | 98
        d New London | 61 | 58 | 66 | 49
        d Middlesex | 37 | 35 | 41 | 30
        d Litchfield | 29 | 33 | 27 | 21
    """,
    "a list of one column": """
        h Participating Towns
        d Avon
        d Burlington
        d Farmington
        d Harwinton
        d Plainville
    """,
    "key and value": """
        d Agency | Department of Transportation
        d Program | Bridge inspection
        d Contact | J. Doe
        d Fiscal year | 2023
        d Bridges inspected | 1412
    """,
    "blocks side by side": """
        t Enrolled Voters
        h Town | Voters | Town | Voters
        d Bozrah | 1730 | Lebanon | 4811
        d Canterbury | 3472 | Lisbon | 2930
        d Colchester | 10118 | Norwich | 19304
        d Franklin | 1391 | Preston | 3214
        d Griswold | 7004 | Salem | 2977
    """,
    "stacked blocks with the same header": """
        t Region 1
        h Facility | Beds | Census
        d Bridgeport Manor | 180 | 166
        d Harbor View | 120 | 111
        d Long Ridge | 97 | 90
        b
        t Region 2
        h Facility | Beds | Census
        d Elm City Care | 210 | 187
        d West Rock | 140 | 131
        d Whitney Center | 59 | 52
    """,
    "stacked blocks with different headers": """
        t Table 1. Inspections
        h District | Visits | Violations
        d North | 310 | 44
        d Central | 512 | 97
        d South | 288 | 31
        b
        t Table 2. Fees
        h Kind of license | Fee | Issued | Revenue
        d Food service | 200 | 911 | 182200
        d Temporary event | 75 | 402 | 30150
        d Farmers market | 50 | 66 | 3300
    """,
    "a header repeated in the middle": """
        h Town | Cases | Rate
        d Madison | 12 | 6.8
        d Meriden | 77 | 12.7
        d Milford | 41 | 8.0
        h Town | Cases | Rate
        d Monroe | 15 | 7.9
        d Naugatuck | 38 | 12.1
        d Norwalk | 96 | 10.7
    """,
    "a sentence in the body": """
        h School | Tested | Proficient
        d Bowers | 58 | 41
        d Buckley | 63 | 37
        d Highland Park | 49 | 40
        n The schools below changed their test during the year.
        d Keeney | 71 | 44
        d Martin | 45 | 30
        d Verplanck | 66 | 29
    """,
    "a csv of three rows": """
        h id | town | amount
        d 1 | Suffield | 250
        d 2 | Simsbury | 975
    """,
    "a directory of offices, all words": """
        t Directory of Regional Offices
        b
        h Office | Address | City | Telephone
        d Bridgeport Regional Office | 925 Housatonic Avenue | Bridgeport | 203-555-0110
        d Hartford Regional Office | 20 Meadow Road | Windsor | 203-555-0111
        d Middletown Regional Office | 2081 South Main Street | Middletown | 203-555-0112
        d Torrington Regional Office | 62 Commercial Boulevard | Torrington | 203-555-0113
    """,
    "dates in the first column": """
        h Date | Tests | Positive | Hospitalized
        d 3/1/2021 | 20312 | 511 | 407
        d 3/2/2021 | 18744 | 602 | 399
        d 3/3/2021 | 22108 | 588 | 410
        d 3/4/2021 | 25013 | 633 | 402
        d 3/5/2021 | 31977 | 771 | 391
    """,
    "codes first": """
        h NAICS | Industry | Units | Employment
        d 111 | Crop production | 241 | 2911
        d 236 | Construction of buildings | 2703 | 11845
        d 311 | Food manufacturing | 402 | 8127
        d 445 | Food and beverage stores | 2286 | 41270
        d 622 | Hospitals | 71 | 60118
    """,
    "a transposed table": """
        h | North | Central | South
        d Inspectors | 12 | 19 | 11
        d Vehicles | 9 | 14 | 8
        d Square miles | 1480 | 1102 | 1630
        d Calls answered | 8123 | 15340 | 7715
    """,
    "fiscal years, a percent column and a state total by name": """
        t Temporary Family Assistance
        t Average monthly cases, by fiscal year
        h Town | FY 2019 | FY 2020 | Percent change
        d Enfield | 112 | 98 | -12.5%
        d Manchester | 301 | 277 | -8.0%
        d Vernon | 144 | 139 | -3.5%
        d Windsor | 98 | 91 | -7.1%
        s State Total | 655 | 605 | -7.6%
        n Note: Cases are counted in the town of residence.
    """,
    "hidden counts, the total first among towns in capitals": """
        h DISTRICT | BLACK | HISPANIC | WHITE | TOTAL
        d ANSONIA | 312 | 488 | 1204 | 2004
        d BARKHAMSTED | * | * | 287 | 301
        d BLOOMFIELD | 1633 | 202 | 94 | 1929
        d CANAAN | * | 8 | 71 | 83
        d CHESTER | 6 | 11 | 196 | 213
    """,
    "a number for each column under the header": """
        t Grants to Towns
        h Town | Education cost sharing | Road aid | Property tax relief
        h (1) | (2) | (3) | (4)
        d Sprague | 2632119 | 154403 | 386201
        d Stafford | 9810225 | 411920 | 102418
        d Stonington | 1203347 | 274155 | 56230
        d Thompson | 7579320 | 305114 | 38750
    """,
}
"""Name -> rows: the letter of the class, then the cells parted by |. Leading spaces after the first space are the cell's own."""


def sheets() -> list[tuple[str, str, list[Sequence[str]]]]:
    """Name, classes and rows of each sheet."""
    out = []
    for name, drawn in DRAWN.items():
        lines = [line.removeprefix(" " * 8) for line in drawn.strip("\n").split("\n") if line.strip()]
        rows = [[cell.rstrip() for cell in _cells(line[2:])] for line in lines]
        out.append((name, "".join(line[0] for line in lines), rows))
    return out


def _cells(text: str) -> list[str]:
    first, *rest = text.split("|")
    return [first.rstrip(), *(cell.strip() for cell in rest)]

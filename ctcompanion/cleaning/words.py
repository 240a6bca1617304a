"""Words that the cleanup knows. Sources: Connecticut agencies' own headings; OMB Directive 15 for race and ethnicity."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

ACRONYMS = frozenset(
    """ID IDS ZIP FIPS CT US USA USDA CHFA DECD DPH DSS DCF DOT DEEP DOL DMV OPM DRS DOC CSDE SDE HUD NAICS SIC SSN DOB URL FY SFY FFY CY SY
    GEOID GIS HIV AIDS STD HCV VASH LIHTC ADA IT HR EMS ELL IEP SAT ACT GED TANF SNAP WIC TV PC PCB EV MWH KWH KW MW CO2 NO2 PM AM UCONN QCEW""".split()
)
TOTAL_WORDS = r"(?i)(^|\b(grand|sub|state|county|town|over)[ -]?)totals?\b|\btotals?$|^all (towns|districts|counties|industries|grades|ages|races|agencies|schools|categories|students|sectors)\b|^state ?wide\b|^sum$"
STATE_NAMES = frozenset({"connecticut", "state of connecticut", "state", "statewide", "ct", "state total", "connecticut total"})
COUNTIES = frozenset({"fairfield", "hartford", "litchfield", "middlesex", "new haven", "new london", "tolland", "windham"})
REGIONS = frozenset(
    {
        "capitol",
        "greater bridgeport",
        "lower connecticut river valley",
        "naugatuck valley",
        "northeastern connecticut",
        "northwest hills",
        "south central connecticut",
        "southeastern connecticut",
        "western connecticut",
    }
)
GRADES = frozenset(
    {"pre-kindergarten", "pre kindergarten", "prekindergarten", "pre-k", "prek", "pk", "kindergarten", "kdg", "k", "kg", "ungraded"}
)
SEXES = frozenset({"male", "female", "males", "females", "men", "women", "boys", "girls", "nonbinary", "non-binary"})
RACES = frozenset(
    """white|black|asian|hispanic|latino|hispanic or latino|hispanic/latino|hispanic/latino of any race|hispanic or latino of any race|black or african american|black/african american
    |african american|american indian|american indian or alaska native|american indian/alaska native|american indian and alaska native|native american|native hawaiian|pacific islander
    |native hawaiian or other pacific islander|native hawaiian or pacific islander|native hawaiian/other pacific islander|native hawaiian and other pacific islander|asian or pacific islander|asian/pacific islander
    |asian american|two or more races|two or more|multiracial|multi-racial|multi-race|two+ races|more than one race|some other race|other race|non-hispanic white|non-hispanic black|non-hispanic asian|white non-hispanic
    |black non-hispanic|asian non-hispanic|white, non-hispanic|black, non-hispanic|white (non-hispanic)|black (non-hispanic)|non-hispanic|not hispanic or latino|caucasian|middle eastern or north african""".replace(
        "\n    ", ""
    ).split("|")
)
REMAINDERS = frozenset(
    {
        "other",
        "unknown",
        "total",
        "all",
        "others",
        "not reported",
        "not specified",
        "unspecified",
        "missing",
        "grand total",
        "all grades",
        "all ages",
        "all races",
        "both sexes",
        "other/unknown",
        "unknown/other",
        "all students",
    }
)


@cache
def towns() -> frozenset[str]:
    """The 169 towns, in lower case."""
    file = files("ctcompanion.reference").joinpath("towns.csv")
    with file.open(encoding="utf-8", newline="") as source:
        return frozenset(row["town"].lower() for row in csv.DictReader(source))

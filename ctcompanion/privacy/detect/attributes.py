"""Quasi-identifiers and sensitive attributes, and columns that only look personal."""

from __future__ import annotations

from datetime import date

from ctcompanion.privacy.detect import names, patterns
from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found
from ctcompanion.privacy.lists import limits, words

BY_HEADER = ("birth-year", "age", "sex", "race", "status", "health", "justice", "money-of-person", "event-date", "background")
"""Kinds that the header alone decides."""


def birth_date(facts: Facts) -> Found | None:
    """By header; or dates that spread over more years than an agency's work does."""
    if facts.says("birth-date"):
        return Found("birth-date")
    years = sorted(int(year) for value in facts.values if (year := patterns.year_of_day(value)))
    if len(years) < 20 or len(years) < 0.8 * len(facts.values) or facts.unique_share < 0.3:
        return None
    middle = years[len(years) // 20], years[-(len(years) // 20) - 1]
    long = middle[1] - middle[0] > limits()["birth_date"]["years"] and middle[1] <= date.today().year
    return Found("birth-date") if long else None


def coordinates(facts: Facts) -> Found | None:
    """Four decimals or more; points that repeat over many rows are middles of areas."""
    headed = facts.says("latitude", "longitude", "point")
    pairs = facts.share(_is_point)
    share = max(pairs, facts.share(_is_exact_degree if headed else _is_in_connecticut))
    if share < (0.3 if headed or pairs else 0.9) or facts.distinct < 2:
        return None
    repeats = facts.filled / max(facts.distinct, 1) >= limits()["coordinates"]["repeats"]
    return Found("repeated-coordinates" if repeats else "coordinates", share)


def _degree(value: str) -> float | None:
    """A number between -180 and 180 with four decimals or more."""
    whole, _, decimals = value.lstrip("-").partition(".")
    if not (whole.isdigit() and decimals.isdigit() and value.isascii()) or len(decimals) < limits()["coordinates"]["decimals"]:
        return None
    number = float(value)
    return number if abs(number) <= 180 else None


def _is_exact_degree(value: str) -> bool:
    return _degree(value) is not None


def _is_in_connecticut(value: str) -> bool:
    degree = _degree(value)
    return degree is not None and (40.9 <= degree <= 42.1 or -73.8 <= degree <= -71.7)


def _is_point(value: str) -> bool:
    inside = value[:80].upper().removeprefix("POINT").strip(" ()").replace(",", " ").split()
    return len(inside) == 2 and all(_degree(part) is not None for part in inside)


def zip_code(facts: Facts) -> Found | None:
    """Five or nine digits, by header or by Connecticut's 06."""
    if facts.share(patterns.is_zip_plus_4) >= 0.3:
        return Found("zip-plus-4")
    local = facts.share(lambda value: patterns.is_zip(value) and value.startswith("06"))
    return Found("zip") if facts.says("zip") or local >= 0.9 else None


def town(facts: Facts) -> Found | None:
    """Towns and other places, by header or by Connecticut's 169 names."""
    share = facts.share(names.is_elsewhere)
    return Found("place-of-person", share) if facts.says("place-of-person") or (share >= 0.7 and not facts.is_number) else None


def by_header(facts: Facts) -> Found | None:
    """Age, sex, race, health, justice, money...: what the header calls it."""
    if facts.distinct == 0:
        return None
    for kind in BY_HEADER:
        if facts.says(kind):
            return Found(kind)
    return None


def by_values(facts: Facts) -> Found | None:
    """Sex, race and diagnosis codes under any header."""
    if facts.is_number or facts.is_date:
        return None
    if facts.share(patterns.is_icd10) >= 0.8 and any("." in value for value in facts.values):
        return Found("health", facts.share(patterns.is_icd10))
    if 2 <= facts.distinct <= 8 and facts.share(lambda value: value.lower() in words("sex")) >= 0.99 and _both_sexes(facts):
        return Found("sex")
    if facts.distinct <= 40 and facts.share(_is_race) >= 0.8:
        return Found("race")
    share = facts.share(_is_sensitive) if facts.word_count < 8 else 0.0
    return Found("sensitive-text", share) if share >= 0.3 else None


def _both_sexes(facts: Facts) -> bool:
    seen = {value.lower() for value in facts.values}
    return {"m", "f"} <= seen or {"male", "female"} <= seen or {"man", "woman"} <= seen


def _is_race(value: str) -> bool:
    parts = value.lower().replace("/", " ").replace(",", " ").split()
    return "asian" in parts or "hispanic" in parts or "black" in parts or value.lower() in words("race")


def _is_sensitive(value: str) -> bool:
    return not words("sensitive").isdisjoint(value.lower().replace(",", " ").split())


def record_number(facts: Facts) -> Found | None:
    """Numbers of cases, dockets, permits: identifying only for who can look them up."""
    fits = facts.says("record-number") and facts.unique_share >= 0.3 and facts.share(patterns.is_code) >= 0.5
    return Found("record-number") if fits and not facts.is_date else None


def parcel(facts: Facts) -> Found | None:
    return Found("parcel") if facts.says("parcel") else None


def npi(facts: Facts) -> Found | None:
    """Provider numbers: public."""
    share = facts.distinct_share(patterns.is_npi)
    return Found("npi", share) if facts.says("npi") or (share >= 0.9 and len(facts.values) >= 5) else None


def picture(facts: Facts) -> Found | None:
    return Found("picture") if facts.says("picture") and facts.distinct else None


def empty(facts: Facts) -> Found | None:
    return Found("empty") if not facts.values else None


def web_address(facts: Facts) -> Found | None:
    """A web address is nothing personal."""
    return Found("nothing") if facts.share(patterns.is_url) >= 0.8 else None

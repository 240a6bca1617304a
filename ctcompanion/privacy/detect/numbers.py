"""Numbers that belong to one person: Social Security, card, licence, plate, vehicle, client, student, employee, device."""

from __future__ import annotations

from ctcompanion.privacy.detect import patterns
from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found

OTHER_NUMBERS = ("record-number", "parcel", "npi", "zip", "phone", "drivers-licence", "account", "latitude", "longitude")
CONNECTICUT_ZIP = "06"
FIRST_DIGITS = 5
"""Account codes such as 100.10.5000 begin alike, Social Security numbers do not."""


def ssn(facts: Facts) -> Found | None:
    """With dashes: nearly all of that form are valid (codes of the same form are not). Without: header, or a telling spread."""
    shaped, valid = facts.share(patterns.is_ssn_form), facts.share(lambda value: patterns.is_ssn_form(value) and patterns.is_ssn(value))
    if shaped >= 0.5 and facts.says("ssn"):
        # The heading says it: numbers that were never issued (test data, typing errors) do not make it another column.
        return Found("ssn", shaped)
    if shaped >= 0.5 and valid >= 0.95 * shaped:
        return Found("ssn", valid)
    if facts.says("ssn") and (share := facts.share(patterns.is_nine_digits)) >= 0.5:
        return Found("ssn", share)
    odd = facts.share(patterns.is_odd_ssn)
    if odd >= (0.3 if facts.says("ssn") else 0.95) and (
        facts.says("ssn") or len({_digits(value)[:1] for value in facts.values}) >= FIRST_DIGITS
    ):
        return Found("ssn", odd)
    return Found("ssn", 1.0) if _spread_like_ssn(facts) else None


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdigit())


def _spread_like_ssn(facts: Facts) -> bool:
    """Nine digits everywhere, leading zeros among them, no area that was never given, all first digits: amounts and codes differ."""
    if not _nine_digits_unique(facts) or not all(map(patterns.is_ssn, facts.values)):
        return False
    first = {value[0] for value in facts.values}
    return len(facts.values) >= 40 and "0" in first and len(first) >= 7


def _nine_digits_unique(facts: Facts) -> bool:
    return (
        len(facts.values) >= 20
        and facts.unique_share >= 0.8
        and not facts.says(*OTHER_NUMBERS)
        and all(map(patterns.is_nine_digits, facts.values))
        and not all(value.startswith(CONNECTICUT_ZIP) for value in facts.values)
    )


def masked_ssn(facts: Facts) -> Found | None:
    """XXX-XX-1234, or four digits under a header that says so."""
    share = facts.share(patterns.is_masked_ssn)
    if share >= 0.3:
        return Found("masked-ssn", share)
    last_four = facts.share(lambda value: len(value) == 4 and value.isdigit())
    return Found("masked-ssn", last_four) if facts.says("ssn") and last_four >= 0.5 else None


def payment_card(facts: Facts) -> Found | None:
    """One in ten random numbers passes the check digit, so most must."""
    share = facts.distinct_share(patterns.is_card)
    return Found("payment-card", share) if share >= (0.4 if facts.says("account") else 0.8) and len(facts.values) >= 3 else None


def ip(facts: Facts) -> Found | None:
    """IP addresses; version and section numbers have the form but small parts."""
    share = facts.share(patterns.is_ip)
    large = facts.distinct_share(patterns.is_large_ip)
    return Found("ip", share) if (facts.says("ip") and share >= 0.3) or (share >= 0.8 and large >= 0.5) else None


def device(facts: Facts) -> Found | None:
    """MAC addresses by form; other device numbers by header."""
    share = facts.share(patterns.is_mac)
    if share >= 0.5:
        return Found("device", share)
    return _headed(facts, "device", 0.5)


def vin(facts: Facts) -> Found | None:
    share = facts.share(patterns.is_vin)
    return Found("vin", share) if share >= (0.2 if facts.says("vin") else 0.8) and len(facts.values) >= 3 else None


def plate(facts: Facts) -> Found | None:
    """License plates by header; or Connecticut's form all through, with many different letters (codes begin alike)."""
    headed = _headed(facts, "plate", 0.3)
    if headed or facts.unique_share < 0.8 or facts.distinct_share(patterns.is_connecticut_plate) < 0.95 or facts.says(*OTHER_NUMBERS):
        return headed
    starts = {value[:2] for value in facts.values}
    return Found("plate", 1.0) if len(starts) >= max(12, 0.25 * min(len(facts.values), 200)) else None


def passport(facts: Facts) -> Found | None:
    return _headed(facts, "passport", 0.3)


def person_number(facts: Facts) -> Found | None:
    """Client, patient, student, employee... numbers: a person may stand in several rows, so many repeats are allowed."""
    return _headed(facts, "person-number", 0.05)


def account(facts: Facts) -> Found | None:
    return _headed(facts, "account", 0.3)


def drivers_licence(facts: Facts) -> Found | None:
    """By header; or Connecticut's form: nine digits, the first two from 01 to 24."""
    headed = _headed(facts, "drivers-licence", 0.5)
    if headed or not _nine_digits_unique(facts):
        return headed
    starts = {value[:2] for value in facts.values}
    return Found("drivers-licence", 1.0) if len(starts) >= 12 and all("01" <= start <= "24" for start in starts) else None


def _headed(facts: Facts, kind: str, unique: float) -> Found | None:
    """The header names the kind, most values look like codes, and they tell rows apart."""
    if not facts.says(kind) or facts.distinct < 2 or facts.unique_share < unique or facts.is_date:
        return None
    share = facts.share(lambda value: patterns.is_code(value) and not _is_decimal(value))
    return Found(kind, share) if share >= 0.5 else None


def _is_decimal(value: str) -> bool:
    whole, point, rest = value.partition(".")
    return bool(point) and whole.isdigit() and rest.isdigit() and len(rest) <= 2

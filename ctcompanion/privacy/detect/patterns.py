"""Single values: what has the form of an identifier and passes its check. RE2 only, so that no text takes long."""

from __future__ import annotations

import re2

from ctcompanion.privacy.lists import words

LONGEST = 200
"""No identifier is longer; a longer value is text, which scan.py reads."""

_SSN = re2.compile(r"^\d{3}[- ]\d{2}[- ]\d{4}$")
_ODD_SSN = re2.compile(r"(?i)^(?:ssn?[ :#]{0,3})?\d{3} ?[-./_ ] ?\d{2} ?[-./_ ] ?\d{4}$|^ssn?[ :#]{1,3}\d{9}$")
_MASKED_SSN = re2.compile(r"^[Xx*#]{3}[- ]?[Xx*#]{2}[- ]?\d{4}$|^\d{3}[- ][Xx*#]{2}[- ]\d{4}$")
_TYPED_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("•●∗＊", "*") | {"＠": "@"})  # fmt: skip
_PHONE = re2.compile(
    r"^(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?-? ?|[2-9]\d{2}[-. /]?)[2-9]\d{2}[-. ]?\d{4}(?: ?(?:x|ext\.?|extension|#) ?\d{1,6})?$"
)
_PHONE_ABROAD = re2.compile(r"^\+[2-9][0-9() -]{7,18}$")
_SHORT_PHONE = re2.compile(r"^[2-9]\d{2}[-. ]\d{4}$")
_EMAIL = re2.compile(r"^(?:mailto:)?([A-Za-z0-9._%+'&-]{1,64})@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}[;,]?$")
_URL = re2.compile(r"(?i)^(?:https?://|ftp://|www\.)[^ ]+$")
_MAC = re2.compile(r"^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}$")
_IPV4 = re2.compile(r"^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$")
_IPV6 = re2.compile(r"^[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){3,7}$")
_VIN = re2.compile(r"^[A-HJ-NPR-Z0-9]{17}$")
_ICD10 = re2.compile(r"^[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$")
_ZIP4 = re2.compile(r"^\d{5}-\d{4}$")
_ZIP = re2.compile(r"^0\d{4}$|^[1-9]\d{4}$")
_PO_BOX = re2.compile(r"(?i)^(?:p\.? ?o\.?|post office) ?box ")
_HOUSE = re2.compile(r"(?i)^#?\d{1,6}[a-z]?(?:[-/]\d{1,5}[a-z]?)?(?: 1/2)?,? ([a-z0-9.'& #/,;()-]{2,150})$")
_AFTER_STREET = re2.compile(r"(?i)[,;(#/].*$|\b(?:apt|apartment|unit|suite|ste|floor|fl|room|rm|bldg|building|lot|po box|p o box)\b.*$")
_HOUSE_STARTS = "#0123456789"
_STATE_ZIP = re2.compile(r"[A-Za-z.,] [A-Z]{2},? \d{5}(?:-\d{4})?$")
_STREET_ENDS = ("strasse", "straße", "gasse", "straat", "gatan", "vägen", "gata")
_CONNECTICUT_PLATE = re2.compile(r"^[A-Z]{2}\d{5}$")
_URL_STARTS = ("h", "H", "f", "F", "w", "W")
_LETTERS = re2.compile(r"[a-z]+")
_CODE = re2.compile(r"^[A-Za-z0-9#][A-Za-z0-9 ./_#-]{2,30}$")
_CARD_STARTS = ("34", "35", "36", "37", "38", "30", "4", "51", "52", "53", "54", "55", "6011", "64", "65", "62", "22", "23", "24", "25", "26", "27", "50", "56", "57", "58", "6", "2131", "1800")  # fmt: skip


def as_typed(value: str) -> str:
    """The plain sign for each dash, blank, star and @ that only looks like it: a word processor turns 123-45-6789 into 123–45–6789."""
    return value if value.isascii() else value.translate(_TYPED_ALIKE)


def is_odd_ssn(value: str) -> bool:
    """123.45.6789, 123 - 45 - 6789, SSN: 123456789: the number in another spelling, and one that could have been given."""
    if not 11 <= len(value) <= 21 or not _ODD_SSN.search(value):
        return False
    return ssn_valid("".join(character for character in value if character.isdigit()))


def is_ssn_form(value: str) -> bool:
    """123-45-6789 or 123 45 6789, valid or not."""
    return len(value) == 11 and bool(_SSN.search(value))


def is_ssn(value: str) -> bool:
    """Nine digits, dashes or blanks aside, that the Social Security Administration could have given."""
    digits = value.replace("-", "").replace(" ", "")
    return len(digits) == 9 and _ascii_digits(digits) and ssn_valid(digits)


def ssn_valid(digits: str) -> bool:
    """Area not 000, 666 or 9xx; group and serial not zero."""
    return digits[:3] not in {"000", "666"} and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"


def is_masked_ssn(value: str) -> bool:
    """XXX-XX-1234 and the like."""
    return 9 <= len(value) <= 11 and bool(_MASKED_SSN.search(value))


def is_nine_digits(value: str) -> bool:
    return len(value) == 9 and _ascii_digits(value)


def is_phone(value: str) -> bool:
    """A North American number with or without signs between, or one that starts with + and another country."""
    return 10 <= len(value) < 40 and value[0] in "+(123456789" and bool(_PHONE.search(value) or _PHONE_ABROAD.search(value))


def is_short_phone(value: str) -> bool:
    """Seven digits as 555-1234: only with a header."""
    return len(value) == 8 and bool(_SHORT_PHONE.search(value))


def email_box(value: str) -> str | None:
    """What stands before the @ of an e-mail address, lower case; None for anything else."""
    found = _EMAIL.search(value) if "@" in value and len(value) < LONGEST else None
    return found.group(1).lower() if found else None


def is_email(value: str) -> bool:
    return email_box(value) is not None


def is_role_email(value: str) -> bool:
    """info@, clerk@, town.clerk@: an office's mailbox."""
    box = email_box(value)
    parts = _LETTERS.findall(box) if box else []
    return bool(parts) and all(part in words("roles") or len(part) <= 1 for part in parts)


def is_url(value: str) -> bool:
    return len(value) < 2_000 and value[:1] in _URL_STARTS and bool(_URL.search(value))


def is_mac(value: str) -> bool:
    return len(value) == 17 and bool(_MAC.search(value))


def is_ip(value: str) -> bool:
    """An IPv4 or IPv6 address; 0.x and 255.x at the front are none."""
    found = _IPV4.search(value) if value.count(".") == 3 and len(value) <= 15 else None
    if found:
        parts = [int(part) for part in found.groups()]
        return 0 < parts[0] < 240 and max(parts) < 256
    return value.count(":") >= 3 and len(value) < 40 and bool(_IPV6.search(value)) and not is_mac(value)


def is_large_ip(value: str) -> bool:
    """An IP address with a part of three digits: version and section numbers stay small."""
    return is_ip(value) and (":" in value or any(len(part) == 3 for part in value.split(".")))


def is_vin(value: str) -> bool:
    """17 characters without I, O, Q, digits and letters mixed."""
    return len(value) == 17 and bool(_VIN.search(value)) and 3 <= sum(character.isdigit() for character in value) <= 16


def is_connecticut_plate(value: str) -> bool:
    """Two letters and five digits, the form of Connecticut's passenger plates since 2015."""
    return len(value) == 7 and bool(_CONNECTICUT_PLATE.search(value))


def is_icd10(value: str) -> bool:
    return len(value) < 9 and bool(_ICD10.search(value))


def is_zip(value: str) -> bool:
    return len(value) == 5 and bool(_ZIP.search(value))


def is_zip_plus_4(value: str) -> bool:
    return len(value) == 10 and bool(_ZIP4.search(value))


def is_card(value: str) -> bool:
    """13 to 19 digits that start as cards do and whose check digit (Luhn) fits."""
    digits = value.replace(" ", "").replace("-", "")
    return 12 <= len(digits) <= 19 and _ascii_digits(digits) and digits.startswith(_CARD_STARTS) and luhn(digits)


def luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + position % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0 and digits.strip("0") != ""


def is_npi(value: str) -> bool:
    """Ten digits from 1 or 2 on whose check digit fits with 80840 before them (CMS, NPI standard)."""
    return len(value) == 10 and _ascii_digits(value) and value[0] in "12" and luhn("80840" + value)


def is_street_address(value: str) -> bool:
    """A house number and a street with its suffix (USPS Publication 28), or a post office box."""
    if not 6 <= len(value) <= LONGEST:
        return False
    if value[0] in "pP" and _PO_BOX.search(value):
        return True
    if _is_address_abroad(value) or (value[0] in _HOUSE_STARTS and _STATE_ZIP.search(value)):
        return True
    found = _HOUSE.search(value) if value[0] in _HOUSE_STARTS else None
    return found is not None and ends_as_street(_AFTER_STREET.sub("", found.group(1)))


def _is_address_abroad(value: str) -> bool:
    """A street word of another language beside a number: `12 rue de la Paix`, `Hauptstraße 5`, `Via Roma, 3`."""
    parts = value.lower().replace(",", " ").replace(".", "").split()
    if len(parts) > 10 or not any(part[0].isdigit() and len(part) < 6 for part in parts):
        return False
    return not words("street_abroad").isdisjoint(parts) or any(part.endswith(_STREET_ENDS) and len(part) > 6 for part in parts)


def ends_as_street(value: str) -> bool:
    """Two words or more, the last a street suffix (a direction or a route number may follow)."""
    parts = value.lower().replace(".", "").split()
    while len(parts) > 2 and (
        parts[-1] in {"n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"} or parts[-1].isdigit()
    ):
        parts.pop()
    return len(parts) >= 2 and (parts[-1] in words("street") or parts[0] in {"route", "rte", "rt", "broadway", "avenue"})


def has_house_number(value: str) -> bool:
    """Starts with a number, then words: enough for an address when the header says so."""
    found = _HOUSE.search(value) if len(value) <= LONGEST and value[0] in _HOUSE_STARTS else None
    return found is not None and bool(_LETTERS.search(found.group(1).lower()))


def year_of_day(value: str) -> str | None:
    """The year of a date as 1985-02-14 or 2/14/1985; a bare year is no date."""
    parts = value[:10].replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    year = parts[0] if len(parts[0]) == 4 else parts[2]
    return year if len(year) == 4 and "1850" <= year <= "2100" else None


def is_code(value: str) -> bool:
    """What a number of a person, case or licence looks like: short, one run of letters and digits, at least two digits, no date."""
    return bool(_CODE.search(value)) and sum(character.isdigit() for character in value) >= 2 and year_of_day(value) is None


def _ascii_digits(value: str) -> bool:
    return value.isascii() and value.isdigit()

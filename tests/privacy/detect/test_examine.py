"""One column at a time: what it is taken for, from its header and its values. All values are made up."""

from __future__ import annotations

from typing import Any

import pytest

from ctcompanion.model import Column, ColumnVerdict, DataType, Level
from ctcompanion.privacy.detect.examine import examine_column
from ctcompanion.reference import towns
from tests.privacy.tables import type_of, typed

FULL_NAMES = ["Maria Lopez", "John A. Smith", "Wei Zhang", "Aisha Khan", "Robert Lee Jr.", "Olga Petrova", "Dr. Susan Clark", "Tom O'Brien"]
LAST_FIRST = ["LOPEZ, MARIA", "SMITH, JOHN A", "ZHANG,WEI", "KHAN, AISHA", "LEE JR, ROBERT", "PETROVA, OLGA"]
ORGANISATIONS = ["Acme Paving LLC", "Smith Funeral Home", "Kent Public Library", "Stevens-Griffin", "Brown, Lee and Diaz", "Jones & Sons"]
SSNS = ["219-09-9999", "457-55-5462", "078-05-1121", "321-54-9876"]
INVALID = ["666-24-3890", "966-22-2037", "000-69-9691", "900-11-2222"]
PHONES = ["(860) 555-0123", "203-555-0147", "475.555.0101", "1-959-555-0199"]
ADDRESSES = ["12 Elm Street", "4 Main St Apt 3", "1200 N Oak Ridge Rd", "PO Box 77", "35-37 Hill Ave, Avon, CT 06001"]


def verdict(header: str, values: list[Any], about_people: bool = True) -> ColumnVerdict:
    """What a column of this header and these values is taken for."""
    series = typed(values)
    return examine_column(Column("c", type_of(series), original=header), series, about_people)


@pytest.mark.parametrize(
    ("header", "values", "rule"),
    [
        ("column 1", SSNS, "ssn"),
        ("SSN", ["219099999", "457555462"], "ssn"),
        ("last4", ["XXX-XX-1234", "XXX-XX-9876"], "masked-ssn"),
        ("ssn4", ["1234", "9876", "5555"], "masked-ssn"),
        ("column 1", ["ann.lee@example.org", "bob@example.com"], "email"),
        ("column 1", PHONES, "phone"),
        ("Phone", ["8605550123", "2035550147"], "phone"),
        ("column 1", ADDRESSES, "address"),
        ("Mailing Address", ["12 Old Farms", "7 The Green"], "address"),
        ("column 1", FULL_NAMES, "person-name"),
        ("column 1", LAST_FIRST, "person-name"),
        ("Licensee", [*FULL_NAMES[:3], *ORGANISATIONS], "person-name"),
        ("FirstName", ["Maria", "John", "Wei", "Xquz"], "given-name"),
        ("lname", ["Lopez", "Smith", "O'Brien", "Garcia-Ruiz"], "surname"),
        ("column 1", ["4111 1111 1111 1111", "5555555555554444", "378282246310005"], "payment-card"),
        ("column 1", ["192.0.2.146", "203.0.113.9", "198.51.100.255"], "ip"),
        ("column 1", ["40:dc:33:a4:67:94", "cc:21:11:a7:da:80"], "device"),
        ("column 1", ["1HGCM82633A004352", "5YJSA1DN5CFP01657", "JH4KA7561PC008269"], "vin"),
        ("Plate Number", ["AB12345", "CD67890", "123ABC"], "plate"),
        ("License #", ["027307128", "099953211"], "drivers-licence"),
        ("Patient ID", [61908745, 38393369], "person-number"),
        ("Employee Number", ["E-1001", "E-1002"], "person-number"),
        ("Account Number", ["99-1234-7", "99-1235-4"], "account"),
    ],
)
def test_what_names_a_person_stops(header: str, values: list[Any], rule: str) -> None:
    found = verdict(header, values)
    assert (found.rule, found.level) == (rule, Level.STOP)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Account Code", INVALID),
        ("version", ["6.1.6.20", "6.8.5.24", "1.12.9.25"]),
        ("Vendor", ORGANISATIONS),
        ("name", list(towns()[:40])),
        ("column 1", list(towns())),
        ("Street Name", ["Jasmine Islands", "Smith Light", "Kelly Path", "Andrew Bridge"]),
        ("URL", ["https://www.graves.info/", "http://smith.com"]),
        ("GEOID", ["0914995498", "0903984009"]),
        ("Amount", [537544768, 794016867, 620250434]),
        ("NPI", ["1581823144", "1081484667"]),
        ("Agency", ["DPH", "DSS", "OPM"]),
        ("Color", ["White", "Black", "Green", "Gray", "Rose"]),
        ("Month", ["April", "May", "June", "August"]),
        ("Serial Number", [2020348, 2020349]),
        ("First Dose Date", ["2021-01-04", "2021-02-05"]),
        ("Last Updated", ["2021-01-04", "2021-02-05"]),
        ("Phone Service", ["Yes", "No"]),
        ("License Type", ["RN", "MD", "LPN"]),
        ("Employee Count", [12, 14, 90]),
        ("Social Services Spending", [120000, 145000]),
        ("email", ["info@example.org", "town.clerk@example.org"]),
    ],
)
def test_what_names_no_person_does_not_stop(header: str, values: list[Any]) -> None:
    assert verdict(header, values).level is not Level.STOP


@pytest.mark.parametrize(
    ("header", "values", "rule", "level"),
    [
        ("Birth Date", ["1980-02-14", "1971-11-30"], "birth-date", Level.REVIEW),
        ("column 1", [f"{1930 + n}-0{1 + n % 9}-11" for n in range(80)], "birth-date", Level.REVIEW),
        ("Latitude", [41.232941, 41.452078], "coordinates", Level.REVIEW),
        ("column 1", [41.232941, 41.452078, 41.583617], "coordinates", Level.REVIEW),
        ("Geocoded", ["(41.23294, -72.11111)", "(41.45207, -72.22222)"], "coordinates", Level.REVIEW),
        ("Latitude", [41.232941, 41.452078] * 20, "repeated-coordinates", Level.NOTE),
        ("ZIP", ["06001", "06002"], "zip", Level.REVIEW),
        ("column 1", ["06001-1234", "06002-9876"], "zip-plus-4", Level.REVIEW),
        ("Age at visit", [33, 71], "age", Level.REVIEW),
        ("column 1", ["M", "F", "M", "F"], "sex", Level.REVIEW),
        ("column 1", ["White", "Black or African American", "Asian"], "race", Level.REVIEW),
        ("column 1", ["E11.9", "I10", "J45.909"], "health", Level.REVIEW),
        ("Annual Salary", [54000, 61000], "money-of-person", Level.REVIEW),
        ("Case Number", ["HHD-CV-20-1", "HHD-CV-20-2"], "record-number", Level.REVIEW),
        ("Docket", [935192622, 944534278], "record-number", Level.REVIEW),
        ("email", ["info@example.org", "clerk@example.org"], "role-email", Level.NOTE),
        ("NPI", ["1581823144", "1081484667"], "npi", Level.NOTE),
        ("Vendor", [*ORGANISATIONS, "Maria Lopez", "John Smith"], "hidden-people", Level.REVIEW),
        ("notes", ["Late receive sell store property.", "Even yard court section possible either."], "free-text", Level.REVIEW),
    ],
)  # fmt: skip
def test_what_needs_a_look(header: str, values: list[Any], rule: str, level: Level) -> None:
    found = verdict(header, values)
    assert (found.rule, found.level) == (rule, level)


def test_one_identifier_in_a_hundred_notes_stops() -> None:
    notes = [f"Visited the site on day {n} and found nothing wrong." for n in range(99)] + ["Spoke with her at 860-555-0147 today."]
    assert verdict("notes", notes).rule == "text-with-identifier"


def test_an_office_s_mailbox_in_a_note_does_not() -> None:
    assert (
        verdict("notes", ["Write to info@example.org for the form please."] * 2 + ["Nothing else to say about it."]).level is not Level.STOP
    )


@pytest.mark.parametrize(("header", "values"), [("Phone", PHONES), ("Address", ADDRESSES)])
def test_where_rows_are_places_or_businesses_ways_to_reach_them_are_a_note(header: str, values: list[str]) -> None:
    assert verdict(header, values, about_people=False).level is Level.NOTE


def test_plates_are_known_without_a_header_by_their_many_letters() -> None:
    plates = [f"{chr(65 + n % 26)}{chr(65 + n * 7 % 26)}{10_000 + n * 731}" for n in range(60)]
    assert verdict("column 1", plates).rule == "plate"
    assert verdict("column 1", [f"AB{10_000 + n}" for n in range(60)]).rule == "nothing"


def test_an_identifier_is_found_wherever_it_stands() -> None:
    values = [f"item {n}" for n in range(5_000)]
    values[4_321] = "see 219-09-9999"
    assert verdict("column 1", values).rule == "text-with-identifier"


@pytest.mark.parametrize("values", [[None, None], ["", "  "], [], ["x" * 10_000], [True, False], [1.5, None], ["a\nb", "ha \nha"]])
def test_odd_columns_are_answered(values: list[Any]) -> None:
    assert verdict("Name", values).level is Level.OK


def test_a_million_kinds_are_answered() -> None:
    values = [f"kind {n}" for n in range(1_000_000)]
    assert verdict("column 1", values).rule == "nothing"


def test_mixed_types_are_read_as_text() -> None:
    assert verdict("id", ["219-09-9999", "12", "457-55-5462", "2020-01-01", "078-05-1121"]).level is Level.STOP


def test_verdicts_hold_no_value() -> None:
    assert "219-09" not in repr(verdict("SSN", SSNS))


def test_types_do_not_hide_identifiers() -> None:
    assert verdict("card", [4111111111111111, 5555555555554444, 378282246310005]).rule == "payment-card"
    assert DataType.NUMBER is type_of(typed([1]))


@pytest.mark.parametrize("sign", ["-", "."])
def test_sample_codes_of_the_form_of_an_ssn_that_could_not_all_be_one_do_not_stop(sign: str) -> None:
    codes = [f"{500 + 89 * place % 500}{sign}{10 + place}{sign}{1000 + 37 * place}" for place in range(60)]
    assert verdict("Sample", codes).level is not Level.STOP
    ours = [f"{1 + 97 * place % 660:03d}{sign}{10 + place}{sign}{1000 + 37 * place}" for place in range(60)]
    assert verdict("Sample", ours).rule == "ssn"

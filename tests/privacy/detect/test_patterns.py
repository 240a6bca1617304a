"""Single values, and the promise that no text takes long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pandas as pd
import pytest

from ctcompanion.privacy.detect import names, patterns, text
from ctcompanion.privacy.detect.header import header_kinds, header_split
from ctcompanion.privacy.detect.scan import candidates, kinds_inside, scan

SIZE = 10_000
NASTY = (
    "a" * SIZE, "1" * SIZE, "1-" * (SIZE // 2), "a@" * (SIZE // 2), "a." * (SIZE // 2), "(860) " * (SIZE // 6), " " * SIZE,
    "12 " + "a " * (SIZE // 2), "Ann " * (SIZE // 4), "123-45-" * (SIZE // 7), "4111 " * (SIZE // 5), "a@b." * (SIZE // 4), "A, " * (SIZE // 3), ":" * SIZE,
)  # fmt: skip
TESTS: tuple[Callable[[str], object], ...] = (
    patterns.is_ssn_form, patterns.is_odd_ssn, patterns.as_typed, patterns.is_ssn, patterns.is_masked_ssn, patterns.is_phone, patterns.is_short_phone, patterns.is_email, patterns.is_role_email,
    patterns.is_url, patterns.is_mac, patterns.is_ip, patterns.is_vin, patterns.is_connecticut_plate, patterns.is_icd10, patterns.is_zip, patterns.is_zip_plus_4,
    patterns.is_card, patterns.is_npi, patterns.is_street_address, patterns.ends_as_street, patterns.has_house_number, patterns.is_code,
    names.name_score, names.is_organisation, names.is_single_given, names.is_single_surname, text.holds_name, kinds_inside, header_split,
)  # fmt: skip


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_ten_kilobytes_of_anything_take_less_than_50_ms(test: Callable[[str], object]) -> None:
    slowest = 0.0
    for value in NASTY:
        start = time.process_time()
        test(value)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 0.05


@pytest.mark.parametrize("value", NASTY)
def test_scanning_a_nasty_cell_takes_less_than_50_ms(value: str) -> None:
    cells = pd.Series([value], dtype="str")
    start = time.process_time()
    scan(cells)
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize("area", ["000", "666", "900", "999"])
def test_areas_that_were_never_given_are_no_ssn(area: str) -> None:
    assert not patterns.is_ssn(f"{area}-12-3456")


@pytest.mark.parametrize("value", ["219-00-9999", "219-09-0000"])
def test_zero_groups_and_serials_are_no_ssn(value: str) -> None:
    assert not patterns.is_ssn(value)


@pytest.mark.parametrize(("value", "fits"), [("4111111111111111", True), ("4111111111111112", False), ("0000000000000000", False)])
def test_cards_pass_the_check_digit(value: str, fits: bool) -> None:
    assert patterns.is_card(value) is fits


def test_an_npi_passes_its_check_digit() -> None:
    assert patterns.is_npi("1234567893")
    assert not patterns.is_npi("1234567890")


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("(860) 555-0123", True), ("+1 860 555 0123", True), ("860.555.0123 x12", True), ("8605550123", True), ("+44 20 7946 0958", True),
        ("160-555-0123", False), ("860-155-0123", False), ("86055501", False), ("2020-2021", False),
    ],
)  # fmt: skip
def test_phones(value: str, fits: bool) -> None:
    assert patterns.is_phone(value) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("12 Elm Street", True), ("4 Main St, Apt 3", True), ("1 RTE 6", True), ("35-37 HILL AVE", True), ("P.O. Box 12", True), ("12½ Elm St", False),
        ("44470 Emily Heights", True), ("Elm Street", False), ("12 rue de la Paix", True), ("Hauptstraße 5", True),
        ("1600 Pennsylvania, Washington, DC 20500", True), ("Hartford, CT 06103", False), ("12 apples", False), ("2020 Census", False),
    ],
)  # fmt: skip
def test_street_addresses(value: str, fits: bool) -> None:
    assert patterns.is_street_address(value) is fits


@pytest.mark.parametrize("value", ["Maria Lopez", "LOPEZ, MARIA", "LOPEZ MARIA", "Ms. Ashley Burns", "José Núñez", "maria lopez", "Jean-Luc Moreau", "Robert Lee III", "Olga Petrova MD", "SMITH,JOHN A"])  # fmt: skip
def test_names_are_names(value: str) -> None:
    assert names.name_score(value) >= 0.6


@pytest.mark.parametrize("value", ["New Haven", "Smith Funeral Home", "Stevens-Griffin", "Brown, Lee and Diaz", "Elm Street", "Hartford, CT", "DPH", "2020", "Total", "Jones LLC", "x", ""])  # fmt: skip
def test_other_things_are_not(value: str) -> None:
    assert names.name_score(value) < 0.5


@pytest.mark.parametrize(
    ("header", "kind"),
    [("clientId", "person-number"), ("CLIENT_ID", "person-number"), ("Client Id", "person-number"), ("License #", "drivers-licence"), ("SSN", "ssn"), ("E-Mail", "email"), ("DOB", "birth-date"), ("DateOfBirth", "birth-date")],
)  # fmt: skip
def test_headers_are_read_in_any_spelling(header: str, kind: str) -> None:
    assert kind in header_kinds(header_split(header))


def test_a_match_over_the_border_of_two_cells_hides_nothing() -> None:
    cells = pd.Series(["4111 1111 1111", "219-09-9999", "x 860-555", "0147 y", *(f"word {n}" for n in range(50))], dtype="str")
    assert "219-09-9999" in candidates(cells)
    assert scan(cells) == {"ssn": 1}


def test_blanks_and_slices_are_scanned_right() -> None:
    cells = pd.Series([None, "a", None, "see 219-09-9999", None, *(f"word {n}" for n in range(50))], dtype="str")
    assert candidates(cells.iloc[2:]) == ["see 219-09-9999"]
    assert candidates(cells.iloc[4:]) == []


def test_codes_of_the_form_of_an_ssn_are_not_ssns_when_many_are_invalid() -> None:
    assert scan(pd.Series(["a 219-09-9999", "b 666-09-9999", "c 000-12-3456"], dtype="str")) == {}


@pytest.mark.parametrize(
    "value", ["123–45–6789", "123‑45‑6789", "123.45.6789", "123 - 45 - 6789", "123/45/6789", "123_45_6789", "SSN:123456789"]
)
def test_a_social_security_number_in_another_spelling_is_one(value: str) -> None:
    plain = patterns.as_typed(value)
    assert patterns.is_odd_ssn(plain) or patterns.is_ssn_form(plain)
    assert not patterns.is_odd_ssn(plain.replace("123", "666"))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Applicant 123–45–6789 was seen", "ssn"),
        ("Applicant ssn 123456789 was seen", "ssn"),
        ('{"ssn":"123456789"}', "ssn"),
        ("Applicant xxx-xx-1234 was seen", "masked-ssn"),
        ("Call 860–555–1234 after five", "phone"),
    ],
)
def test_an_identifier_in_another_spelling_is_found_inside_a_text(said: str, kind: str) -> None:
    assert scan(pd.Series([said, "nothing here"], dtype="str")) == {kind: 1}


def test_a_name_after_another_capital_is_seen() -> None:
    assert text.holds_name("Visited James Smith at home")
    assert not text.holds_name("Visited the office on Monday")

import pytest

from ctcompanion.metadata.licence import CHOICES, licence_findings, name, url
from ctcompanion.model import Level


def test_three_plain_choices_the_last_one_stops():
    assert [choice.stop for choice in CHOICES] == [False, False, True]
    assert CHOICES[0].id == "PUBLIC_DOMAIN"
    assert "Chief Data Officer" in CHOICES[2].sentence


@pytest.mark.parametrize("licence", ["PUBLIC_DOMAIN", "CC0_10", "PDDL", "CC_40_BY", "ODC_BY"])
def test_open_licenses_pass(licence):
    assert licence_findings(licence) == ()


@pytest.mark.parametrize("licence", ["CC_30_BY_NC", "CC_40_BY_ND", "CC_40_BY_SA", "SEE_TERMS_OF_USE", "", "HOME_MADE"])
def test_licenses_that_restrict_stop_for_the_chief_data_officer(licence):
    (finding,) = licence_findings(licence)
    assert finding.level is Level.STOP
    assert "Chief Data Officer" in finding.why


def test_names_and_addresses_are_known():
    assert name("CC_40_BY").startswith("Creative Commons Attribution")
    assert url("CC_40_BY").startswith("https://creativecommons.org/")
    assert name("HOME_MADE") == "HOME_MADE"

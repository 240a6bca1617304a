"""Which rule holds is looked up by agency and subject, not chosen by taste."""

import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.suppression import profile_for, profile_named, profiles


def test_the_default_is_that_of_the_department_of_education() -> None:
    rule = profiles()[0]
    assert (rule.id, rule.hide_from, rule.hide_to, rule.denominator_below) == ("sde", 1, 5, 20)


@pytest.mark.parametrize(
    ("agency", "subjects", "expected"),
    [
        ("State Department of Education", ["Enrollment"], "sde"),
        ("Department of Public Health", ["Environmental asthma visits"], "dph_epht"),
        ("Department of Social Services", ["HUSKY", "Medicaid"], "cms"),
    ],
)
def test_agency_and_subject_choose_the_profile(agency: str, subjects: list[str], expected: str) -> None:
    found = profile_for(agency, subjects)
    assert found is not None
    assert found.id == expected


def test_an_agency_without_a_line_is_asked() -> None:
    assert profile_for("Department of Agriculture", ["Farms"]) is None


def test_every_profile_says_its_reason_source_and_rule() -> None:
    for rule in profiles():
        assert rule.reason
        assert rule.source
        assert str(rule.hide_to) in rule.sentence()
        assert rule.hide_from == 1, "zeros are shown, and the attacker counts on it"


def test_an_unknown_profile_is_told_with_the_known_ones() -> None:
    with pytest.raises(PrivacyError, match="no-such-profile") as refused:
        profile_named("taste")
    assert "sde" in refused.value.hint

"""Which rule for small counts holds: the administrator's, else a person's, else nobody has said."""

from __future__ import annotations

from ctcompanion.privacy.count_rule import count_rule
from ctcompanion.recipe import PrivacyDecisions


def test_the_administrators_rule_goes_before_a_persons() -> None:
    rule = count_rule(PrivacyDecisions(profile="wa_doh"), "State Department of Education", ("Enrollment",))
    assert (rule.profile.id, rule.assigned, rule.open) == ("sde", True, False)


def test_a_subject_can_decide_for_every_agency() -> None:
    assert count_rule(PrivacyDecisions(), "Office of Early Childhood", ("Medicaid births",)).profile.id == "cms"


def test_where_the_table_is_silent_a_person_says() -> None:
    asked = count_rule(PrivacyDecisions(), "Department of Housing", ("Tenants",))
    assert (asked.profile.id, asked.open) == ("sde", True)
    assert not count_rule(PrivacyDecisions(profile="wa_doh"), "Department of Housing", ()).open

"""Which rule for small counts holds for this dataset: the administrator's for the agency and subject; where there is none, a person says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ctcompanion.privacy.suppression.profile import Profile, profile_for, profiles
from ctcompanion.recipe import PrivacyDecisions


@dataclass(frozen=True)
class CountRule:
    """`assigned`: by the administrator's table, so nobody is asked. `open`: nobody has said yet, and `profile` is the proposed default."""

    profile: Profile
    assigned: bool = False
    open: bool = False


def count_rule(decisions: PrivacyDecisions, agency: str, subjects: Iterable[str]) -> CountRule:
    """The rule for a dataset of this agency about these subjects (title, category, tags)."""
    found = profile_for(agency, subjects)
    if found is not None:
        return CountRule(found, assigned=True)
    known = {profile.id: profile for profile in profiles()}
    if decisions.profile in known:
        return CountRule(known[decisions.profile])
    return CountRule(profiles()[0], open=True)

"""Ways to reach somebody: e-mail, telephone, street address."""

from __future__ import annotations

from ctcompanion.privacy.detect import patterns
from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found

CONNECTICUT_AREAS = ("203", "475", "860", "959")


def email(facts: Facts) -> Found | None:
    """People's addresses; offices' own boxes are told apart."""
    share = facts.share(patterns.is_email, rare=facts.says("email"))
    if share < (0.02 if facts.says("email") else 0.2):
        return None
    roles = facts.distinct_share(patterns.is_role_email) / max(facts.distinct_share(patterns.is_email), 1e-9)
    return Found("role-email" if roles >= 0.95 else "email", share)


def phone(facts: Facts) -> Found | None:
    """Telephone numbers. Ten bare digits may be any number: then a header or Connecticut's area codes must speak for it."""
    share = facts.share(patterns.is_phone)
    if facts.says("phone"):
        share = max(share, facts.share(lambda value: patterns.is_phone(value) or patterns.is_short_phone(value)))
        return Found("phone", share) if share >= 0.3 else None
    if share < 0.6 or facts.says("record-number", "parcel", "npi"):
        return None
    bare = facts.distinct_share(lambda value: value.isdigit())
    if bare < 0.9:
        return Found("phone", share)
    local = facts.distinct_share(lambda value: value.startswith(CONNECTICUT_AREAS))
    return Found("phone", share) if share >= 0.95 and local >= 0.3 else None


def address(facts: Facts) -> Found | None:
    """House number and street; with a header that says address, a number before words is enough."""
    share = facts.share(patterns.is_street_address)
    if share >= 0.4:
        return Found("address", share)
    numbered = facts.share(patterns.has_house_number) if facts.says("address") else 0.0
    return Found("address", numbered) if numbered >= 0.3 and facts.unique_share >= 0.05 else None

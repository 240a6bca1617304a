"""A few of the people among organizations, for the eyes of who decides."""

from __future__ import annotations

import pandas as pd

from ctcompanion.privacy.detect.people_sample import people_sample


def test_people_are_shown_and_organizations_are_not() -> None:
    vendors = pd.Series(["Acme Paving LLC", "Maria Lopez", "Kent Library", None, "SMITH, JOHN A", "Maria Lopez"], dtype="str")
    assert people_sample(vendors) == (("Maria Lopez", "SMITH, JOHN A"), 2)


def test_of_many_only_some_are_shown_and_always_the_same() -> None:
    vendors = pd.Series([f"Maria {chr(65 + n)}. Lopez" for n in range(26)], dtype="str")
    shown, number = people_sample(vendors, most=5)
    assert (len(shown), number) == (5, 26)
    assert people_sample(vendors.iloc[::-1], most=5)[0] == shown

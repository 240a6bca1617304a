"""Which counts are too small to publish: the rule of an agency, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ctcompanion.errors import PrivacyError


@dataclass(frozen=True)
class Profile:
    """Counts from `hide_from` to `hide_to` are hidden; `interval` is how far apart a hidden count's bounds must stay, in people."""

    id: str
    name: str
    hide_from: int
    hide_to: int
    reason: str
    source: str
    population_below: int | None = None
    round_to: int | None = None
    numerator_to: int = 5
    denominator_below: int = 20
    interval: int = 3

    def sentence(self) -> str:
        """The rule in words for the dataset's description."""
        said = f"Counts from {self.hide_from} to {self.hide_to} are hidden"
        if self.population_below:
            said += f" where fewer than {self.population_below:,} people live"
        said += ", and so are the further counts from which a hidden one could be worked out. Zeros are shown."
        return said + (f" Counts are rounded to the nearest {self.round_to}." if self.round_to else "")


@cache
def _file() -> tuple[str, dict[str, Profile], tuple[tuple[str, str, str], ...]]:
    found = tomllib.loads(files("ctcompanion.reference").joinpath("suppression_profiles.toml").read_text(encoding="utf-8"))
    profiles = {name: Profile(id=name, **fields) for name, fields in found["profiles"].items()}
    assignments = tuple((line["agency"], line["subject"], line["profile"]) for line in found["assignments"])
    return found["default"], profiles, assignments


def profiles() -> tuple[Profile, ...]:
    """All profiles, the default first."""
    default, known, _ = _file()
    return (known[default], *(profile for name, profile in known.items() if name != default))


def profile_named(profile: str | Profile) -> Profile:
    """The profile of that id; PrivacyError (no-such-profile) names the ones there are."""
    if isinstance(profile, Profile):
        return profile
    known = _file()[1]
    if profile not in known:
        raise PrivacyError("no-such-profile", f"There is no suppression profile called {profile}.", f"Choose one of: {', '.join(known)}.")
    return known[profile]


def profile_for(agency: str, subjects: Iterable[str] = ()) -> Profile | None:
    """The profile the administrator gave to this agency and subject (title, category, tags); None: ask, and propose the default."""
    said = " ".join(subjects).casefold()
    for owner, subject, profile in _file()[2]:
        if owner in ("*", agency) and (subject == "*" or subject.casefold() in said):
            return _file()[1][profile]
    return None

"""Small counts of people: which profile holds, what to hide, and the table as it may be published."""

from ctcompanion.privacy.suppression.profile import Profile, profile_for, profile_named, profiles
from ctcompanion.privacy.suppression.suppress import Suppressed, suppress
from ctcompanion.privacy.suppression.suppress_file import suppress_file

__all__ = ["Profile", "Suppressed", "profile_for", "profile_named", "profiles", "suppress", "suppress_file"]

"""Small counts of people: which profile holds, what to hide, and the table as it may be published."""

from ctcompanion.privacy.suppression.beside import side_by_side, suppress_beside
from ctcompanion.privacy.suppression.dominance import dominated
from ctcompanion.privacy.suppression.find_counts import Candidate, find_counts
from ctcompanion.privacy.suppression.first_look import FirstLook, first_look
from ctcompanion.privacy.suppression.profile import Profile, profile_for, profile_named, profiles
from ctcompanion.privacy.suppression.suppress import Suppressed, suppress
from ctcompanion.privacy.suppression.suppress_file import suppress_file
from ctcompanion.privacy.suppression.suppress_statistics import Statistic, suppress_statistics

__all__ = [
    "Candidate",
    "FirstLook",
    "Profile",
    "Statistic",
    "Suppressed",
    "dominated",
    "find_counts",
    "first_look",
    "profile_for",
    "profile_named",
    "profiles",
    "side_by_side",
    "suppress",
    "suppress_beside",
    "suppress_file",
    "suppress_statistics",
]

"""Small counts in a table that counts people: what would be seen, and what the hidden ones still give away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Finding, Level, Remedy
from ctcompanion.privacy.audit.incoming import incoming
from ctcompanion.privacy.audit.told_beside import told_beside
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.remedies.places import region_of_town
from ctcompanion.privacy.remedies.suppress_counts import hidden_in
from ctcompanion.privacy.risk import in_words
from ctcompanion.privacy.suppression.beside import COUNT, side_by_side
from ctcompanion.privacy.suppression.find_counts import Candidate, find_counts, loose_counts
from ctcompanion.privacy.suppression.profile import Profile, profile_named, profiles
from ctcompanion.privacy.uncountable import uncountable
from ctcompanion.recipe import RemedyStep

RULE = "small-counts"
LOOSE = "counts-not-told-apart"
PERHAPS = "perhaps-small-counts"
BESIDE = "counts-told-beside"
BY_REGION = "Count by planning region"


def findings_of_counts(table: CleanTable, profile: str | None = None, *, exhaustive: bool = True) -> list[Finding]:
    """A STOP for every column with counts under the profile's limit, and one where hidden counts can be worked out.

    `profile`: the administrator's for this agency and subject, the default else. `exhaustive`: attack what is hidden.
    """
    rule = profile_named(profile) if profile else profiles()[0]
    found: list[Finding] = []
    candidates = counted(table)
    found += uncountable(table, rule)
    if not candidates:
        return [*found, *_not_told_apart(table, rule)]
    for candidate in candidates:
        found += _small(table, candidate, rule)
        if exhaustive:
            given = _hidden(table, candidate)
            # What the totals give away is mended first; the columns beside are looked at once that holds.
            found += given if any(one.level is Level.STOP for one in given) else [*given, *_told(table, candidate)]
    known = {candidate.count for candidate in candidates}
    for candidate in find_counts(table):
        if candidate.count not in known:
            found += [replace(one, rule=PERHAPS, level=Level.REVIEW, why=rules()[PERHAPS].why) for one in _small(table, candidate, rule)]
    return found


def _told(table: CleanTable, candidate: Candidate) -> list[Finding]:
    """A STOP where other columns of the same rows tell a hidden count."""
    names = {column.name: column.display or column.name for column in table.columns}
    found = told_beside(table.rows, candidate.count, candidate.by)
    if not found:
        return []
    given = max(found.values())
    counts_too = {one.count for one in find_counts(table)}
    columns = sorted(dict.fromkeys(name for one in found for name in one), key=lambda name: name in counts_too)
    hidden = "1 hidden count" if given == 1 else f"{given:,} hidden counts"
    message = f"{hidden} in “{names[candidate.count]}” can be worked out from {in_words([f'“{names[name]}”' for name in columns])}."
    drops = tuple(Remedy("drop-column", f"Remove {names[name]}", "the other columns stay", {"column": name}) for name in columns)
    return [Finding(BESIDE, Level.STOP, message, candidate.count, rules()[BESIDE].why, remedies=drops)]


def counted(table: CleanTable) -> tuple[Candidate, ...]:
    """The columns that count people; where no name speaks of people, every column that may be a count."""
    candidates = find_counts(table)
    return tuple(candidate for candidate in candidates if candidate.people) or candidates


def _small(table: CleanTable, candidate: Candidate, profile: Profile) -> list[Finding]:
    values = table.rows[candidate.count].dropna()
    small = int(values.between(profile.hide_from, profile.hide_to).sum())
    if not small:
        return []
    shown = table.column(candidate.count).display or candidate.count
    rule = rules()[RULE]
    message = f"“{shown}” holds {small:,} {'count' if small == 1 else 'counts'} from {profile.hide_from} to {profile.hide_to}, of {len(values):,}."
    return [
        Finding(
            RULE,
            Level.STOP,
            message,
            candidate.count,
            rule.why,
            remedies=_ways(table, candidate, profile, small),
            share=small / len(values),
        )
    ]


def _not_told_apart(table: CleanTable, profile: Profile) -> list[Finding]:
    """Small counts in a table whose rows cannot be told apart: nobody can say which of them belong together, so nothing can be hidden safely."""
    by, counts = loose_counts(table)
    names = {column.name: column.display or column.name for column in table.columns}
    small = [name for name in counts if table.rows[name].between(profile.hide_from, profile.hide_to).any()]
    if not small:
        return []
    alike = bool(by) and bool(table.rows[list(by)].duplicated().any())
    same = f"several rows have the same {in_words([names[name] for name in by])}" if alike else "no other column tells its rows apart"
    message = f"{in_words([f'“{names[name]}”' for name in small])} hold{'s' if len(small) == 1 else ''} counts from {profile.hide_from} to {profile.hide_to}, and {same}, so hiding them cannot be checked."
    after = len(table.rows[list(by)].drop_duplicates()) if by else 0
    add_up = Remedy(
        "aggregate",
        "Add these rows up",
        f"{len(table.rows):,} rows become {after:,}; then the small counts can be hidden",
        {"column": small[0], "by": list(by), "sum": list(counts), "name": ""},
    )
    drop = Remedy("drop-column", f"Remove {names[small[0]]}", "its counts are not published", {"column": small[0]})
    return [Finding(LOOSE, Level.STOP, message, small[0], rules()[RULE].why, remedies=(add_up, drop) if alike else (drop,))]


def _ways(table: CleanTable, candidate: Candidate, profile: Profile, small: int) -> tuple[Remedy, ...]:
    asked = candidate.parameters()
    effect = f"hides {small:,} of {len(table.rows):,} counts, and the further ones that would give them away"
    hide = Remedy("suppress", "Hide the small counts", effect, {**asked, "profile": profile.id})
    town = next((name for name in candidate.by if holds_towns(table, name)), None)
    if town is None:
        return (hide,)
    counts = [one.count for one in counted(table)]
    regions = {"by": list(candidate.by), "sum": counts, "name": "", "regions": [town], "total": candidate.total}
    return (
        hide,
        Remedy("aggregate", BY_REGION, "nine regions in place of the towns", {"column": candidate.count, **regions}),
    )


def holds_towns(table: CleanTable, name: str) -> bool:
    """Whether most values of a column are towns of Connecticut."""
    some = table.rows[name].dropna().unique()[:40]
    return sum(region_of_town(str(value)) is not None for value in some) > 0.8 * len(some) > 0


def _hidden(table: CleanTable, candidate: Candidate) -> list[Finding]:
    """What the attacker works out of counts that are hidden already; a table whose keys do not tell rows apart is not attacked."""
    names = {column.name: column.display or column.name for column in table.columns}
    rows, by, count, called = table.rows, candidate.by, candidate.count, names[candidate.count]
    if candidate.sums and rows[count].isna().any():
        one = side_by_side(rows, by, candidate.sums, candidate.total)
        rows, by, count, called = one.rows, one.by, COUNT, in_words([names[name] for name in one.columns])
    try:
        return list(incoming(rows, by, count, total=candidate.total, called=called, parameters=candidate.parameters()))
    except PrivacyError:
        return []


@dataclass(frozen=True)
class Hiding:
    """What hiding would do, in words: its effect, and advice where so much is hidden that the table says little."""

    effect: str
    advice: str


def hiding(table: CleanTable, remedy: Remedy) -> Hiding:
    """Try the remedy `suppress` on a copy; PrivacyError (cannot-be-made-safe) where it cannot protect the table."""
    step = RemedyStep(operation="suppress", column=remedy.parameters["column"], parameters=dict(remedy.parameters))
    done = hidden_in(table, step)[1]
    blank = done.hidden - done.already_hidden
    further = f", {done.complementary:,} of them so that no small one can be worked out" if done.complementary else ""
    return Hiding(f"hides {blank:,} of {len(done.frame) - done.already_hidden:,} counts{further}", done.advice)

"""Hide the small counts of a table of people, and as few others as it takes that none of them can be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.attack import Attack, attack
from ctcompanion.privacy.audit.claims import Claims
from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.audit.policy import policy
from ctcompanion.privacy.suppression.problem import Problem, Question, read_problem
from ctcompanion.privacy.suppression.profile import Profile, profile_named
from ctcompanion.privacy.suppression.protect import protect
from ctcompanion.privacy.suppression.publish import blanked

ADVICE = "So much is hidden that the table says little. Better to aggregate first: by region, or into larger groups."


@dataclass(frozen=True, eq=False)
class Suppressed:
    """A table that passed the attack. `frame`: as given, with blanks in the count column and the reason in `Notes`.

    `rows` are the hidden rows (from 0), small and further ones together: which is which is told to nobody.
    `uneven`: totals of the source that are not the sum of their parts. `kept`: the share of the value that stays visible.
    """

    frame: pd.DataFrame
    profile: Profile
    rows: tuple[int, ...]
    primary: int
    complementary: int
    already_hidden: int
    equations: int
    uneven: int
    kept: float
    audit: Attack
    sentence: str
    advice: str = ""
    """What to do instead where so much is hidden that the table says little; empty otherwise."""

    @property
    def hidden(self) -> int:
        """How many counts are blank."""
        return len(self.rows)

    @property
    def safe(self) -> bool:
        """Always true: a table that cannot be made safe is an error, so that nobody publishes it half-safe."""
        return self.audit.safe


def suppress(  # noqa: PLR0913 (what a person may know about a table)
    frame: pd.DataFrame,
    by: Sequence[str],
    count: str,
    *,
    total: str = "Total",
    profile: str | Profile = "sde",
    already_hidden: Sequence[bool] | pd.Series | Mask | None = None,
    known_totals: Sequence[str] = (),
    population: str | None = None,
) -> Suppressed:
    """Suppress the `count` column, whose rows are told apart by `by`.

    `already_hidden`: rows that were hidden before and stay so; empty counts and marks such as "*" are too. `known_totals`: keys
    whose totals readers know from elsewhere. `population`: a column of population, for profiles that hold for small places only.
    PrivacyError: no-such-column, repeated-keys, not-counts, no-such-profile, cannot-be-made-safe.
    """
    rule = profile_named(profile)
    asked = Question(tuple(by), count, total, tuple(known_totals), population)
    problem = read_problem(frame, asked, rule, already_hidden)
    pattern = protect(problem.keys, problem.equations, problem.counts, problem.first, rule.interval)
    claims = Claims(problem.counts.astype(float), pattern.moves)
    audit = attack(problem.equations, np.where(pattern.hidden, np.nan, problem.counts), pattern.hidden, apart=rule.interval, claims=claims)
    if pattern.stuck or not audit.safe:
        raise cannot_be_made_safe(max(len(pattern.stuck), len(audit.exact) + len(audit.narrow)), by)
    if pattern.hidden.any() and not problem.counts[~pattern.hidden].any():
        raise nothing_left(by)
    return _result(frame, count, problem, pattern.hidden, audit)


def cannot_be_made_safe(given_away: int, by: Sequence[str]) -> PrivacyError:
    """The error for a table in which hiding does not help, with the way out."""
    return PrivacyError(
        "cannot-be-made-safe",
        f"Hiding cells cannot protect this table: {given_away:,} small counts could still be worked out from the rest.",
        f"Aggregate first: add the rows up by region, or into larger groups of {' or '.join(by)}, and suppress that table.",
    )


def nothing_left(by: Sequence[str]) -> PrivacyError:
    """The error for a table of which nothing but zeros could be shown."""
    safe = cannot_be_made_safe(0, by)
    return PrivacyError(safe.code, "To protect the small counts every count above zero would have to be hidden.", safe.hint)


def _result(frame: pd.DataFrame, count: str, problem: Problem, hidden: Mask, audit: Attack) -> Suppressed:
    rule = problem.rule
    rows = np.sort(problem.order[hidden])
    known = problem.counts[~problem.before].sum()
    kept = float(problem.counts[~hidden].sum() / known) if known else 1.0
    return Suppressed(
        frame=blanked(frame, count, rows, rule.round_to),
        profile=rule,
        rows=tuple(rows.tolist()),
        primary=int((problem.small & ~problem.before).sum()),
        complementary=int((hidden & ~problem.first).sum()),
        already_hidden=int(problem.before.sum()),
        equations=len(problem.equations),
        uneven=problem.uneven,
        kept=kept,
        audit=audit,
        advice=ADVICE if kept < policy()["advice"]["kept_below"] else "",
        sentence=f"{rule.sentence()} {len(rows):,} of {len(frame):,} counts are left blank for this reason; the rule is that of {rule.name}.",
    )

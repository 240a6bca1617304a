"""What a reader could work out if the small counts alone were left blank: why further cells have to go as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ctcompanion.privacy.audit.attack import attack
from ctcompanion.privacy.audit.example import Example, example
from ctcompanion.privacy.suppression.beside import COUNT, ColumnSum, side_by_side
from ctcompanion.privacy.suppression.problem import Question, read_problem
from ctcompanion.privacy.suppression.profile import Profile, profile_named
from ctcompanion.privacy.suppression.publish import blanked
from ctcompanion.privacy.suppression.suppress import Suppressed


@dataclass(frozen=True)
class FirstLook:
    """`small` counts would be blank and `given_away` of them could be worked out; `example` is one such sum, to be drawn."""

    small: int
    given_away: int
    example: Example | None

    def sentence(self, done: Suppressed) -> str:
        """Why the further cells were hidden, in words."""
        if not self.given_away:
            return f"{self.small:,} small counts are hidden, and none of them can be worked out from the totals."
        further = f"these {done.complementary:,} further cells" if done.complementary != 1 else "one further cell"
        counts = "1 hidden count" if self.given_away == 1 else f"{self.given_away:,} hidden counts"
        return f"Without {further}, {counts} could be worked out from the totals."


def first_look(  # noqa: PLR0913 (as `suppress` has them)
    frame: pd.DataFrame,
    by: Sequence[str],
    count: str,
    *,
    total: str = "Total",
    profile: str | Profile = "sde",
    sums: Sequence[ColumnSum] = (),
    known_totals: Sequence[str] = (),
) -> FirstLook:
    """Attack the table with the profile's small counts blank and nothing else; PrivacyError as in `suppress`."""
    rule = profile_named(profile)
    if sums:
        one = side_by_side(frame, by, sums, total)
        frame, by, count = one.rows, one.by, COUNT
    problem = read_problem(frame, Question(tuple(by), count, total, tuple(known_totals)), rule, None)
    result = attack(problem.equations, problem.counts.astype(float), problem.first, apart=rule.interval)
    naive = blanked(frame, count, problem.order[problem.first])
    return FirstLook(int(problem.first.sum()), len(result.exact) + len(result.narrow), example(naive, by, count, total=total))

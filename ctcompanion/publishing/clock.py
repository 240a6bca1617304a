"""What time it is: this computer's, unless the portal's clock says that it is wrong. A receipt and a description must not carry a wrong day."""

from __future__ import annotations

from datetime import datetime, timedelta

from ctcompanion.model import Check
from ctcompanion.publishing.portal import Portal

WRONG_CLOCK = 300.0
"""Seconds. Five minutes: beyond it certificates and signatures begin to fail."""


def is_right(portal: Portal) -> bool:
    """Whether this computer's clock agrees with the portal's, by its last answer."""
    return abs(portal.clock_ahead) < WRONG_CLOCK


def now(portal: Portal) -> datetime:
    """The present moment, local, with its offset: the portal's where this computer's clock is wrong."""
    here = datetime.now().astimezone()
    return here if is_right(portal) else here - timedelta(seconds=portal.clock_ahead)


def difference(portal: Portal) -> str:
    """How the clocks differ, in words: `agrees with the portal's`, or `is 90 minutes ahead of the portal's`."""
    minutes = round(portal.clock_ahead / 60)
    return (
        "agrees with the portal's"
        if is_right(portal)
        else f"is {abs(minutes):,} minutes {'ahead of' if minutes > 0 else 'behind'} the portal's"
    )


def clock_checks(portal: Portal) -> tuple[Check, ...]:
    """A line for the receipt where the clock was wrong: the rows are right all the same, and the times are the portal's."""
    if is_right(portal):
        return ()
    return (
        Check("clock", True, f"This computer's clock {difference(portal)}. The times here are the portal's. Please set the clock right."),
    )

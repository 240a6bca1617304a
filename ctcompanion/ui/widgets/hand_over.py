"""For those without a key: one package that another person opens, reviews and publishes."""

from __future__ import annotations

from ctcompanion.ui.frame import View


def hand_over(view: View, ready: bool) -> None:
    """To be filled with the package."""

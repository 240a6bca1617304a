"""The attacker: what can be worked out from a table in which counts are hidden."""

from ctcompanion.privacy.audit.attack import Attack, attack, attack_table
from ctcompanion.privacy.audit.differencing import Comparison, Differences, differencing
from ctcompanion.privacy.audit.equations import Equations, read_equations
from ctcompanion.privacy.audit.example import TRAINING, Drawing, Example, example
from ctcompanion.privacy.audit.incoming import incoming

__all__ = [
    "TRAINING",
    "Attack",
    "Comparison",
    "Differences",
    "Drawing",
    "Equations",
    "Example",
    "attack",
    "attack_table",
    "differencing",
    "example",
    "incoming",
    "read_equations",
]

"""The attacker: what can be worked out from a table in which counts are hidden."""

from ctcompanion.privacy.audit.attack import Attack, attack, attack_table
from ctcompanion.privacy.audit.equations import Equations, read_equations

__all__ = ["Attack", "Equations", "attack", "attack_table", "read_equations"]

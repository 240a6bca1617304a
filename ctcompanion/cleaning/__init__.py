"""From a sheet as found to a tidy table, one operation a file, each step a sentence with a switch. `steps` is the table of contents."""

from .asked import placed
from .carry import carry
from .choose import main_sheet
from .clean import applied, clean, made
from .drift import drift
from .propose import Proposal, propose, propose_filled_in, propose_told, with_header_of
from .ready import table_of
from .steps import OPERATIONS, OWN, STEPS
from .town_names import suggested_towns

__all__ = [
    "OPERATIONS",
    "OWN",
    "STEPS",
    "Proposal",
    "applied",
    "carry",
    "clean",
    "drift",
    "made",
    "main_sheet",
    "placed",
    "propose",
    "propose_filled_in",
    "propose_told",
    "suggested_towns",
    "table_of",
    "with_header_of",
]

"""The privacy step: find what names people, measure the risk, mend it, and try to break the mend."""

from ctcompanion.privacy.review import review
from ctcompanion.privacy.risk import risk
from ctcompanion.privacy.row_meaning import ROW_MEANINGS, RowMeaning, propose_row_meaning

__all__ = ["ROW_MEANINGS", "RowMeaning", "propose_row_meaning", "review", "risk"]

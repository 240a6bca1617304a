"""The privacy step: find what names people, measure the risk, mend it, and try to break the mend."""

from ctcompanion.privacy.exceptions import exception_message
from ctcompanion.privacy.propose_remedies import propose_remedies
from ctcompanion.privacy.record import record_html
from ctcompanion.privacy.remedies.apply import apply
from ctcompanion.privacy.review import review
from ctcompanion.privacy.risk import risk
from ctcompanion.privacy.row_meaning import ROW_MEANINGS, RowMeaning, propose_row_meaning
from ctcompanion.privacy.stops import decision_on, may_be_public, open_stops, to_decide, undecided

__all__ = [
    "ROW_MEANINGS",
    "RowMeaning",
    "apply",
    "decision_on",
    "exception_message",
    "may_be_public",
    "open_stops",
    "propose_remedies",
    "propose_row_meaning",
    "record_html",
    "review",
    "risk",
    "to_decide",
    "undecided",
]

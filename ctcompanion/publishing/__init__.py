"""From a publication to its receipt: rows stand on the portal exactly once, or the journal says what happened.

portal = connect(settings.portal, key, practice)
publication = Publication(table, report, view, target, ...)        cannot be built if anything is open
receipt = publish_new(publication, portal, store, on_progress)     or append(...), or resume(publication_id, ...)
"""

from __future__ import annotations

from ctcompanion.publishing.background import Background, Run
from ctcompanion.publishing.compare import Comparison, Difference, Match, compare
from ctcompanion.publishing.connect import connect
from ctcompanion.publishing.csv_file import csv_bytes
from ctcompanion.publishing.custom_fields import seen_custom_fields
from ctcompanion.publishing.describe import differences
from ctcompanion.publishing.find import Similar, similar
from ctcompanion.publishing.identifier import Identifier, choose_identifier
from ctcompanion.publishing.interrupted import Interrupted, give_up, interrupted
from ctcompanion.publishing.journal import Journal, State
from ctcompanion.publishing.listed import listed
from ctcompanion.publishing.package import Package, open_package, write_package
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.plan_append import AppendPlan, compare_with, plan_append
from ctcompanion.publishing.portal import Portal, View
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.run import Manner, append, publish_new, resume, so_far
from ctcompanion.publishing.selftest import self_test
from ctcompanion.publishing.trial_draft import trial_draft
from ctcompanion.publishing.visibility import (
    Withdrawal,
    federation_sentence,
    look_again,
    make_private_now,
    make_public,
    reviewers_message,
    withdrawal_of,
    withdrawals,
)
from ctcompanion.publishing.work import Progress

__all__ = [
    "AppendPlan",
    "Background",
    "Comparison",
    "Difference",
    "Identifier",
    "Interrupted",
    "Journal",
    "Manner",
    "Match",
    "Package",
    "Patience",
    "Portal",
    "Progress",
    "Publication",
    "Run",
    "Similar",
    "State",
    "View",
    "Withdrawal",
    "append",
    "choose_identifier",
    "compare",
    "compare_with",
    "connect",
    "csv_bytes",
    "differences",
    "federation_sentence",
    "give_up",
    "interrupted",
    "listed",
    "look_again",
    "make_private_now",
    "make_public",
    "open_package",
    "plan_append",
    "publish_new",
    "resume",
    "reviewers_message",
    "seen_custom_fields",
    "self_test",
    "similar",
    "so_far",
    "trial_draft",
    "withdrawal_of",
    "withdrawals",
    "write_package",
]

"""From a publication to its receipt: rows stand on the portal exactly once, or the journal says what happened.

portal = connect(settings.portal, key, practice)
publication = Publication(table, report, view, target, ...)        cannot be built if anything is open
receipt = publish_new(publication, portal, store, on_progress)     or append(...), or resume(publication_id, ...)
"""

from __future__ import annotations

from ctcompanion.publishing.compare import Comparison, Difference, Match, compare
from ctcompanion.publishing.connect import connect
from ctcompanion.publishing.identifier import Identifier, choose_identifier
from ctcompanion.publishing.journal import Journal, State
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.plan_append import AppendPlan, compare_with, plan_append
from ctcompanion.publishing.portal import Portal, View
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.run import Manner, append, publish_new, resume, so_far
from ctcompanion.publishing.work import Progress

__all__ = [
    "AppendPlan",
    "Comparison",
    "Difference",
    "Identifier",
    "Journal",
    "Manner",
    "Match",
    "Patience",
    "Portal",
    "Progress",
    "Publication",
    "State",
    "View",
    "append",
    "choose_identifier",
    "compare",
    "compare_with",
    "connect",
    "plan_append",
    "publish_new",
    "resume",
    "so_far",
]

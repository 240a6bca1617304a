"""On request, the one question that reading cannot answer: may this key make a dataset? A private draft is made, seen, and removed again."""

from __future__ import annotations

import secrets

from ctcompanion.model import Check
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import PRIVATE, Portal
from ctcompanion.publishing.refusals import Outcome, PortalError

HASTY = Patience(attempts=3, first_wait=0.5)
TITLE = "CT Companion connection test"
COLUMN = {"name": "Test", "fieldName": "test", "dataTypeName": "text"}


def trial_draft(portal: Portal, patience: Patience = HASTY) -> Check:
    """The check `draft`. It has no rows, is never published, and its title ends with a random word, so that no other is taken for it."""
    title = f"{TITLE} {secrets.token_hex(4)}"
    try:
        made = portal.create({"name": title, "description": "Made by a connection test; may be deleted.", "columns": [COLUMN]})
    except PortalError as error:
        return _not_made(portal, error, title, patience)
    if left := _removed(portal, made.id, title, patience):
        return Check("draft", False, f"A private draft was made, but not removed. {left} Remove it yourself: {portal.link(made.id)}")
    if made.is_published or made.audience != PRIVATE:
        return Check("draft", False, "The portal did not keep a new dataset private. Write to dapa@ct.gov before you publish.")
    return Check("draft", True, "A private draft could be made, and was removed again.")


def _removed(portal: Portal, dataset_id: str, title: str, patience: Patience) -> str:
    """Takes the draft away; why that failed, or empty. One that is gone already was taken away by an answer that got lost."""
    try:
        patience.repeat(lambda: portal.discard_draft(dataset_id, title))
    except PortalError as error:
        return "" if error.code == "dataset-missing" else error.message
    return ""


def _not_made(portal: Portal, error: PortalError, title: str, patience: Patience) -> Check:
    """The draft was refused; or nobody knows, and then it is looked for and removed."""
    number = f" (request {error.request_id})" if error.request_id else ""
    said = f"{error.message} {error.hint}{number}"
    if error.outcome is not Outcome.UNCLEAR:
        return Check("draft", False, f"{said} Nothing was made.")
    try:
        found = patience.repeat(lambda: portal.search(names=title))
    except PortalError:
        found = []
    if found and all(not _removed(portal, each.id, title, patience) for each in found):
        return Check("draft", False, f"{said} The draft had been made all the same, and was removed again.")
    return Check("draft", False, f"{said} If “{title}” stands among your drafts on the portal, remove it.")

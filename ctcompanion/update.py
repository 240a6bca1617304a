"""Next month's file through last month's decisions, without a screen: the same checks, and no question is answered by a guess."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ctcompanion import replay, shape, versions
from ctcompanion.blank_keys import blank_keys
from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.metadata import missing
from ctcompanion.model import Receipt
from ctcompanion.people import Action
from ctcompanion.privacy import to_decide
from ctcompanion.progress import privacy_left
from ctcompanion.publishable import filing, fitted, publication_of
from ctcompanion.publishing import AppendPlan, Manner, Patience, Portal, Publication, View, append, plan_append
from ctcompanion.read_back import read_back
from ctcompanion.recipe import Recipe
from ctcompanion.settings import Limits, PortalSettings
from ctcompanion.store import Store


@dataclass(frozen=True)
class Setting:
    """Where an update works: the portal, the store, who answers for it, and the limits of a file."""

    portal: Portal
    store: Store
    settings: PortalSettings
    limits: Limits
    owner: str = "local"


def prepared(recipe: Recipe, source: bytes | Path, file_name: str, limits: Limits) -> Draft:
    """The new file cleaned, remedied and reviewed as last time. PersonNeeded where the recipe has no answer."""
    draft = replay.opened(replay.updating(recipe, secrets.token_hex(8)), source, file_name, limits)
    if draft.workbook is None:
        raise ValueError("a file that was read has a workbook")
    draft = replay.reviewed(replay.chosen(draft, replay.likely_sheet(draft.workbook, recipe)))
    shape.ask_about_shape(draft)
    _ask_about_columns(draft)
    _ask_about_blanks(draft)
    _ask_about_privacy(draft)
    return _described(draft)


def _ask_about_columns(draft: Draft) -> None:
    """A column that was not there last time has no class and no description: a person has to look."""
    table, before = draft.safe, draft.recipe
    if table is None:
        return
    known, here = {column.name for column in before.columns}, set(table.rows.columns)
    new = [column.display or column.name for column in table.columns if column.name not in known]
    # Descriptions of columns that a remedy took out, or that were missing before, are kept: where the columns of last time are written
    # down, those were compared already.
    old = before.columns if draft.last_month is None or not draft.last_month.source.columns else ()
    gone = [column.display or column.name for column in old if column.name not in here]
    if known and (new or gone):
        said = [f"{', '.join(new)}: new in this file." if new else "", f"{', '.join(gone)}: missing in this file." if gone else ""]
        changes = " ".join(filter(None, [*said, *draft.drift]))
        raise PersonNeeded(
            "shape-changed",
            f"The file is not shaped as last time. {changes}",
            "Open the app, choose Update now, and look at the clean page.",
        )


def _ask_about_blanks(draft: Draft) -> None:
    """PersonNeeded where a row does not say what it is about: it would stand in the dataset for good."""
    if found := blank_keys(draft):
        raise PersonNeeded("blank-key", f"{found[0].message} {found[0].why}", shape.LOOK_AGAIN, found[0].place)


def _ask_about_privacy(draft: Draft) -> None:
    """PersonNeeded where the privacy page would ask: a finding without a decision, or an answer that the recipe does not have."""
    if draft.report is None:
        return
    hint = "Open the app, choose Update now, and decide on the privacy page."
    if waiting := to_decide(draft.report, draft.recipe.privacy):
        raise PersonNeeded("privacy-undecided", waiting[0].message, hint, waiting[0].place)
    if left := privacy_left(draft):
        raise PersonNeeded("privacy-undecided", left[0], hint)


def _described(draft: Draft) -> Draft:
    """The description with what moves: the period covered. PersonNeeded while a required field is empty."""
    moved = replay.moved_forward(draft)
    if moved.safe is not None and (left := missing(moved.recipe.metadata, moved.recipe.columns, moved.safe)):
        raise PersonNeeded("field-missing", left[0].message, "Open the app and fill it on the metadata page.")
    return moved


def update(draft: Draft, setting: Setting) -> Receipt:
    """Append the prepared rows to the recipe's dataset and file the recipe. PersonNeeded, PublishingError, StoreError."""
    described, publication = _publication(draft, setting)
    plan = plan_append(publication, setting.portal, Patience())
    _new_values(draft, setting)
    if (safe := _beside_published(described, plan, setting)) is not described:
        _, publication = _publication(safe, setting)
    return append(publication, setting.portal, setting.store, manner=Manner(file=filing(setting.store)))


def updated(draft: Draft, setting: Setting) -> dict[str, Any]:
    """The receipt of the update as plain data, with what changed in the file's shape. The errors of `update`."""
    _publication(draft, setting)
    new = _new_values(draft, setting)
    return {**asdict(update(draft, setting)), "changes_in_shape": [*draft.drift, *shape.told_anew(draft), *new]}


def _beside_published(draft: Draft, plan: AppendPlan, setting: Setting) -> Draft:
    """The draft with what is hidden on the portal hidden here too. PersonNeeded where the two versions still single people out."""
    fields = plan.placement.fields
    published = versions.published_rows(draft, setting.portal, fields)
    if published is None or published.empty:
        return draft
    found = versions.open_against(draft, versions.compared(draft, published, fields))
    if any(finding.rule in versions.HIDING_HELPS for finding in found):
        draft = versions.kept_hidden(draft, published, fields)
        found = versions.open_against(draft, versions.compared(draft, published, fields))
    if found:
        raise PersonNeeded(
            "versions-single-out",
            found[0].message,
            "Open the app, choose Update now, and take one of the ways out on the publish page. A standing ruling by OPM is remembered.",
        )
    return draft


def planned(draft: Draft, setting: Setting) -> dict[str, Any]:
    """What an update would do, as plain data; reads only. PersonNeeded as for the update itself."""
    described, publication = _publication(draft, setting)
    plan = plan_append(publication, setting.portal, Patience())
    _beside_published(described, plan, setting)
    changes = plan.changes
    return {
        "dry_run": True,
        "dataset_id": plan.view.id,
        "title": plan.view.name,
        "rows_in_file": len(publication.table.rows),
        "rows_new": len(changes.added),
        "rows_changed": len(changes.changed),
        "rows_already_there": len(changes.same),
        "changes_in_shape": [*draft.drift, *shape.told_anew(draft), *_new_values(draft, setting)],
    }


def _new_values(draft: Draft, setting: Setting) -> tuple[str, ...]:
    """A new town or category is told, by its number: the values themselves are for the page. PersonNeeded for a total that is new."""
    from ctcompanion.new_values import new_values, published_values, said

    found = new_values(draft, published_values(setting.portal, draft.recipe.target.dataset_id, draft.recipe))
    if total := next((one for one in found if one.totals), None):
        raise PersonNeeded(
            "total-among-rows",
            f"In {total.heading} a row is called a total, and none was published before: readers would count its numbers twice.",
            shape.LOOK,
        )
    return said(found)


def _publication(draft: Draft, setting: Setting) -> tuple[Draft, Publication]:
    """The draft described as the dataset is now, with what moves; a word that somebody corrected on the portal stays corrected."""
    setting.store.people().require(setting.owner, Action.PUBLISH, draft.recipe.metadata.agency)
    live, settings = _live(draft, setting), fitted(setting.settings, setting.portal)
    described = read_back(draft, live, settings)
    return described, publication_of(described, settings, setting.owner, domain=setting.portal.domain, live=live)


def _live(draft: Draft, setting: Setting) -> View:
    dataset_id = draft.recipe.target.dataset_id
    if not dataset_id:
        raise PersonNeeded(
            "no-target",
            "This recipe was never published, so there is no dataset to add to.",
            "Publish it once from the app; the recipe on its receipt knows where it goes.",
        )
    return setting.portal.view(dataset_id)

"""Adding to a dataset: columns side by side with a decision for each difference, rows new, changed and already there."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import CompanionError, PersonNeeded
from ctcompanion.publishable import publication_of
from ctcompanion.publishing import AppendPlan, Comparison, Difference, Patience, Publication, compare_with, plan_append
from ctcompanion.publishing import View as LiveView
from ctcompanion.publishing.describe import differences
from ctcompanion.read_back import read_back
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.approval import approved
from ctcompanion.ui.widgets.beside_published import beside_published
from ctcompanion.ui.widgets.new_dataset import stays_here
from ctcompanion.ui.widgets.publishing_run import start

WORDS = {
    "add": "Add the column to the dataset",
    "leave out": "Leave it out this time",
    "leave blank": "Leave it blank in my rows",
    "convert": "Write it in the portal's type",
}


def append_rows(view: View) -> None:
    """Compare, decide, and add. A second press adds nothing."""
    portal = portals.portal()
    try:
        with st.spinner("Looking at the dataset..."):
            live = portal.view(view.draft.recipe.target.dataset_id)
            described = read_back(view.draft, live, portals.portal_settings())
            if described is not view.draft:
                session.refresh_fields()
                view.save(described)
            publication = publication_of(view.draft, portals.portal_settings(), session.owner(), domain=portal.domain, live=live)
            comparison = compare_with(publication, live)
        if _columns(view, comparison):
            _description(publication, live)
            _rows(view, publication)
    except PersonNeeded as question:
        st.warning(f"**{escape(question.message)}**\n\n{escape(question.hint)}", icon=":material/help:")
    except CompanionError as error:
        error_box(error)


def _columns(view: View, comparison: Comparison) -> bool:
    """Show the comparison; True when every difference has a decision."""
    st.markdown("**Columns side by side**")
    st.table(
        {
            "Your table": [match.column.display or match.column.name if match.column else "–" for match in comparison.matches],
            "On the portal": [match.live.name if match.live else "–" for match in comparison.matches],
            "How they compare": [match.difference.value for match in comparison.matches],
        },
        hide_index=True,
        alt="Your columns beside the dataset's",
    )
    decisions = dict(view.draft.recipe.target.decisions)
    for match in comparison.matches:
        if match.difference is Difference.SAME or not match.choices:
            continue
        now = decisions.get(match.key)
        given = st.radio(
            escape(match.sentence),
            match.choices,
            index=match.choices.index(now) if now in match.choices else None,
            format_func=lambda one: WORDS.get(one, f"It is the same column as {one.removeprefix('rename:')}"),
            key=view.key(f"column-{match.key}"),
        )
        if given and given != now:
            target = view.draft.recipe.target.model_copy(update={"decisions": {**decisions, match.key: given}})
            view.save(view.draft.with_target(target))
    return not comparison.open(decisions)


def _description(publication: Publication, live: LiveView) -> None:
    """What changes in the description, old and new side by side."""
    changes = [found for found in differences(live, publication.view) if found.key in publication.describe]
    if not changes:
        return
    st.markdown("**What changes in the description**")
    st.table(
        {
            "Field": [_named(found.key) for found in changes],
            "On the portal": [_said(found.there) for found in changes],
            "After this": [_said(found.here) for found in changes],
        },
        hide_index=True,
        alt="What changes in the description",
    )


NAMES = {"name": "Title", "licenseId": "License", "attribution": "Data provided by", "attributionLink": "Source link", "metadata:rowLabel": "Row label"}  # fmt: skip


def _named(key: str) -> str:
    return NAMES.get(key) or key.rpartition("/")[2].capitalize()


def _said(value: object) -> str:
    return escape(", ".join(map(str, value)) if isinstance(value, list) else str(value or "–"))


def _rows(view: View, publication: Publication) -> None:
    with st.spinner("Comparing your rows with those that are there..."):
        plan = session.remembered(("plan", publication.id), lambda: plan_append(publication, portals.portal(), Patience()))
    changes = plan.changes
    st.markdown(
        f"**Rows:** {len(changes.added):,} are new, {len(changes.same):,} are there already and are not sent again, "
        f"{len(changes.changed):,} are there with other values, {changes.gone:,} are on the portal and not in your file (they stay)."
    )
    stays_here(view)
    given_away = beside_published(view, publication, plan)
    decided = _corrections(view, plan)
    count = len(changes.added) + (len(changes.changed) if decided == "send" else 0)
    label = f"Add {len(changes.added):,} rows" if count else "Update the description"
    if not approved(view, publication):
        return
    if st.button(label, type="primary", key="append", disabled=given_away or (bool(changes.changed) and not decided)):
        start(view, publication)


def _corrections(view: View, plan: AppendPlan) -> str:
    """Changed rows are corrected on the portal only on a person's word."""
    if not plan.changes.changed:
        return ""
    now = view.draft.recipe.target.decisions.get("corrections")
    choices = {"send": "Correct them on the portal", "leave": "Leave them as they are"}
    given = st.radio(
        f"{len(plan.changes.changed):,} rows stand on the portal with other values than in your file.",
        list(choices),
        index=list(choices).index(now) if now in choices else None,
        format_func=choices.get,
        key=view.key("corrections"),
    )
    if given and given != now:
        target = view.draft.recipe.target
        view.save(view.draft.with_target(target.model_copy(update={"decisions": {**target.decisions, "corrections": given}})))
    return given or ""

"""Adding to a dataset: columns side by side with a decision for each difference, rows new, changed and already there."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ctcompanion.blank_keys import blank_keys
from ctcompanion.errors import CompanionError, PersonNeeded
from ctcompanion.publishable import OF_ONE_UPDATE, publication_of
from ctcompanion.publishing import AppendPlan, Comparison, Difference, Patience, Publication, compare_with, plan_append
from ctcompanion.publishing import View as LiveView
from ctcompanion.publishing.compare import FIND_IT
from ctcompanion.publishing.describe import COLUMN, differences
from ctcompanion.publishing.portal import PUBLIC
from ctcompanion.read_back import read_back
from ctcompanion.recipe_changes import only_here
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View, nothing_sent_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.approval import approved
from ctcompanion.ui.widgets.audience import private_now
from ctcompanion.ui.widgets.beside_published import beside_published
from ctcompanion.ui.widgets.changed_rows import changed_rows
from ctcompanion.ui.widgets.gone_rows import gone_rows
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
        if live.audience == PUBLIC:
            _seen_by_everyone(live, portal.domain)
        if _columns(view, comparison):
            _description(publication, live)
            _blanks(view)
            _rows(view, publication, live)
    except PersonNeeded as question:
        st.warning(f"**{escape(question.message)}**\n\n{escape(question.hint)}", icon=":material/help:")
    except CompanionError as error:
        nothing_sent_box(error)


def _blanks(view: View) -> None:
    """What was said on the clean page and not mended there is said once more before it is sent."""
    if found := blank_keys(view.draft):
        st.warning(" ".join(f"**{escape(one.message)}**" for one in found) + f" {escape(found[0].why)}", icon=":material/warning:")


def _seen_by_everyone(live: LiveView, domain: str) -> None:
    """Who opens a public dataset to mend it can hide it first. What was published from here is taken back on its newest receipt."""
    st.caption(":material/public: Everyone can see this dataset: what you add is public at once.")
    known = (one for one in session.store().receipts.mine(session.owner()) if (one.domain, one.dataset_id) == (domain, live.id))
    if receipt := next(known, None):
        private_now(receipt, f"update-{receipt.publication_id}")


def _columns(view: View, comparison: Comparison) -> bool:
    """Show the comparison; True when every difference has a decision."""
    st.markdown("**Columns side by side**")
    st.table(
        {
            "Your table": [escape(match.column.display or match.column.name) if match.column else "–" for match in comparison.matches],
            "On the portal": [escape(match.live.name) if match.live else "–" for match in comparison.matches],
            "How they compare": [match.difference.value for match in comparison.matches],
        },
        hide_index=True,
        alt="Your columns beside the dataset's",
    )
    decisions = dict(view.draft.recipe.target.decisions)
    taken = comparison.taken(decisions)
    there = {f"rename:{match.live.field}": match.live.name for match in comparison.matches if match.live}
    for match in comparison.matches:
        if match.difference is Difference.SAME or not match.choices or (match.column is None and match.live and match.live.field in taken):
            continue
        if FIND_IT in match.choices:
            st.warning(
                f"{escape(match.sentence)} Add it to your file, or press *Choose another* above and make a new dataset.",
                icon=":material/help:",
            )
            continue
        now = decisions.get(match.key)
        given = st.radio(
            escape(match.sentence),
            match.choices,
            index=match.choices.index(now) if now in match.choices else None,
            format_func=lambda one: (
                WORDS.get(one) or f"It is the same column: my rows go there, and it keeps its name ({escape(there.get(one, ''))})"
            ),
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
            "On the portal": [_said(found.there, found.here) for found in changes],
            "After this": [_said(found.here, found.there) for found in changes],
        },
        hide_index=True,
        alt="What changes in the description",
    )


NAMES = {"name": "Title", "licenseId": "License", "attribution": "Data provided by", "attributionLink": "Source link", "metadata:rowLabel": "Row label"}  # fmt: skip


def _named(key: str) -> str:
    if key.startswith(COLUMN):
        return f"Column {escape(key.removeprefix(COLUMN))}"
    return NAMES.get(key) or key.rpartition("/")[2].capitalize()


def _said(value: object, other: object) -> str:
    """The words as they are on one side; of a long text only the lines that the other side has not."""
    if isinstance(value, list):
        return escape(", ".join(map(str, value)) or "–")
    return escape(only_here(str(value or ""), str(other or "")) or "–")


def _rows(view: View, publication: Publication, live: LiveView) -> None:
    with st.spinner("Comparing your rows with those that are there..."):
        plan = session.remembered(_now(publication, live), lambda: plan_append(publication, portals.portal(), Patience()))
    changes = plan.changes
    st.markdown(
        f"**Rows:** {_are(len(changes.added))} new, {_are(len(changes.same))} there already (not sent again), "
        f"{_are(len(changes.changed))} there with other values, {_are(changes.gone)} on the portal and not in your file (nothing is deleted)."
    )
    stays_here(view)
    given_away = beside_published(view, publication, plan)
    decided = changed_rows(view, plan)
    marked = gone_rows(view, plan)
    undecided = bool(changes.changed) and not decided
    if not approved(view, publication):
        return
    label, shown = _label(plan, decided, marked, publication), (plan.before.newest,)
    if st.button(label, type="primary", key="append", disabled=given_away or undecided, on_click=session.looked, args=shown):
        start(view, replace(publication, seen=session.looked_at()))
    if undecided:
        st.caption("First say above what to do with the rows that stand there with other values.")


def _now(publication: Publication, live: LiveView) -> tuple[object, ...]:
    """What a comparison depends on: the rows, where the columns go, and the dataset as it stands. A decision about rows changes none of it."""
    moments = (live.body.get("rowsUpdatedAt"), live.body.get("viewLastModified"))
    columns = {key: value for key, value in publication.target.decisions.items() if key not in OF_ONE_UPDATE}
    done = len(session.store().receipts.of_dataset(publication.target.domain, live.id))
    return "plan", publication.table.fingerprint, live.id, columns, dict(publication.fields), moments, done


def _label(plan: AppendPlan, decided: str, marked: bool, publication: Publication) -> str:
    """What the press does, in its own words."""
    added, changed, gone = len(plan.changes.added), len(plan.changes.changed) if decided == "send" else 0, plan.changes.gone
    parts = [
        f"add {_rows_said(added)}" if added else "",
        f"correct {_rows_said(changed)}" if changed else "",
        f"mark {_rows_said(gone)}" if marked else "",
        "update the description" if publication.describe and not added else "",
    ]
    said = [part for part in parts if part]
    if not said:
        return "Check that everything is there"
    words = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return words[0].upper() + words[1:]


def _are(count: int) -> str:
    return f"{count:,} {'is' if count == 1 else 'are'}"


def _rows_said(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"

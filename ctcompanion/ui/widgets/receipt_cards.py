"""One card a receipt: what was published when, the checks, the links, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from ctcompanion.metadata import plan_row
from ctcompanion.model import ExceptionOnFile, Receipt
from ctcompanion.publishing import withdrawals
from ctcompanion.recipe import from_json
from ctcompanion.store import SavedRecipe
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import clock, day, escape
from ctcompanion.ui.widgets.access_plan import access_plan
from ctcompanion.ui.widgets.audience import audience, private_now
from ctcompanion.ui.widgets.dataset_papers import dataset_papers, facts_of
from ctcompanion.ui.widgets.next_workbook import next_workbook
from ctcompanion.ui.widgets.recipe_versions import recipe_versions

LINKS = {"page": "Open the dataset's page", "csv": "Download as CSV", "json": "API (JSON)"}
MODES = {"create": "New dataset", "append": "Rows added"}
WORDS = {"public": "**public**", "private": "**private**", "waiting for approval": "**private, waiting for approval**", "rejected": "**private, not approved**"}  # fmt: skip


def receipt_cards() -> None:
    """All my receipts, the newest first."""
    receipts = session.store().receipts.mine(session.owner())
    if not receipts:
        st.info("Nothing was published from here yet.", icon=":material/info:")
    recipes = {(one.domain, one.dataset_id): one for one in session.store().recipes.mine(session.owner())}
    newest: dict[tuple[str, str], Receipt] = {}
    taken_back = withdrawals(session.store())
    for receipt in _asked_for(receipts):
        dataset = (receipt.domain, receipt.dataset_id)
        first = newest.setdefault(dataset, receipt)
        with st.container(border=True):
            _facts(receipt, first.audience)
            if first is receipt:
                _actions(receipt, recipes.get(dataset), taken_back.get(receipt.dataset_id))
            else:
                private_now(first, receipt.publication_id)
            _for_support(receipt)


def _asked_for(receipts: Sequence[Receipt]) -> Sequence[Receipt]:
    """All of them, or those of the dataset that the address names."""
    named = st.query_params.get("dataset")
    chosen = [receipt for receipt in receipts if receipt.dataset_id == named]
    if not chosen or len(chosen) == len(receipts):
        return receipts
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"The receipts of **{escape(chosen[0].title)}**.", width="content")
        if st.button("Show all receipts", key="all-receipts"):
            del st.query_params["dataset"]
            st.rerun()
    return chosen


def plan_of_receipts() -> None:
    """The agency's access plan with a row for each dataset that was published from here."""
    recipes = {(one.domain, one.dataset_id): from_json(one.recipe) for one in session.store().recipes.mine(session.owner())}
    newest = {(one.domain, one.dataset_id): one for one in reversed(session.store().receipts.mine(session.owner()))}
    rows = [plan_row(recipe.metadata, facts_of(newest[of], recipe)) for of, recipe in recipes.items() if of in newest]
    agencies = [recipe.metadata.agency for recipe in recipes.values() if recipe.metadata.agency]
    access_plan(agencies[0] if agencies else "", tuple(rows), "receipts")


def _facts(receipt: Receipt, audience_now: str) -> None:
    when = datetime.fromisoformat(receipt.when)
    st.subheader(escape(receipt.title), anchor=False)
    st.markdown(
        f"{MODES[receipt.mode]} on {day(when)}, {clock(when)} · {receipt.rows_sent:,} rows sent · "
        f"**{receipt.rows_after:,} rows** on the portal afterwards · now {WORDS.get(audience_now, escape(audience_now))}"
    )
    lines = [f"{':material/check:' if check.passed else ':material/error:'} {escape(check.sentence)}" for check in receipt.checks]
    st.markdown("  \n".join(lines))
    for one in receipt.exceptions:
        st.markdown(f":material/mail: {escape(_exception(one))}")
    with st.container(horizontal=True):
        for kind, label in LINKS.items():
            if address := portals.reachable(receipt.links.get(kind, "")):
                st.link_button(label, address)
        if newest := portals.reachable(receipt.links.get("newest", "")):
            st.link_button(f"Rows of {escape(receipt.links.get('newest_is', 'the newest period'))} alone", newest)


def _for_support(receipt: Receipt) -> None:
    if receipt.request_ids:
        with st.expander("For support", icon=":material/support_agent:"):
            st.caption(f"Publication {receipt.publication_id}. Requests: {', '.join(receipt.request_ids)}")


def _exception(one: ExceptionOnFile) -> str:
    """Who asked and what OPM answered, in a sentence."""
    rule, _, column = one.finding.partition(":")
    what = f"“{column}”" if column else rule.replace("-", " ").replace(".", " ")
    said = (
        f"{'Standing exception' if one.standing else 'Exception'} for {what}, asked by {one.asked_by or 'somebody'} on {one.asked_on[:10]}"
    )
    if not one.answer:
        return f"{said}. OPM has not answered yet: it stays private."
    until = f", valid until {one.valid_until}" if one.valid_until else ""
    return f"{said}. OPM's answer: {one.answer} by {one.answered_by}, reference {one.reference}{until}."


def _actions(receipt: Receipt, saved: SavedRecipe | None, told: Mapping[str, str] | None) -> None:
    audience(receipt, told)
    if saved is not None:
        due = (
            f"Next update due {saved.next_due:%B} {saved.next_due.day}, {saved.next_due.year}."
            if saved.next_due
            else "No next update is planned."
        )
        st.caption(due)
        if st.button("Update now", key=f"update-{receipt.publication_id}", icon=":material/update:"):
            session.update_of(from_json(saved.recipe))
            session.say("Your decisions from last time are ready. Now choose the new file.")
            st.switch_page("pages/upload.py")
        recipe_versions(receipt, saved)
        next_workbook(receipt, from_json(saved.recipe))
        dataset_papers(receipt, from_json(saved.recipe))

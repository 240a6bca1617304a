"""Papers of a dataset that stands on the portal: they carry its address, so they come with the receipt."""

from __future__ import annotations

import json
from datetime import datetime

import streamlit as st

from ctcompanion.metadata import calendar, dcat, plan_csv, plan_facts, plan_row, reviewers_message, should_automate
from ctcompanion.model import Receipt
from ctcompanion.publishing.portal import PUBLIC
from ctcompanion.recipe import Recipe
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.letter import ask_opm, letter
from ctcompanion.ui.widgets.papers import paper
from ctcompanion.ui.widgets.retirement import retirement


def dataset_papers(receipt: Receipt, recipe: Recipe) -> None:
    """Catalog entry, rows for plan and inventory, the calendar, the messages, and how to retire it."""
    metadata, key = recipe.metadata, receipt.publication_id
    day = datetime.fromisoformat(receipt.when).date()
    facts = facts_of(receipt, recipe)
    with st.expander("Papers for your records", icon=":material/folder:"):
        with st.container(horizontal=True):
            paper("Access plan row", plan_csv([plan_row(metadata, facts)]), "access-plan-row.csv", "text/csv", key)
            paper("Inventory row", plan_csv([plan_row(metadata, facts, inventory=True)]), "inventory-row.csv", "text/csv", key)
            entry = dcat(metadata, recipe.columns, dataset_id=receipt.dataset_id, domain=_host(receipt), modified=day)
            paper("Catalog entry (DCAT-US)", json.dumps(entry, indent=2), "dcat-us.json", "application/json", key)
            if reminder := calendar(metadata, day, receipt.url):
                paper("Next update (calendar)", reminder, "next-update.ics", "text/calendar", key)
        letter(reviewers_message(metadata, link=receipt.url, columns=len(recipe.columns), rows=receipt.rows_after), f"review-{key}")
    _repeated(receipt, recipe)
    ask_opm(metadata, key, receipt.url)
    retirement(receipt, metadata)


def facts_of(receipt: Receipt, recipe: Recipe) -> dict[str, str]:
    """For the plan: open data is what the public can see; until then it is planned."""
    status = "Published" if receipt.audience == PUBLIC else "Planned"
    return plan_facts(recipe, status=status, day=receipt.when[:10], link=receipt.url)


def _repeated(receipt: Receipt, recipe: Recipe) -> None:
    """How the next update is made: by a scheduler above quarterly, by hand below; and how to feature what is new."""
    frequency = recipe.metadata.update_frequency
    with st.expander("How updates are made", icon=":material/autorenew:"):
        if should_automate(frequency):
            st.markdown(
                f"“{escape(frequency)}” is often: let a scheduler do it. Download the recipe, and have your IT run this for each new file. "
                "Use an account of your team or agency, not a person's own, so that it goes on when people change."
            )
            st.code(f"python -m ctcompanion replay recipe-{receipt.dataset_id}.json NEWFILE.xlsx", language="shell", wrap_lines=True)
        else:
            st.markdown(
                "By hand is fine for this rhythm. **Update now** takes the new file through the same steps; the recipe is kept here."
            )
        if newest := receipt.links.get("newest_is"):
            st.markdown(
                f"To feature {escape(newest)}, make a filtered view of this dataset instead of a new one: open its page, choose "
                "**View data**, filter by the period, and save the view under its own name. The link above shows the same rows. "
                "OPM helps with filtered views: dapa@ct.gov."
            )


def _host(receipt: Receipt) -> str:
    return receipt.url.partition("://")[2].partition("/d/")[0] or receipt.domain

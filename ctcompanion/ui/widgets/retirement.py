"""When a dataset has had its day: the new title, the sentence for its page, the steps in order, and the message to OPM."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.metadata import opm_message, retirement_text
from ctcompanion.model import Receipt
from ctcompanion.recipe import DatasetMetadata
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.letter import letter


def retirement(receipt: Receipt, metadata: DatasetMetadata) -> None:
    """Nothing here is sent or changed: retiring is a decision that OPM shares."""
    key = receipt.dataset_id
    with st.expander("Retire this dataset", icon=":material/inventory_2:"):
        st.markdown(
            "For a dataset that is replaced, wrong beyond repair, or not collected any more. "
            "Nothing is deleted here, and rows are never replaced: the dataset is marked, announced for 30 days, and then archived by OPM."
        )
        why = st.text_area(
            "Why should it go?", key=f"retire-why-{key}", placeholder="For example: replaced by another dataset, with its link"
        )
        title, sentence, steps = retirement_text(metadata, date.today())
        st.markdown("\n".join(f"{number}. {escape(step)}" for number, step in enumerate(steps, start=1)))
        st.text_input("New title, ready to copy", title, key=f"retire-title-{key}-{title}")
        st.text_area("Sentence for the top of its description", sentence, key=f"retire-text-{key}-{sentence}", height=80)
        if why.strip():
            letter(opm_message("retire", metadata, why.strip(), receipt.url), f"retire-{key}")
        else:
            st.caption("Say why, and the message to dapa@ct.gov is written for you.")

"""How the landing page will look, and two or three charts, each with its summary in words and its numbers as a table."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import Chart, CleanTable
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.before_after import show_table


def landing_preview(view: View) -> None:
    """Title, description and facts as the portal's landing page will show them, with the table."""
    recipe, table = view.draft.recipe, view.draft.safe or view.draft.table
    if table is None:
        return
    metadata = recipe.metadata
    with st.container(border=True):
        st.subheader(escape(metadata.title or "This dataset has no title yet"), anchor=False)
        st.markdown(escape(metadata.description or "It has no description yet.").replace("\n", "  \n"))
        facts = {
            "Agency": metadata.agency,
            "Category": metadata.category,
            "Update frequency": metadata.update_frequency,
            "Period covered": metadata.temporal_coverage,
            "Geographic unit": metadata.geographic_unit,
            "Tags": ", ".join(metadata.tags),
            "Rows": f"{len(table.rows):,}, one row is {metadata.row_label.lower()}" if metadata.row_label else f"{len(table.rows):,}",
        }
        st.table({"": list(facts), "Value": [value or "not filled yet" for value in facts.values()]}, hide_header=True, hide_index=True)
        show_table(table, rows=200)
        can_be_filtered(table)


def can_be_filtered(table: CleanTable) -> None:
    """What readers can pick out of the table."""
    from ctcompanion.preview import filters

    if found := filters(table):
        st.caption(f":material/filter_alt: People can filter it by {escape('; '.join(found))}.")


def charts_shown(view: View) -> None:
    """The charts; each has its words and its table."""
    from ctcompanion.preview import charts

    table = view.draft.safe or view.draft.table
    if table is None:
        return
    with st.spinner("Drawing charts..."):
        drawn = charts(table, view.draft.recipe.metadata)
    if not drawn:
        st.caption("This table has no number that a chart would help with.")
    for chart in drawn:
        _one(chart)


def _one(chart: Chart) -> None:
    st.subheader(escape(chart.title), anchor=False)
    # As it is drawn, on its own white paper: the dark theme would write the axes in a light grey on it.
    st.plotly_chart(chart.figure, key=f"chart-{chart.key}", alt=chart.alternative, theme=None, config={"displaylogo": False})
    st.markdown(escape(chart.alternative))
    with st.expander("Show as table"):
        st.dataframe(chart.table, hide_index=True, alt=f"The numbers behind: {chart.title}")

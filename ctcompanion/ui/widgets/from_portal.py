"""An update begins with the description that stands on the portal: what changed beside it, and the few things that are still to fill."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from ctcompanion.errors import PublishingError
from ctcompanion.metadata import FIELDS, missing
from ctcompanion.model import CleanTable
from ctcompanion.read_back import read_back
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def from_portal(view: View) -> View:
    """The view with the dataset's own description, read once. A new dataset is left alone."""
    view = _read(view)
    known = view.draft.read_back
    if known is None or known.dataset_id != view.draft.recipe.target.dataset_id:
        return view
    with st.container(border=True):
        st.subheader("This updates a dataset that is there", anchor=False)
        st.markdown("Its description was read from the portal. Only what is new or empty is left to fill.")
        _left(view, view.draft.safe or view.draft.table)
        _side_by_side(view)
    return view


@dataclass(frozen=True)
class Asked:
    """What of the form an update asks: keys of fields, names of columns."""

    fields: frozenset[str]
    columns: frozenset[str]


def asked(view: View) -> Asked | None:
    """For an update only what is new or empty, and it stays while it is being filled; None is the whole form, as for a new dataset."""
    table = view.draft.safe or view.draft.table
    if view.draft.read_back is None or table is None:
        return None
    left = missing(view.draft.recipe.metadata, view.draft.recipe.columns, table)
    before: Asked = st.session_state.get(f"asked-{view.draft.id}", Asked(frozenset(), frozenset()))
    proposed = {column.name for column in view.draft.recipe.columns if column.proposed}
    about = {comment.about for comment in view.draft.recipe.thread}  # what a reviewer wrote about has to be there to be answered
    fields = before.fields | about | {finding.place for finding in left if finding.column is None and finding.place}
    proposed |= {each.removeprefix("column:") for each in about if each.startswith("column:")}
    found = Asked(
        fields & {field.key for field in FIELDS}, before.columns | proposed | {finding.column for finding in left if finding.column}
    )
    st.session_state[f"asked-{view.draft.id}"] = found
    return None if st.toggle("Show all fields and columns", key=f"all-fields-{view.draft.id}") else found


def _read(view: View) -> View:
    target = view.draft.recipe.target.dataset_id
    if not target or (view.draft.read_back is not None and view.draft.read_back.dataset_id == target):
        return view
    try:
        with st.spinner("Reading the description from the portal..."):
            described = read_back(view.draft, portals.portal().view(target), portals.portal_settings())
    except PublishingError as error:
        st.info(
            f"The description could not be read from the portal now: {escape(error.message)} Below are your words from last time.",
            icon=":material/info:",
        )
        return view
    if described is view.draft:
        return view
    session.refresh_fields()
    return replace(view, draft=session.save(described))


def _left(view: View, table: CleanTable | None) -> None:
    """What is to fill, by name."""
    if table is None:
        return
    left = missing(view.draft.recipe.metadata, view.draft.recipe.columns, table)
    new = [column.display or column.name for column in view.draft.recipe.columns if column.proposed]
    lines = [finding.message for finding in left]
    lines += [f"New column {name}: a description is proposed, please check." for name in new]
    if lines:
        st.markdown("**Left to fill:**\n\n" + "\n".join(f"- {escape(line)}" for line in lines))
    else:
        st.success("Nothing is left to fill. Look over what changed, then continue.", icon=":material/check:")


def _side_by_side(view: View) -> None:
    """Old and new, with a press to keep the portal's words or to take back one's own."""
    known, now = view.draft.read_back, view.draft.recipe.metadata
    if known is None:
        return
    shown = [field for field in FIELDS if hasattr(now, field.key) and getattr(known.there, field.key) and _differs(view, field.key)]
    if not shown:
        return
    st.markdown("**What is different from the portal**")
    for field in shown:
        there, here, own = (getattr(which, field.key) for which in (known.there, now, known.own))
        with st.container(border=True):
            st.markdown(f"**{escape(field.label)}**")
            left, right = st.columns(2)
            other = here if here != there else own
            left.markdown(f"On the portal: {_text(there, other)}")
            right.markdown(f"{'Here' if here != there else 'Your words before'}: {_text(other, there)}")
            if here != there and st.button("Keep what is on the portal", key=view.key(f"keep-{field.key}")):
                _set(view, field.key, there)
            if own not in ("", (), here, there) and st.button("Take my words", key=view.key(f"mine-{field.key}")):
                _set(view, field.key, own)


def _differs(view: View, key: str) -> bool:
    known = view.draft.read_back
    if known is None or key == "attachments":
        return False
    there, own = getattr(known.there, key), getattr(known.own, key)
    return getattr(view.draft.recipe.metadata, key) != there or own not in ("", (), there)


def _set(view: View, key: str, value: object) -> None:
    session.refresh_fields()
    view.save(view.draft.with_metadata(view.draft.recipe.metadata.model_copy(update={key: value}), view.draft.recipe.columns))


def _text(value: object, other: object) -> str:
    """The value; of a text of several lines only those that the other one lacks."""
    if isinstance(value, tuple):
        return escape(", ".join(map(str, value)))
    lines, known = str(value or "–").split("\n"), str(other).split("\n")
    shown = [line for line in lines if line not in known] if len(lines) > 1 else lines
    left_out = len(lines) > len(shown) > 0
    return escape("\n".join(shown) or "the same").replace("\n", "  \n") + ("  \n*(the rest is the same)*" if left_out and shown else "")

"""The dataset's fields in the portal's groups: permitted values from data, help under each, checks as they are typed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import streamlit as st

from ctcompanion.metadata import FIELDS, Field, check, missing
from ctcompanion.metadata.schema import GROUPS, frequency_explained
from ctcompanion.model import Finding
from ctcompanion.recipe import DatasetMetadata
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.advice import advice
from ctcompanion.ui.widgets.comments import comments_beside
from ctcompanion.ui.widgets.field_help import anchor
from ctcompanion.ui.widgets.kept_as_typed import PAUSE
from ctcompanion.ui.widgets.licence_choice import licence_choice, model_citation


def dataset_fields(view: View, only: frozenset[str] | None = None) -> None:
    """All fields, or `only` those of these keys; what is typed is kept at once."""
    draft = view.draft
    table = draft.safe or draft.table
    if table is None:
        return
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in (
        *missing(draft.recipe.metadata, draft.recipe.columns, table),
        *check(draft.recipe.metadata, draft.recipe.columns, table),
    ):
        if finding.column is None and finding.place:
            said[finding.place].append(finding)
    changed = draft.recipe.metadata
    shown = [field for field in FIELDS if field.kind != "auto" and (only is None or field.key in only)]
    for group in GROUPS:
        here = [field for field in shown if field.group == group]
        if here:
            st.subheader(group, anchor=False)
        for field in here:
            changed = _one(view, field, changed)
            anchor(field.key, field.help)
            advice(view, said[field.key], f"accept-{field.key}")
            comments_beside(view, field.key, field.label)
    if only is None or "description" in only:
        model_citation(view)
    if changed != draft.recipe.metadata:
        view.save(draft.with_metadata(changed, draft.recipe.columns))


def _one(view: View, field: Field, metadata: DatasetMetadata) -> DatasetMetadata:
    now = getattr(metadata, field.key)
    proposed = field.key in metadata.proposed
    label = field.label + (" (required)" if field.required else "") + (" – proposed, please check" if proposed else "")
    if field.key == "license":
        return licence_choice(view.key("field-license"), label, metadata, field.definition)
    given = _asked(view, field, label, now)
    if given == now:
        return metadata
    left = tuple(key for key in metadata.proposed if key != field.key)
    return metadata.model_copy(update={field.key: given, "proposed": left})


def _asked(view: View, field: Field, label: str, now: Any) -> Any:
    key, help_text = view.key(f"field-{field.key}"), field.definition
    if field.kind == "choice":
        return _choice(field, key, label, str(now), help_text)
    if field.kind == "long text":
        return st.text_area(label, str(now), help=help_text, height=220, key=key)
    if field.kind in {"list", "files"}:
        text = st.text_input(label, ", ".join(now), help=f"{help_text} Separate them with commas.", key=key, live=PAUSE)
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return st.text_input(label, str(now), help=help_text, placeholder=field.example or None, key=key, live=PAUSE).strip()


def _choice(field: Field, key: str, label: str, now: str, help_text: str) -> str:
    options = list(field.choices) + ([now] if now and now not in field.choices else [])
    index = options.index(now) if now else None
    given = st.selectbox(label, options, index=index, help=help_text, key=key, placeholder="Choose", accept_new_options=field.open)
    if field.key == "update_frequency" and given and frequency_explained(given):
        st.caption(escape(frequency_explained(given)))
    return given or ""

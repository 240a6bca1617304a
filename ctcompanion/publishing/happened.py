"""What is true of the portal while a publication is on its way, or where it stopped: said from the journal alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctcompanion.publishing.journal import State


def happened(state: State, facts: Mapping[str, Any]) -> str:
    """What is true of the portal in that state. 'Nothing' is only said where it is certain."""
    if state is State.NEEDS_A_PERSON:
        return str(facts.get("why", "A person has to look at the portal."))
    return _created(state, facts) if facts.get("mode") == "create" else _appended(state, facts)


def _created(state: State, facts: Mapping[str, Any]) -> str:
    if state is State.DONE:
        return "The dataset is published for your team. It is not public."
    if not facts.get("dataset_id"):
        draft = f' An empty private draft named "{facts["draft_title"]}" may have been left on the portal.' if facts.get("creating") else ""
        return f"Nothing was published.{draft}"
    sent, total = int(facts.get("rows_sent", 0)), int(facts.get("rows", 0))
    if state is State.VERIFIED:
        return f"Nothing is public. All {total:,} rows are on the portal ({facts['dataset_id']}), for your team only. Publishing again finishes it."
    rows = f"with all of {total:,} rows or none" if facts.get("sending_whole") else f"with at least {sent:,} of {total:,} rows"
    return f"Nothing is public. A private draft ({facts['dataset_id']}) was made on the portal {rows}. Publishing again finishes it."


def _appended(state: State, facts: Mapping[str, Any]) -> str:
    if state is State.DONE:
        return "The rows are on the portal."
    return f"{_rows(state, facts)}{_columns(facts)}"


def _rows(state: State, facts: Mapping[str, Any]) -> str:
    if state is State.VERIFIED:
        rest = "The marks on rows that are gone, or the description," if "marking" in facts else "The description"
        return f"The rows are on the portal. {rest} may not be up to date yet; Publishing again finishes it."
    if facts.get("sending_whole"):
        return f"{facts['rows_to_send']:,} rows were sent in one request. All of them are in or none; Publishing again counts before it sends anything."
    if "pieces" in facts:
        sent, total = int(facts["rows_sent"]), int(facts["rows_to_send"])
        if sent and facts.get("error") == "dataset-missing":
            return f"{sent:,} of {total:,} rows had been stored when the portal stopped showing us the dataset."
        known = f"{sent:,} of {total:,} rows are surely" if sent else f"None of the {total:,} rows is confirmed"
        return f"{known} on the portal. Publishing again sends the rest; no row is stored twice."
    if "sending_whole" in facts:
        return "None of the rows was stored; the dataset has the rows it had."
    return "No row was sent; the dataset has the rows it had." if _touched(facts) else "Nothing was sent; the dataset has the rows it had."


def _columns(facts: Mapping[str, Any]) -> str:
    """What became of new columns, where there are any: they come before the rows."""
    added = int(facts.get("columns_added", 0))
    done = f" {added:,} new column{' was' if added == 1 else 's were'} added to it." if added else ""
    if facts.get("copy_id"):
        return f"{done} A private working copy of it ({facts['copy_id']}) is on the portal."
    return f"{done} A private working copy of it may have been left on the portal." if facts.get("copying") else done


def _touched(facts: Mapping[str, Any]) -> bool:
    return bool(facts.get("columns_added") or facts.get("copying"))

"""The only place that touches st.session_state: the draft of this tab, its saving and its coming back (`?draft=`)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from ctcompanion import handover, replay
from ctcompanion.draft import Draft, from_payload
from ctcompanion.errors import CompanionError, StoreError
from ctcompanion.recipe import CleaningStep, Recipe
from ctcompanion.settings import Settings, from_environment, from_mapping
from ctcompanion.store import SavedDraft, Store, keeps_sources, open_store
from ctcompanion.ui.sign_in import person, signs_in

DRAFT, REVISION, MESSAGE, KEY, HISTORY = "companion_draft", "companion_revision", "companion_message", "companion_key", "companion_history"
TAKEN, LOOKED = "companion_taken", "companion_looked"
REFUSED = "companion_refused"
ELSEWHERE = {"draft-changed", "draft-gone"}
T = TypeVar("T")
History = dict[str, list[tuple[CleaningStep, ...]]]


@st.cache_resource
def settings() -> Settings:
    """Settings of this process: the environment, then .streamlit/secrets.toml under [ctcompanion]."""
    try:
        named = st.secrets.get("ctcompanion")
    except StreamlitSecretNotFoundError:
        named = None
    return from_mapping(named.to_dict()) if named else from_environment()


@st.cache_resource
def store() -> Store:
    """The store of this process; its sessions share nothing but this door, and each query names its owner."""
    return open_store(settings(), signed_in=signs_in())


@st.cache_resource(ttl="1d")
def purged() -> int:
    """At each start and once a day: raw files older than the setting says go, the decisions stay."""
    return store().purge()


def keeps_files() -> str:
    """Where the file of a draft is kept, in words."""
    if keeps_sources(settings(), signed_in=signs_in()):
        return f"kept sealed with your draft for {settings().purge_days} days, then deleted; your decisions stay"
    return "kept in memory only: after a restart you are asked for it again; your decisions stay"


def owner() -> str:
    """Who is at work: the signed-in person, or the one person alone on this machine."""
    return person()


def current() -> Draft:
    """The draft of this tab: the one at hand, the one that `?draft=` names, or a fresh one."""
    purged()
    named = st.query_params.get("draft")
    at_hand: Draft | None = st.session_state.get(DRAFT)
    if named and (at_hand is None or at_hand.id != named):
        at_hand = _come_back(named)
    if at_hand is None:
        at_hand = Draft(secrets.token_hex(8))
    _hold(at_hand)
    return at_hand


def save(draft: Draft) -> Draft:
    """Keep a draft at hand and in the store. Where another tab saved or deleted it since, the page begins anew and asks (`refused`)."""
    source = {"file_name": draft.recipe.source.file_name, "sha256": draft.workbook.sha256 if draft.workbook else ""}
    try:
        kept = store().drafts.save(draft.id, draft.name, draft.to_payload(), source, owner(), seen=draft.saves or None)
    except StoreError as error:
        if error.code not in ELSEWHERE:
            raise
        st.session_state[REFUSED] = error
        _hold(draft)  # with what was typed
        st.rerun()
    saved = replace(draft, saved=kept.saved_at, saves=kept.saves)
    _hold(saved)
    return saved


def refused() -> StoreError | None:
    """Why the draft at hand was not saved. What was typed stays in it until the person has chosen what to go on with."""
    found: StoreError | None = st.session_state.get(REFUSED)
    return found


def leave_refused(draft: Draft) -> None:
    """Go on from what the other tab saved; where that one was deleted, with a fresh draft."""
    for name in (REFUSED, DRAFT, HISTORY):
        st.session_state.pop(name, None)
    refresh_fields()
    if not any(kept.id == draft.id for kept in mine()):
        st.query_params.pop("draft", None)


def keep_refused(draft: Draft) -> Draft:
    """What this tab holds becomes a draft of its own, beside the one that the other tab saved."""
    st.session_state.pop(REFUSED, None)
    saved = save(replace(draft, id=secrets.token_hex(8), saves=0, name=f"{draft.name} (from another tab)", publication=""))
    if (contents := store().drafts.kept_files(draft.id, owner(), len(draft.recipe.source.files) or 1)) is not None:
        keep_files(saved, contents)
    refresh_fields()
    return saved


def keep_file(draft: Draft, content: bytes) -> None:
    """Keep the file of this draft, sealed or in memory only, as the settings say."""
    keep_files(draft, [content])


def keep_files(draft: Draft, contents: Sequence[bytes]) -> None:
    """Keep the files of this draft in their order, as one file is kept."""
    store().drafts.keep_files(draft.id, owner(), contents)


def is_new_file(file_id: str) -> bool:
    """True the first time that an upload is seen: a file is taken once, not on every run."""
    if st.session_state.get(TAKEN) == file_id:
        return False
    st.session_state[TAKEN] = file_id
    return True


def begin(draft: Draft | None = None) -> Draft:
    """Leave the draft at hand (it stays saved) and begin another."""
    fresh = draft or Draft(secrets.token_hex(8))
    st.session_state.pop(HISTORY, None)
    _hold(fresh)
    return fresh


def update_of(recipe: Recipe) -> Draft:
    """A fresh draft that replays this recipe on the next file."""
    return begin(replay.updating(recipe, secrets.token_hex(8)))


def duplicate_of(recipe: Recipe) -> Draft:
    """A fresh draft that begins with these decisions and goes to a new dataset."""
    return begin(replay.duplicated(recipe, secrets.token_hex(8)))


def open_draft(draft_id: str) -> None:
    """Make a saved draft the one at hand."""
    st.session_state.pop(HISTORY, None)
    _hold(_come_back(draft_id))


def delete(draft: Draft) -> None:
    """Delete the draft and its file now, and begin a fresh one."""
    store().drafts.delete(draft.id, owner())
    begin()


def rename(kept: SavedDraft, name: str) -> None:
    """Give one of my drafts another name, without opening it."""
    store().drafts.rename(kept.id, name, owner())


def delete_other(kept: SavedDraft) -> None:
    """Delete one of my drafts and its file now, without opening it."""
    store().drafts.delete(kept.id, owner())


def mine() -> tuple[SavedDraft, ...]:
    """My saved drafts, the last one first."""
    return store().drafts.mine(owner())


def remembered(key: object, make: Callable[[], T]) -> T:
    """What was looked up for exactly this key on an earlier run of this tab; only the last of each kind is kept."""
    kind = f"companion_{key[0] if isinstance(key, tuple) else key}"
    held = st.session_state.get(kind)
    if held is None or held[0] != key:
        held = (key, make())
        st.session_state[kind] = held
    return cast("T", held[1])


def looked(at: str) -> None:
    """A press on what was on the screen: the run that follows may already see something newer. For `on_click`."""
    st.session_state[LOOKED] = at


def looked_at() -> str:
    """What stood on the screen when the button was pressed."""
    return str(st.session_state.pop(LOOKED, ""))


def is_remembered(key: tuple[str, ...]) -> bool:
    """Whether `remembered` holds exactly this."""
    held = st.session_state.get(f"companion_{key[0]}")
    return held is not None and bool(held[0] == key)


def typed(key: str) -> str:
    """What a person has typed into the field of that key: for what is kept before the page runs anew."""
    return str(st.session_state.get(key, ""))


def typed_under(prefix: str) -> dict[str, str]:
    """What stands in all fields whose keys begin so, by the rest of the key."""
    found = {str(key): str(value or "") for key, value in st.session_state.items() if str(key).startswith(prefix)}
    return {key.removeprefix(prefix): value for key, value in found.items()}


def revision() -> int:
    """Counts changes made by a press rather than in a field, so that fields show the new value."""
    return int(st.session_state.get(REVISION, 0))


def refresh_fields() -> None:
    """Let every field of the page show the draft's value anew."""
    st.session_state[REVISION] = revision() + 1


def say(message: str, icon: str = ":material/check:") -> None:
    """A word to show on top of the next page run."""
    st.session_state[MESSAGE] = (message, icon)


def show_message() -> None:
    """Show that word until a page ran to its end. Its place is kept when it has gone: what was opened below it stays open."""
    with st.container():
        if found := st.session_state.get(MESSAGE):
            show = st.success if found[1] == ":material/check:" else st.warning
            show(found[0], icon=found[1])


def message_seen() -> None:
    """A page that begins anew in the middle (it saved something) has shown nothing yet; one that ran to its end has."""
    st.session_state.pop(MESSAGE, None)


def portal_key() -> tuple[str, str] | None:
    """The person's own API key, typed for this session: held in this tab's memory alone."""
    return st.session_state.get(KEY)


def hold_portal_key(key: tuple[str, str] | None) -> None:
    """Hold or forget the key."""
    st.session_state[KEY] = key


def history(draft: Draft) -> History:
    """Undo and redo of the cleanup steps, for this tab. Another file or sheet begins a history of its own."""
    source = draft.recipe.source
    of = (draft.id, draft.workbook.sha256 if draft.workbook else "", source.sheet, source.sheets)
    held: tuple[object, History] | None = st.session_state.get(HISTORY)
    if held is None or held[0] != of:
        held = (of, {"undo": [], "redo": []})
        st.session_state[HISTORY] = held
    return held[1]


def _hold(draft: Draft) -> None:
    st.session_state[DRAFT] = draft
    if draft.saved and st.query_params.get("draft") != draft.id:
        st.query_params["draft"] = draft.id


def _come_back(draft_id: str) -> Draft:
    try:
        kept = store().drafts.load(draft_id, owner())
    except StoreError:
        del st.query_params["draft"]
        raise
    draft, sha256 = from_payload(kept.id, kept.name, kept.recipe, saved=kept.saved_at, saves=kept.saves), kept.source.get("sha256")
    contents = store().drafts.kept_files(draft_id, owner(), len(draft.recipe.source.files) or 1)
    if contents is None or not draft.recipe.source.file_name:
        return draft
    with st.spinner("Opening your draft..."):
        try:
            if draft.handed_over:
                return handover.reopened(draft, contents[0])
            back = replay.reopened(draft, contents, settings().limits)
            # Kept in memory only, this server may still hold the file that was replaced on another one.
            return back if back.workbook is not None and sha256 in {"", back.workbook.sha256} else draft
        except CompanionError as error:
            say(f"Your decisions are here, but the file could not be opened again: {error.message}", ":material/info:")
            return draft

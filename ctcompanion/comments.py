"""The thread of author and reviewers on a dataset: a word about a field is written, sent with the package, answered, and settled.

A word that was not sent yet has no `when`: each side has one such word about a field at most, and may change it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import TypeAdapter

from ctcompanion.recipe import Comment

Side = Literal["author", "reviewer"]
Thread = tuple[Comment, ...]
_AS_TEXT = TypeAdapter(Thread)


def sent_about(thread: Thread, about: str) -> Thread:
    """What both sides have sent about a field, a column (`column:<name>`), a finding's key, or the whole (empty)."""
    return tuple(comment for comment in thread if comment.about == about and comment.when)


def being_written(thread: Thread, about: str) -> str:
    """The word about it that was not sent yet."""
    return next((comment.text for comment in thread if comment.about == about and not comment.when), "")


def written(thread: Thread, about: str, text: str, side: Side) -> Thread:
    """The thread with this as the word about it that goes out next; an empty text takes it back."""
    others = tuple(comment for comment in thread if comment.when or comment.about != about)
    return (*others, Comment(about=about, text=text.strip(), side=side)) if text.strip() else others


def unsent(thread: Thread) -> Thread:
    """Every word that goes out with the next package."""
    return tuple(comment for comment in thread if not comment.when)


def signed(thread: Thread, by: str, when: str) -> Thread:
    """The thread as it goes out: each new word under the sender's name and the time (ISO with offset)."""
    return tuple(comment if comment.when else comment.model_copy(update={"by": by, "when": when}) for comment in thread)


def settled(thread: Thread, comment: Comment, done: bool) -> Thread:
    """The thread with one word marked as seen to, or not any more."""
    return tuple(known.model_copy(update={"settled": done}) if known == comment else known for known in thread)


def to_see_to(thread: Thread) -> Thread:
    """What reviewers wrote about a part and its author has not settled yet."""
    return tuple(comment for comment in thread if comment.side == "reviewer" and comment.when and comment.about and not comment.settled)


def joined(mine: Thread, sent: Thread) -> Thread:
    """My thread and the one that came back: every word once, in the order in which they were sent; mine that wait stay last.

    A package signs its own copy of my words: one that came back is not waiting any more.
    """
    known = {(comment.about, comment.text, comment.by, comment.when): comment for comment in mine if comment.when}
    more = {(comment.about, comment.text, comment.by, comment.when): comment for comment in sent if comment.when}
    both = sorted({**more, **known}.values(), key=lambda comment: comment.when)
    sent_by_me = {(comment.about, comment.text, comment.side) for comment in both}
    return (*both, *(comment for comment in unsent(mine) if (comment.about, comment.text, comment.side) not in sent_by_me))


def to_text(thread: Thread) -> str:
    """The thread as JSON."""
    return _AS_TEXT.dump_json(thread).decode()


def from_text(text: str) -> Thread:
    """The thread again; nothing was written where there is no text."""
    return _AS_TEXT.validate_json(text) if text else ()

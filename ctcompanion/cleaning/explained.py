"""What the notes around a table say about a mark: "* Includes Unionville", "(1) Census 2020", "An asterisk (*) means ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ctcompanion.model import Note

LONGEST = 200
RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
NEXT = re.compile(r"\s(?=(?:[*†‡§]{1,3}|\(\w\)|\[\w\]|\d{1,2}/|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s?\S)|[;,]\s+(?=[A-Z]\s?[:=–-])")
"""Where the explanation of the next mark begins, when one cell explains several."""


def explained(notes: Sequence[Note], mark: str) -> str:
    """The text of the note that explains the mark, without the mark and the full stop; empty when there is none."""
    core = mark.strip("()[]\\/ ").translate(RAISED)
    if not core:
        return ""
    leads = re.compile(_leading(core, mark), re.IGNORECASE)
    for at, note in enumerate(notes):
        text = note.text.translate(RAISED) if core.isdigit() else note.text
        found = leads.search(text)
        if found and (note.kind != "title" or not core.isalnum()):
            said = NEXT.split(text[found.end() :].strip())[0] or _beside(notes, at)
            if len(said) > 2:
                return said[:LONGEST].strip().rstrip(".")
    return _named_inside(notes, core)


def _leading(core: str, mark: str) -> str:
    """The mark at the start of a text or sentence. A lone letter needs a sign beside it, since "A new rule" explains nothing."""
    start = r"(?:^[\s“\"'(\[]{0,2}|^notes?\W{1,3}|[.:;]\s+)"
    after = r"\s*(?:[:=–-]|\bis\b|\bmeans\b|\bindicates\b|\bdenotes\b)?\s*"
    if core.isdigit():
        return rf"{start}[(\[\\]?{core}(?:[)\]/.:\\]\s*|\s+(?=[A-Z\"“(]))"
    if len(core) == 1 and core.isalpha():
        return rf"{start}(?:[(\[“\"']{core}[)\]”\"']{after}|{core}(?:/|\s*[:=–-]+)\s*)"
    plain = "" if core.isalnum() or mark[:1] in "([" else re.escape(core[-1])
    return rf"{start}[“\"'(\[]?{re.escape(core)}[”\"')\]]?(?![\w{plain}]){after}"


def _beside(notes: Sequence[Note], at: int) -> str:
    """The mark in one cell, its explanation in the next cell of the row."""
    following = notes[at + 1] if at + 1 < len(notes) else None
    return following.text if following and _row(following) == _row(notes[at]) else ""


def _row(note: Note) -> str:
    return re.sub(r".*[A-Z](?=\d+$)", "", note.place)


def _named_inside(notes: Sequence[Note], core: str) -> str:
    """ "Cells marked “*” are ...", "An asterisk (*) means ...": the whole note."""
    if core.isalnum():
        return ""
    inside = re.compile(rf"[“\"'(]{re.escape(core)}[”\"')]")
    return next((note.text[:LONGEST].rstrip(".") for note in notes if inside.search(note.text)), "")

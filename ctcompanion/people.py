"""Who may do what, for which agency. Read from one file; what it does not grant is denied.

Sign-in is off for one person on one machine: then that person may do everything (`ALONE`).
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ctcompanion.errors import AccessError, SettingsError

EVERY = "*"
"""In the file: every agency."""
APPROVAL = "approval"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
SLIPS: tuple[tuple[str, str, str], ...] = (
    (".*[“”„‘’]", "", 'Write straight quotation marks ("), not curly ones.'),
    (r'[^"]*"([^"]*"[^"]*")*[^"]*$', "", "A quotation mark is missing in this line."),
    ("", "twice|overwrite", "This is said twice: keep one of the two."),
    (r"""\s*\[[^"']*@""", "", 'Put the mail address in quotation marks: ["name@ct.gov"].'),
    (r"[^]]*\[[^]]*$", "", "A closing bracket ] is missing in this line."),
    ("", "Unclosed array", "A closing bracket ] is missing in the line above."),
    ("", "Expected '='", 'Write: "Department of Housing" = ["editor"]'),
    ("", "Invalid value", 'Put each name in quotation marks, as: ["editor", "approver"]'),
)
"""What people get wrong in such a file: a pattern of the line, one of what the reader says of it, and what to do."""


class Role(StrEnum):
    """What somebody is for an agency; one person may have several."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What is asked for, in the words of the refusal."""

    SEE = "see what was published"
    PREPARE = "prepare a dataset"
    PUBLISH = "publish"
    MAKE_PUBLIC = "make a dataset public"
    MAKE_PRIVATE = "make a dataset private"
    APPROVE = "approve a publication"
    READ_RECORD = "read the record"


MATRIX: Mapping[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.SEE}),
    Role.EDITOR: frozenset({Action.SEE, Action.PREPARE, Action.PUBLISH, Action.MAKE_PUBLIC, Action.MAKE_PRIVATE}),
    Role.APPROVER: frozenset({Action.SEE, Action.APPROVE, Action.MAKE_PRIVATE}),
    Role.ADMINISTRATOR: frozenset(Action),
}
"""What each role is for. An approver takes back, but does not publish: for that the person has to be an editor too."""


@dataclass(frozen=True)
class People:
    """`roles`: mail address in small letters -> agency or "*" -> roles. `approval`: agencies whose publications a second person approves.

    `alone`: sign-in is off, and the one person here may do everything. `known`: the names of agencies, where they are known.
    """

    roles: Mapping[str, Mapping[str, frozenset[Role]]] = field(default_factory=dict)
    approval: frozenset[str] = frozenset()
    alone: bool = False
    known: frozenset[str] = frozenset()

    def may(self, who: str, action: Action, agency: str) -> bool:
        """Whether this person may do it for this agency; an agency that is not said is covered by "*" only."""
        return self.alone or any(action in MATRIX[role] for role in self._roles(who, agency))

    def may_anywhere(self, who: str, action: Action) -> bool:
        """Whether there is an agency for which this person may do it."""
        given = self.roles.get(who.lower(), {})
        return self.alone or any(action in MATRIX[role] for roles in given.values() for role in roles)

    def require(self, who: str, action: Action, agency: str) -> None:
        """AccessError `not-allowed` unless the person may."""
        if not self.may(who, action, agency):
            raise _not_allowed(action, agency)

    def require_anywhere(self, who: str, action: Action) -> None:
        """AccessError `not-allowed` unless there is an agency for which the person may."""
        if not self.may_anywhere(who, action):
            raise _not_allowed(action, "")

    def agencies(self, who: str, action: Action) -> frozenset[str]:
        """The agencies for which this person may do it; with "*" in it: every agency."""
        given = self.roles.get(who.lower(), {})
        return frozenset(agency for agency, roles in given.items() if any(action in MATRIX[role] for role in roles))

    def approvers(self, agency: str, author: str) -> tuple[str, ...]:
        """Who may approve what this author wants to publish for the agency, by mail address."""
        return tuple(sorted(who for who in self.roles if self.may(who, Action.APPROVE, agency) and not same_person(who, author)))

    def needs_approval(self, agency: str) -> bool:
        """Whether a publication of this agency waits for a second person. Where approvals are asked at all, no agency that is known means yes."""
        if not self.approval:
            return False
        return EVERY in self.approval or agency in self.approval or not agency or bool(self.known and agency not in self.known)

    def _roles(self, who: str, agency: str) -> frozenset[Role]:
        given = self.roles.get(who.lower(), {})
        return given.get(EVERY, frozenset()) | (given.get(agency, frozenset()) if agency else frozenset())


def same_person(one: str, other: str) -> bool:
    """Whether two addresses reach one mailbox: letter case, and what follows a plus, make no second person."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> str:
    name, at, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}{at}{domain}"


ALONE = People(alone=True)
"""One person on one machine."""
Told = Callable[[], People]
"""Asked at every step, so that a change of the file holds at once."""


def _not_allowed(action: Action, agency: str) -> AccessError:
    where = f" for {agency}" if agency else ""
    return AccessError(
        "not-allowed", f"You may not {action.value}{where}.", "Ask your administrator for the role that this needs. Your draft is kept."
    )


def people_in(file: Path, agencies: frozenset[str] = frozenset()) -> Told:
    """The file's people, read again when it changes. `agencies`: known names, to find typing errors; empty: not compared."""
    held: list[tuple[tuple[int, int], People]] = []

    def told() -> People:
        try:
            state = file.stat()
        except OSError:
            raise _wrong(file.name, "cannot be read", "Put the file where CTCOMPANION_PEOPLE_FILE says.") from None
        stamp = (state.st_mtime_ns, state.st_size)
        if not held or held[0][0] != stamp:
            held[:] = [(stamp, read_people(file, agencies))]
        return held[0][1]

    return told


def read_people(file: Path, agencies: frozenset[str] = frozenset()) -> People:
    """The people of a file; SettingsError says which line is wrong. Nothing is granted by a file with an error in it."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # Notepad writes a mark in front
    except (OSError, UnicodeDecodeError):
        raise _wrong(file.name, "cannot be read", "Put the file where CTCOMPANION_PEOPLE_FILE says, as plain text (UTF-8).") from None
    return _Reader(file.name, text, agencies).people()


@dataclass(frozen=True)
class _Reader:
    """The file's text, read into people; every mistake is told with its line and the nearest word that is right."""

    name: str
    text: str
    agencies: frozenset[str]

    def people(self) -> People:
        try:
            said = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self._unreadable(str(error)) from None
        approval = said.pop(APPROVAL, [])
        if not isinstance(approval, list) or not all(isinstance(one, str) for one in approval):
            raise self._wrong("has no list of agencies under “approval”", 'Write it as: approval = ["Department of Housing"]', APPROVAL)
        for agency in approval:
            self._check_agency(agency, APPROVAL)
        roles: dict[str, Mapping[str, frozenset[Role]]] = {}
        for who, given in said.items():
            address = self._address(who, roles)
            roles[address] = self._given(who, given)
        return People(roles, frozenset(approval), known=self.agencies)

    def _address(self, who: str, taken: Mapping[str, Any]) -> str:
        address = who.lower()
        if not ADDRESS.fullmatch(address):
            near = difflib.get_close_matches(who, [APPROVAL], 1)
            hint = "Did you mean “approval”?" if near else 'Begin each person with ["name@ct.gov"].'
            raise self._wrong(f"names “{who}”, which is not a mail address", hint, who)
        if address in taken:
            raise self._wrong(f"names {address} twice", "Keep one of the two.", who)
        return address

    def _given(self, who: str, given: object) -> Mapping[str, frozenset[Role]]:
        if not isinstance(given, dict):
            raise self._wrong(f"says nothing under “{who}”", 'Name an agency with its roles, as: "Department of Housing" = ["editor"]', who)
        found = {}
        for agency, names in given.items():
            self._check_agency(agency, who)
            found[agency] = frozenset(self._role(name, who, agency) for name in (names if isinstance(names, list) else [names]))
        return found

    def _check_agency(self, agency: str, under: str) -> None:
        if agency == EVERY or not self.agencies or agency in self.agencies:
            return
        if under != APPROVAL and difflib.get_close_matches(agency, [APPROVAL], 1):
            hint = "Put the line that begins with “approval =” at the top of the file, above the first person."
        elif near := difflib.get_close_matches(agency, self.agencies, 1):
            hint = f"Did you mean “{near[0]}”?"
        else:
            hint = "Write it as in the list of agencies on the metadata page."
        raise self._wrong(f"names the agency “{agency}”, which is not known", hint, under, agency)

    def _role(self, name: object, who: str, agency: str) -> Role:
        try:
            return Role(str(name).strip().lower())
        except ValueError:
            near = difflib.get_close_matches(str(name).lower(), list(Role), 1)
            hint = f"Did you mean “{near[0]}”?" if near else f"The roles are {', '.join(Role)}."
            raise self._wrong(f"gives {who} the role “{name}”, which is none", hint, who, agency, str(name)) from None

    def _unreadable(self, told: str) -> SettingsError:
        """What a person most likely did wrong in the line where reading stopped; lists may begin in the line above."""
        found = re.search(r"at line (\d+)", told)
        lines = self.text.splitlines() or [""]
        number = min(int(found.group(1)), len(lines)) if found else len(lines)
        line = lines[number - 1]
        found_slips = (hint for slip, said, hint in SLIPS if re.match(slip, line) and re.search(said, told))
        hint = next(found_slips, "Correct this line, or the one above it.")
        return _wrong(f"{self.name}, line {number}", "cannot be read", hint)

    def _wrong(self, what: str, hint: str, *words: str) -> SettingsError:
        """`words`: what stands in the line that is wrong, after what stands above it."""
        lines, at = self.text.splitlines(), 0
        for word in words:
            at = next((number for number, line in enumerate(lines[at:], at) if word in line), at)
        return _wrong(f"{self.name}, line {at + 1}", what, hint)


def _wrong(where: str, what: str, hint: str) -> SettingsError:
    return SettingsError(
        "bad-people-file", f"The file of people and roles ({where}) {what}. Until it is right nobody may do anything.", hint
    )

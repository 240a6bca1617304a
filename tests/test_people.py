"""Who may do what: the whole matrix of roles, agencies and actions, and a file with a typo that grants nothing."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from ctcompanion.errors import AccessError, SettingsError
from ctcompanion.people import ALONE, Action, People, Role, people_in, read_people, same_person

AGENCIES = ("Department of Education", "Department of Housing")
GRANTED = {
    Role.VIEWER: {Action.SEE},
    Role.EDITOR: {Action.SEE, Action.PREPARE, Action.PUBLISH, Action.MAKE_PUBLIC, Action.MAKE_PRIVATE},
    Role.APPROVER: {Action.SEE, Action.APPROVE, Action.MAKE_PRIVATE},
    Role.ADMINISTRATOR: set(Action),
}
"""Written down a second time on purpose: a change of the matrix has to be meant."""
FILE = """
approval = ["Department of Education"]

["Ana@ct.gov"]
"Department of Education" = ["editor"]
"*" = ["viewer"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "people.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("role", "action", "given", "asked"), list(product(Role, Action, (*AGENCIES, "*"), (*AGENCIES, ""))))
def test_a_role_opens_its_actions_for_its_agency_and_nothing_else(role: Role, action: Action, given: str, asked: str) -> None:
    people = People({"ana@ct.gov": {given: frozenset({role})}})
    expected = action in GRANTED[role] and given in {"*", asked}
    assert people.may("ana@ct.gov", action, asked) is expected
    assert not people.may("eve@ct.gov", action, asked)


@pytest.mark.parametrize(("action", "agency"), list(product(Action, (*AGENCIES, ""))))
def test_who_is_not_named_may_nothing_and_one_person_alone_everything(action: Action, agency: str) -> None:
    assert not People().may("ana@ct.gov", action, agency)
    assert ALONE.may("anybody", action, agency)
    with pytest.raises(AccessError) as caught:
        People().require("ana@ct.gov", action, agency)
    assert caught.value.code == "not-allowed"


def test_a_file_is_read_with_addresses_in_small_letters(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, FILE), frozenset(AGENCIES))
    assert people.may("ANA@ct.gov", Action.PUBLISH, AGENCIES[0])
    assert not people.may("ana@ct.gov", Action.PUBLISH, AGENCIES[1])
    assert people.may("ana@ct.gov", Action.SEE, AGENCIES[1])
    assert people.needs_approval(AGENCIES[0])
    assert people.needs_approval("")
    assert not people.needs_approval(AGENCIES[1])


def test_a_change_of_the_file_holds_at_once(tmp_path: Path) -> None:
    told = people_in(written(tmp_path, FILE))
    assert told().may("ana@ct.gov", Action.PUBLISH, AGENCIES[0])
    written(tmp_path, FILE.replace('["editor"]', '["viewer"]   # was editor'))
    assert not told().may("ana@ct.gov", Action.PUBLISH, AGENCIES[0])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (FILE.replace("editor", "edtior"), "Did you mean “editor”?"),
        (FILE.replace('"Department of Education" = ', '"Departmant of Education" = '), "Did you mean “Department of Education”?"),
        (FILE.replace("Ana@ct.gov", "Ana"), "Begin each person"),
        (FILE.replace('= ["editor"]', '= ["editor"'), "A closing bracket ] is missing in the line above."),
        (FILE + '\n["ana@ct.gov"]\n"*" = ["administrator"]\n', "Keep one of the two"),
        (FILE.replace('["Department of Education"]\n\n', '"Department of Education"\n\n'), "approval ="),
        ('"ana@ct.gov" = "editor"\n', "Name an agency"),
    ],
)
def test_a_typo_is_named_and_grants_nothing(tmp_path: Path, wrong: str, said: str) -> None:
    told = people_in(written(tmp_path, wrong), frozenset(AGENCIES))
    with pytest.raises(SettingsError) as caught:
        told()
    assert said in caught.value.hint
    assert "nobody may do anything" in caught.value.message


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (FILE.replace('["editor"]', '["editor", "aprover"]'), 5, "Did you mean “approver”?"),
        (FILE.replace('["editor"]', '["boss"]'), 5, "The roles are viewer, editor, approver, administrator."),
        (FILE.replace('["editor"]', "editor"), 5, 'Put each name in quotation marks, as: ["editor", "approver"]'),
        (FILE.replace('["editor"]', '["editor]'), 5, "A quotation mark is missing in this line."),
        (FILE.replace('["editor"]', "[“editor”]"), 5, 'Write straight quotation marks ("), not curly ones.'),
        (FILE.replace('Education" = ["e', 'Education": ["e'), 5, 'Write: "Department of Housing" = ["editor"]'),
        (FILE.replace('["editor"]', '{editor = true}'), 5, "The roles are viewer, editor, approver, administrator."),
        (FILE.replace('["Ana@ct.gov"]', "[Ana@ct.gov]"), 4, 'Put the mail address in quotation marks: ["name@ct.gov"].'),
        (FILE.replace('["Ana@ct.gov"]', '["Ana@ct.gov"'), 4, "A closing bracket ] is missing in this line."),
        (FILE.replace('["Ana@ct.gov"]', '["Ana @ct.gov"]'), 4, 'Begin each person with ["name@ct.gov"].'),
        (FILE + '["Ana@ct.gov"]\n"*" = ["editor"]\n', 7, "This is said twice: keep one of the two."),
        (FILE + '["bea@ct.gov"]\n"Departement of Housing" = ["editor"]\n', 8, "Did you mean “Department of Housing”?"),
        (FILE.replace('approval = ["Department of Education"]', 'approval = ["Department of Eduction"]'), 2, "Did you mean “Department of Education”?"),
        (FILE.replace("approval =", "aproval ="), 2, "Did you mean “approval”?"),
        (FILE + 'approval = ["Department of Housing"]\n', 7, "above the first person"),
        (FILE + '"Nowhere" = ["editor"]\n', 7, "Write it as in the list of agencies"),
    ],
)  # fmt: skip
def test_a_typo_is_named_with_its_line_and_the_nearest_right_word(tmp_path: Path, wrong: str, line: int, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        people_in(written(tmp_path, wrong), frozenset(AGENCIES))()
    assert f"(people.toml, line {line})" in caught.value.message
    assert said in caught.value.hint


@pytest.mark.parametrize("content", [b"\xff\xfe[\x00", b"\x00", b"[[[", b"=", b"a.b.c = 1", b'"ana@ct.gov" = 1', b"["])
def test_whatever_else_stands_in_the_file_nobody_is_let_in_and_no_error_is_ours(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError):
        people_in(file, frozenset(AGENCIES))()


def test_the_mark_that_notepad_writes_in_front_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    assert people_in(file, frozenset(AGENCIES))().may("ana@ct.gov", Action.PUBLISH, AGENCIES[0])


@pytest.mark.parametrize("other", ["Ana@CT.gov", "ana+data@ct.gov", " ANA+2@ct.gov "])
def test_letter_case_and_a_plus_make_no_second_person(other: str) -> None:
    assert same_person("ana@ct.gov", other)
    assert not same_person("ana@ct.gov", other.lower().replace("ct.gov", "example.gov"))
    assert not same_person("anna@ct.gov", other)


def test_an_agency_that_nobody_knows_dodges_no_approval() -> None:
    people = People(approval=frozenset({AGENCIES[0]}), known=frozenset(AGENCIES))
    assert people.needs_approval("department of education")
    assert not people.needs_approval(AGENCIES[1])
    assert not People(known=frozenset(AGENCIES)).needs_approval("My own department")


def test_a_file_that_is_not_there_grants_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        people_in(tmp_path / "none.toml")()

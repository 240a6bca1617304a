"""People's names, told from organizations, places and things."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import re2

from ctcompanion.privacy.detect.patterns import ends_as_street
from ctcompanion.privacy.lists import given_names, surnames, towns, words

LONGEST_NAME = 60
ENDINGS = ("ov", "ova", "ev", "eva", "enko", "ski", "ska", "sky", "czyk", "wicz", "vic", "vich", "sson", "dottir", "yan", "dze", "shvili", "oglu", "escu", "idis", "opoulos", "akis", "aitis", "nen", "quist", "strom", "poulos", "matsu", "moto", "mura", "yama")  # fmt: skip
"""Endings of last names: Slavic, Nordic, Armenian, Georgian, Turkish, Romanian, Greek, Baltic, Finnish, Japanese."""
PREFIXES = ("mc", "o'", "o’", "al-", "el-")
"""What Irish, Scottish and Arabic last names start with."""
_POSSESSIVE = ("'s", "’s", "s'", "s’")
Test = Callable[[str], bool]
_FORBIDDEN = frozenset("0123456789@/\\:;!?=_<>{}[]+$%\n\r\t")
_PARENTHESIS = re2.compile(r"[(\"“][^)\"”]*[)\"”]")
_INITIAL = re2.compile(r"^[A-Za-z]\.?$")
_LETTERS = re2.compile(r"^[\pL'’`.-]+$")


def plain(word: str) -> str:
    """A word as the lists have it: lower case, no accent, apostrophe, hyphen or point."""
    base = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    return "".join(character for character in base if character.isalpha())


def is_given(word: str) -> bool:
    """A known first name; of a double one (Mary-Ann), its first part."""
    return plain(word) in given_names() or word.lower() in given_names() or plain(word.split("-", maxsplit=1)[0]) in given_names()


def is_surname(word: str) -> bool:
    """A known last name, or one with an ending that last names have; of a double one, either part."""
    bare = plain(word)
    if bare in surnames() or (len(bare) > 5 and bare.endswith(ENDINGS)) or (len(bare) > 5 and word.lower().startswith(PREFIXES)):
        return True
    return "-" in word and any(plain(part) in surnames() for part in word.split("-"))


def is_elsewhere(value: str) -> bool:
    """A town or village of Connecticut, a state, a country, a large city."""
    lowered = value.lower()
    return lowered in towns() or lowered in words("elsewhere")


def is_organisation(value: str) -> bool:
    """Holds a word that organizations and facilities have in their names, a sign between partners, or a possessive (Sally's)."""
    lowered = value.lower()
    if "&" in lowered or " and " in lowered:
        return _couple(value) is None
    parts = lowered.replace(",", " ").replace(".", "").replace("/", " ").split()
    return any(part.strip("()'\"-") in words("organisation") or part.endswith(_POSSESSIVE) for part in parts)


def _couple(value: str) -> str | None:
    """`Ana & Luis Rivera` as one name, Luis Rivera; None where first names do not stand around the sign."""
    left, sign, right = value.replace(" and ", " & ").replace(" AND ", " & ").partition("&")
    before, after = left.split(), right.split()
    if not sign or not 1 <= len(before) <= 3 or not 2 <= len(after) <= 3 or "&" in right:
        return None
    return right.strip() if is_given(before[0]) and is_given(after[0]) and is_surname(after[-1]) and not is_organisation(right) else None


@lru_cache(maxsize=100_000)
def name_score(value: str) -> float:
    """How sure it is that a value is one person's full name: 1 both parts known, 0.6 one part, 0 not a name."""
    if not 4 <= len(value) <= LONGEST_NAME or not _FORBIDDEN.isdisjoint(value):
        return 0.0
    if "(" in value or '"' in value or "“" in value:
        value = _PARENTHESIS.sub("", value).strip()
    if is_elsewhere(value) or is_organisation(value):
        return 0.0
    value = (_couple(value) or value) if "&" in value or " and " in value.lower() else value
    if value.count(",") in {1, 2}:
        return _comma_score(value)
    return 0.0 if "," in value else _plain_score(_name_words(value))


def _name_words(value: str) -> list[str]:
    """The words of a name without titles and what follows it (Jr, MD)."""
    parts = value.split()
    while parts and plain(parts[0]) in words("titles") and len(parts) > 2:
        parts.pop(0)
    while parts and plain(parts[-1]) in words("suffixes") and len(parts) > 1:
        parts.pop()
    return parts


def _comma_score(value: str) -> float:
    """LAST, FIRST M."""
    last, first, *rest = (part.strip() for part in value.split(","))
    if rest and plain(rest[0]) not in words("suffixes"):
        return 0.0
    if plain(first) in words("suffixes"):
        return _plain_score(_name_words(last))
    before, after = _name_words(last), _name_words(first)
    if not before or not after or len(before) > 3 or len(after) > 3 or is_elsewhere(first):
        return 0.0
    if not all(_LETTERS.search(word) for word in before + after):
        return 0.0
    return _pair(after[0], before[-1])


def _plain_score(parts: list[str]) -> float:
    """First [middle] last, or LAST FIRST M."""
    if not 2 <= len(parts) <= 5 or not all(_LETTERS.search(part) for part in parts) or not _as_names_are_written(parts):
        return 0.0
    if ends_as_street(" ".join(parts)) and not is_surname(parts[-1]):
        return 0.0
    core = [part for part in parts if not _INITIAL.search(part)] if len(parts) > 2 else parts
    if len(core) < 2:
        core = parts
    forward = _pair(core[0], core[-1])
    backward = 0.9 * _pair(core[1], core[0]) if len(parts) <= 3 and not is_given(core[0]) else 0.0
    return max(forward, backward)


def _pair(given: str, last: str) -> float:
    if _INITIAL.search(given):
        return 0.5 if is_surname(last) and len(plain(last)) > 2 else 0.0
    if not is_given(given):
        return 0.0
    return 1.0 if is_surname(last) else 0.6


def _as_names_are_written(parts: list[str]) -> bool:
    """Each word with a capital, or all of them without (particles such as `de` aside)."""
    capitals = [part[0].isupper() for part in parts if part.lower() not in words("particles")]
    return all(capitals) or not any(part[0].isupper() for part in parts)


def is_single_given(value: str) -> bool:
    """One word (or an initial after it) that is a first name and not a place or a common word."""
    parts = value.split()
    if (
        not parts
        or not all(map(_LETTERS.search, parts))
        or len(parts) > 2
        or (len(parts) == 2 and not (_INITIAL.search(parts[1]) or is_given(parts[1])))
    ):
        return False
    return is_given(parts[0]) and len(plain(parts[0])) > 1 and not is_elsewhere(value)


def is_single_surname(value: str) -> bool:
    """One word that is a known last name."""
    return len(value) > 1 and bool(_LETTERS.search(value)) and is_surname(value)


def is_common_word(value: str) -> bool:
    """A word that happens to be a name too (May, White, Lincoln), or a place."""
    return value.lower() in words("common") or is_elsewhere(value)

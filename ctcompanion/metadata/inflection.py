"""The forms of a list's entry: utilize, utilizes, utilized, utilizing, each with the same form of what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

IRREGULAR_PAST = {
    "get": "got", "give": "gave", "send": "sent", "spend": "spent", "make": "made", "meet": "met", "find": "found", "show": "showed",
    "begin": "began", "do": "did", "go": "went", "rise": "rose", "keep": "kept", "hold": "held", "bind": "bound", "buy": "bought",
    "become": "became", "tell": "told", "speed": "sped", "take": "took", "put": "put", "let": "let", "pay": "paid", "say": "said",
    "learn": "learned", "form": "formed",
}  # fmt: skip
IRREGULAR_PARTICIPLE = IRREGULAR_PAST | {
    "give": "given", "show": "shown", "begin": "begun", "do": "done", "go": "gone", "rise": "risen", "become": "become", "take": "taken",
}  # fmt: skip
DOUBLED = frozenset({"stop", "drop", "get", "let", "put", "begin", "plan", "bar", "transmit"})
VOWELS = "aeiou"


def third(verb: str) -> str:
    """carries, watches, uses."""
    if verb == "do" or verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def past(verb: str) -> str:
    """carried, stopped, used, gave."""
    if verb in IRREGULAR_PAST:
        return IRREGULAR_PAST[verb]
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def participle(verb: str) -> str:
    """been used, given, shown."""
    return IRREGULAR_PARTICIPLE.get(verb, past(verb))


def gerund(verb: str) -> str:
    """carrying, stopping, using."""
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def plural(noun: str) -> str:
    """The same rule as for verbs serves: boxes, cities, tables."""
    return third(noun)


MODALS = frozenset({"can", "may", "must", "will"})


def base_of(word: str) -> str:
    """`shows` -> `show`, `is` -> `are`: the verb as it follows several."""
    if word == "is":
        return "are"
    if word in MODALS or not word.endswith("s"):
        return {"has": "have"}.get(word, word)
    if word == "has":
        return "have"
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def past_of(word: str) -> str:
    """`shows` -> `showed`, `can` -> `could`."""
    return {"is": "was", "has": "had", "can": "could", "may": "might", "must": "had to"}.get(word) or past(base_of(word))


def _on_first(phrase: str, change: Callable[[str], str]) -> str:
    first, _, rest = phrase.partition(" ")
    changed = change(first)
    return f"{changed} {rest}" if rest else changed


def forms(avoid: str, prefer: tuple[str, ...], form: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(written form, what to write instead) pairs. `form`: verb, noun or fixed. The first word of a phrase is the one that bends.

    A past form is taken as a participle when both differ: "was utilized" is far more common in descriptions than "utilized" alone.
    """
    yield avoid, prefer
    if form == "verb":
        for bend, instead in ((third, third), (past, participle), (gerund, gerund)):
            yield _on_first(avoid, bend), tuple(_on_first(option, instead) if option[:1].isalpha() else option for option in prefer)
    elif avoid.startswith("is "):
        for said, change in (("are", base_of), ("was", past_of), ("were", past_of)):
            yield f"{said} {avoid[3:]}", tuple(_on_first(option, change) if option[:1].isalpha() else option for option in prefer)
    elif form == "noun":
        yield plural(avoid), tuple(plural(option) for option in prefer)

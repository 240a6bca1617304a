"""Column headings made readable: footnote marks and units off, all capitals eased except acronyms."""

from __future__ import annotations

import re

from .words import acronyms

MARK = re.compile(
    r"(?<=[\w)%.])\s*([*†‡§]{1,3}|\((?:\d|[a-z])\)|\[(?:\d|[a-z])\]|[¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[\\\\/]\d{1,2}\\?|(?<=[A-Za-z)%.])\s?\d{1,2}/)$"
)
GLUED = re.compile(r"(?<=[a-z]{3})\d{1,2}$")
DECIMAL_YEAR = re.compile(r"\b((?:19|20)\d\d)\.0+\b")
UNIT = re.compile(
    r"(?i)\s*\(\s*((?:in\s)?(?:\$\s?)?(?:thousands?|millions?|billions?|trillions?|1,000|000s?|number|dollars|percent|\$|%|acres|miles|feet|tons|mwh|kwh|gallons|hours|"
    r"days|years|sq\.? (?:mi|ft|feet|miles)\.?|per [\w, ]{3,20})(?: (?:of )?[a-z]{3,12}(?: [a-z]{3,12})?)?)\s*\)$"
)
BARE = {
    "$": "dollars",
    "%": "percent",
    "#": "number",
    "no.": "number",
    "pct": "percent",
    "pct.": "percent",
    "number": "number",
    "percent": "percent",
    "dollars": "dollars",
}
LABEL_LENGTH, FEWEST = 80, 25
"""Letters of a heading that is read at a glance, and what must be left of it when it is cut."""
THOUGHT = re.compile(
    r"(?i)\s?[,;:(]|\s(?:who|which|that|including|excluding|during|where|as defined|based on|under the|from the|for the|in the|of the)\b"
)
VOWEL = re.compile(r"(?i)[aeiouy]")


def without_mark(label: str) -> tuple[str, str]:
    """ "Population (1)" -> ("Population", "(1)")."""
    found = MARK.search(label)
    return (label[: found.start()].strip(), found.group(1)) if found else (label, "")


def with_glued_mark(label: str) -> tuple[str, str]:
    """ "Family income1" -> ("Family income", "1"): a raised digit that lost its height. Only where a note explains it."""
    found = GLUED.search(label)
    return (label[: found.start()], found.group()) if found else (label, "")


def unit_of(label: str) -> tuple[str, str]:
    """ "Wages (in thousands)" -> ("Wages", "in thousands")."""
    found = UNIT.search(label)
    return (label[: found.start()].strip(), found.group(1)) if found else (label, "")


def bare_unit(text: str) -> str:
    """The unit that a heading level is and nothing else: "$" is dollars, "(in thousands)" is in thousands; empty for a name."""
    low = text.strip().lower()
    low = low[1:-1].strip() if low.startswith("(") and low.endswith(")") else low
    if low in BARE:
        return BARE[low]
    rest, unit = unit_of(text if text.startswith("(") else f"({text})")
    return "" if rest else BARE.get(unit.lower(), unit)


def is_sign(text: str) -> bool:
    """A unit that cannot be mistaken for a name: a sign, or in parentheses."""
    return text.strip() in {"$", "%"} or text.strip().startswith("(")


def readable(label: str) -> str:
    """One line, no stray colon; "1990.0" is 1990; TOTAL ASSISTED is Total assisted, CHFA stays."""
    text = re.sub(r"\s+", " ", label.replace("_", " ")).strip(" :;,")
    text = DECIMAL_YEAR.sub(r"\1", text)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 3 and all(letter.isupper() for letter in letters):
        return eased(text)
    return text[:1].upper() + text[1:] if text[:1].islower() and text[1:2].islower() else text


def short(label: str) -> str:
    """A heading of a few lines cut to one, where a thought ends if it can be. What is cut off goes to the description."""
    if len(label) <= LABEL_LENGTH:
        return label
    head = label[: LABEL_LENGTH + 1]
    breaks = [found.start() for found in THOUGHT.finditer(head) if found.start() >= FEWEST]
    return (head[: breaks[-1]] if breaks else head[: head.rfind(" ") if " " in head else LABEL_LENGTH]).rstrip(" ,;:-–(")


def eased(text: str) -> str:
    """All capitals to a sentence; acronyms stay."""
    words = [word if _acronym(word) else word.lower() for word in re.split(r"(\W+)", text)]
    said = "".join(words)
    return said[:1].upper() + said[1:]


def _acronym(word: str) -> bool:
    return word in acronyms() or (len(word) <= 4 and word.isalpha() and not VOWEL.search(word)) or any(letter.isdigit() for letter in word)

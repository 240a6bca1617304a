"""Codes that look like numbers: ="0010011" is 0010011, and a ZIP code that lost its zero (6101) gets it back."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .held import Held
from .measures import CODE
from .step import step
from .working import Working

FORMULA, ZEROS, PLUS4 = "text-formulas", "leading-zeros", r"^\d{4,5}(-?\d{4})?$"
ZIP = re.compile(r"(?i)\b(zip|zipcode|zip code|postal)\b|_zip$")
TRACT = re.compile(r"(?i)\btract\b")
FIPS = re.compile(r"(?i)\b(fips|geoid)\b")
WIDTHS = {1: 2, 4: 5, 9: 10, 10: 11, 11: 12, 14: 15}
"""Digits of a code of Connecticut (09...) without its first zero, and with it: state, county, town, tract, block group, block."""
FITTING = 0.9
"""From this share of fitting values on, the others are words among the codes (Unknown, out of the country)."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """Columns of ="..." texts, and codes that lost a leading zero."""
    steps = []
    for held in working.columns:
        if _formulas(held):
            sentence = f'*{held.label}* is written as ="..." to keep its zeros: taken as text, the zeros stay.'
            steps.append(step(f"text-formulas:{held.label}", FORMULA, sentence, column=held.label))
        elif width := lost_zeros(working, held):
            sentence = f"*{held.label}* lost leading zeros: written with {width} digits again."
            steps.append(step(f"leading-zeros:{held.label}", ZEROS, sentence, column=held.label, width=width, confidence=0.9))
    return tuple(steps)


def _formulas(held: Held) -> bool:
    if not pa.types.is_string(held.values.type):
        return False
    return bool(pc.any(pc.starts_with(held.values.slice(0, 1000), '="')).as_py())


def lost_zeros(working: Working, held: Held) -> int:
    """How many digits the codes should have; 0 when nothing was lost."""
    if not pa.types.is_string(held.values.type) or held.part:
        return 0
    texts = held.values.drop_null()
    if not len(texts):
        return 0
    if ZIP.search(held.label):
        short = pc.any(pc.match_substring_regex(texts, r"^\d{4}(-?\d{4})?$")).as_py()
        return 5 if short and _share(texts, PLUS4) >= FITTING else 0
    if FIPS.search(held.label) and pc.all(pc.match_substring_regex(texts, r"^9\d+$")).as_py():
        return WIDTHS.get(int(pc.max(pc.utf8_length(texts)).as_py()), 0)
    if TRACT.search(held.label) and pc.all(pc.match_substring_regex(texts, r"^\d{5,6}$")).as_py():
        return 6 if pc.any(pc.equal(pc.utf8_length(texts), 5)).as_py() else 0
    return _from_format(working, held, texts) or _from_others(held, texts)


def _share(texts: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.match_substring_regex(texts, pattern).cast(pa.float64())).as_py())


def _from_others(held: Held, texts: pa.Array) -> int:
    """Some codes of the column kept their zero, at the full length: the shorter ones lost theirs."""
    if not CODE.search(held.label) or not pc.all(pc.match_substring_regex(texts, r"^\d+$")).as_py():
        return 0
    lengths = pc.utf8_length(texts)
    width, shortest = int(pc.max(lengths).as_py()), int(pc.min(lengths).as_py())
    zeros = pc.filter(lengths, pc.starts_with(texts, "0"))
    return width if len(zeros) and int(pc.min(zeros).as_py()) == width > shortest else 0


def _from_format(working: Working, held: Held, texts: pa.Array) -> int:
    """A number format such as 00000 shows zeros that the value does not hold."""
    formats = [form for (_, column), form in working.sheet.styles.formats.items() if column == held.column]
    zeros = [form for form in formats if re.fullmatch(r"0{2,}", form)]
    if not zeros or len(zeros) < 0.5 * len(formats) or not pc.all(pc.match_substring_regex(texts, r"^\d+$")).as_py():
        return 0
    width = len(zeros[0])
    return width if pc.any(pc.less(pc.utf8_length(texts), width)).as_py() else 0


def apply_formula(working: Working, done: CleaningStep) -> Working:
    """The text between the quotes."""
    held = working.by_label(done.parameters["column"])
    if held is None:
        return working
    text = pc.replace_substring_regex(held.values, r'^="(.*)"$', r"\1")
    return working.put(held, held.changed(values=pc.if_else(pc.equal(text, ""), None, text)))


def apply_zeros(working: Working, done: CleaningStep) -> Working:
    """Codes padded on the left; a ZIP+4 keeps its end."""
    held = working.by_label(done.parameters["column"])
    if held is None or not pa.types.is_string(held.values.type):
        return working
    width = int(done.parameters["width"])
    head = pc.replace_substring_regex(held.values, r"-.*$", "")
    tail = pc.replace_substring_regex(held.values, r"^[^-]*", "")
    plus4 = width == len("06101") and bool(ZIP.search(held.label))
    long = pc.if_else(pc.greater(pc.utf8_length(head), width), pc.utf8_lpad(head, width + 4, "0"), pc.utf8_lpad(head, width, "0"))
    digits = pc.match_substring_regex(head, r"^\d+$")
    padded = pc.binary_join_element_wise(pc.if_else(digits, long if plus4 else pc.utf8_lpad(head, width, "0"), head), tail, "")
    return working.put(held, held.changed(values=padded).remark("Leading zeros were put back."))

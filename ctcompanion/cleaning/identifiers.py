"""Codes that look like numbers: ="0010011" is 0010011, and a ZIP code that lost its zero (6101) gets it back."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .step import step
from .working import Held, Working

FORMULA, ZEROS, PLUS4 = "text-formulas", "leading-zeros", r"^\d{4,5}(-\d{4})?$"
ZIP = re.compile(r"(?i)\b(zip|zipcode|zip code|postal)\b|_zip$")
FIPS = re.compile(r"(?i)\b(fips|geoid)\b")
WIDTHS = {1: 2, 4: 5, 9: 10, 10: 11}


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
        fits = pc.all(pc.match_substring_regex(texts, PLUS4)).as_py() and pc.any(pc.match_substring_regex(texts, r"^\d{4}(-|$)")).as_py()
        return 5 if fits else 0
    if FIPS.search(held.label) and pc.all(pc.match_substring_regex(texts, r"^9\d+$")).as_py():
        return WIDTHS.get(int(pc.max(pc.utf8_length(texts)).as_py()), 0)
    return _from_format(working, held, texts)


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
    padded = pc.binary_join_element_wise(pc.utf8_lpad(head, width, "0"), tail, "")
    return working.put(held, held.changed(values=padded).remark("Leading zeros were put back."))

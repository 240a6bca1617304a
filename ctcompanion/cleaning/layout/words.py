"""The words and signs that tell lines apart; hints, never the last word."""

from __future__ import annotations

TOTAL_WORD = (
    r"(?i)^\W*(?:grand |sub-?)?total(?:s|\b)|\btotals?\W*(?:\\\d+)?$|^all (?:towns|ages|races|industries|persons)|\bstatewide total"
)
NOTE_WORD = (
    r"(?i)^(?:\W*notes?\b|sources?\b|footnotes?\b|citation|\*+\s?\w|\(?[0-9a-z]{1,2}[.)/\]]\s|\\\d+|[†‡§]|x not applicable|\(?[a-z]{1,2}\)|prepared by|compiled by|data (?:as of|from)|"
    r"last updated|updated|for more|see |n/?a\s?[-=:]|suppressed|-+\s?(?:represents|not))"
)
WORDS: dict[str, str] = {
    "total_first": TOTAL_WORD,
    "total_any": r"(?i)\btotals?\b",
    "average": r"(?i)^\W*(?:averages?|mean|median|net|balance|average per)\b",
    "all": r"(?i)^\W*(?:all\b|united states|u\.?s\.?\b|connecticut|state(?:wide)?\b|overall|entire)",
    "note": NOTE_WORD,
    "source": r"(?i)^\W*sources?\b",
    "table": r"(?i)^(?:table|chart|figure|exhibit|appendix|list|report)\b",
    "see": r"(?i)^\W*(?:see |\[|\(see|back to|return to|for )",
    "unit": r"(?i)^[\[(].*[\])]\.?$|\b(?:in (?:thousands|millions|percent|dollars)|thousands|millions|dollars|percent|number of)\b",
    "continued": r"(?i)\bcon(?:tinue|t)?'?d?\.?\)?$|\bcontinued\b",
    "heading": r"(?i)^(?:years?|state|states|name|number|percent|item|town|towns|county|district|country|industry|type|category|region|area|code|id|date|month|subject|characteristics?|program|agency)\b",
    "footnote": r"^(?:\\+\d{1,2}|\(?\d{1,2}[.)/]|[*†‡]+)\s*\S|^[\\*†‡]",
    "link": r"(?i)https?://|www\.|\.html?\b|@[a-z]",
    "sentence": r"[a-z]{2,}[.;]\s+[A-Z\"]|\.$",
    "colon": r":\s*(?:\\\d+)?$",
    "quote": r"^\"|\"$",
    "digits": r"\d",
    "upper": r"^[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$",
    "lower": r"^\W*\p{Ll}",
    "parenthesis": r"^[\[(]",
    "symbol": r"(?i)^(?:[-*]+ ?|x|na|nd|z|d|s|p|r|e)\s+(?:represents?|not|data|suppress|prelim|revised|estimat|less|entry|figure|withheld|rounds)",
    "dash_or_of": r"(?i) by | of | and ",
    "ordinal": r"^\(?\d{1,2}\)?$",
}
"""What the words of a cell are looked for; each is tried on the first filled cell of a line, some on all cells."""

ON_ALL_CELLS = frozenset({"total_any", "unit", "heading", "upper", "colon", "digits", "footnote", "all"})
"""Those that are counted over all cells of a line too."""

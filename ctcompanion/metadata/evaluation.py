"""Step 2 of the guidelines: may this data be published? Questions as data, the decision with its next step in words. Nothing is pre-ticked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ctcompanion import reference
from ctcompanion.recipe import Evaluation

ANSWERS: tuple[Literal["yes", "no", "not sure"], ...] = ("yes", "no", "not sure")


@dataclass(frozen=True)
class Question:
    """A question with its id (E1-E5 musts, C1-C7 considerations, Q1-Q3 equity, K1 consolidate). `on_no`: stop or continue."""

    id: str
    group: str
    text: str
    help: str = ""
    on_no: str = ""
    next: str = ""


@dataclass(frozen=True)
class Decision:
    """`go`: yes, stop or ask. `open`: ids of musts without an answer. `advice`: further next steps, in order."""

    go: Literal["go", "stop", "ask"]
    sentence: str
    next_step: str
    open: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


_TABLE = reference.document("evaluation.json")
CONTACT: str = _TABLE["contact"]
HIGH_VALUE: tuple[tuple[str, str], ...] = tuple((entry["id"], entry["reason"]) for entry in _TABLE["high_value"])


def _questions() -> Iterator[Question]:
    for group in ("must", "consider", "equity", "consolidate", "open_data"):
        for entry in _TABLE[group]:
            yield Question(
                entry["id"], group, entry["question"], entry.get("help", ""), entry.get("no", ""), entry.get("next", entry.get("yes", ""))
            )


QUESTIONS: tuple[Question, ...] = tuple(_questions())


def questions(group: str) -> tuple[Question, ...]:
    """The questions of one group: must, consider, equity, consolidate or open_data."""
    return tuple(question for question in QUESTIONS if question.group == group)


def decide(evaluation: Evaluation) -> Decision:
    """The decision from the answers: a "no" on a stopping must stops, "not sure" asks OPM, a missing must asks for its answer."""
    answers = evaluation.answers
    musts = questions("must")
    for must in musts:
        if answers.get(must.id) == "no" and must.on_no == "stop":
            return Decision("stop", f"This data should not be published as it is: {_said(must)}.", must.next)
    unsure = [question for question in musts if answers.get(question.id) == "not sure"]
    if unsure:
        said = " ".join(question.text for question in unsure)
        return Decision(
            "ask", f"Settle this before you publish: {said}", f"Write to {CONTACT}. You can prepare the data meanwhile.", _open(answers)
        )
    if _open(answers):
        many = len(_open(answers))
        return Decision(
            "ask", f"{many} of {len(musts)} questions are not answered yet.", "Answer them; “not sure” is an answer.", _open(answers)
        )
    return _go(evaluation)


STOPPING: tuple[Question, ...] = tuple(question for question in questions("must") if question.on_no == "stop")


def held_back(evaluation: Evaluation, *, is_new: bool) -> tuple[str, ...]:
    """Why nothing may be published yet, in sentences: a must that fails, and for a new dataset the musts without an answer."""
    answers = evaluation.answers
    failed = [
        f"This data should not be published as it is: {_said(must)}. {must.next}" for must in STOPPING if answers.get(must.id) == "no"
    ]
    unanswered = [question.text for question in questions("must") if question.id not in answers] if is_new else []
    if not unanswered:
        return tuple(failed)
    many = "One question is" if len(unanswered) == 1 else f"{len(unanswered)} questions are"
    return (*failed, f"{many} not answered: {' '.join(unanswered)}")


def unsettled(evaluation: Evaluation) -> tuple[Question, ...]:
    """The musts that keep a published dataset private: somebody was not sure, or the answer turned out to be no."""
    return tuple(must for must in STOPPING if evaluation.answers.get(must.id) in ("no", "not sure"))


def _said(must: Question) -> str:
    return {"E1": "it belongs to another agency", "E2": "its use costs a fee", "E3": "law, contract or policy limits its use"}[must.id]


def _open(answers: dict[str, Literal["yes", "no", "not sure"]]) -> tuple[str, ...]:
    return tuple(question.id for question in questions("must") if question.id not in answers)


def _go(evaluation: Evaluation) -> Decision:
    answers = evaluation.answers
    advice = [question.next for question in questions("must") if answers.get(question.id) == "no"]
    consolidate = questions("consolidate")[0]
    if answers.get(consolidate.id) == "yes":
        advice.append(consolidate.next)
    elif answers.get(consolidate.id) == "not sure":
        advice.append("The publish page looks for similar datasets on the portal.")
    if any(answers.get(question.id) in ("yes", "not sure") for question in questions("equity")[1:]):
        advice.append(f"Talk about possible harm with your agency data officer, or write to {CONTACT}, before you make the data public.")
    for_it = sum(answers.get(question.id) == "yes" for question in questions("consider"))
    reasons = for_it + len(evaluation.reasons)
    sentence = "This data can be published." if reasons else "This data may be published, but no reason for it is ticked yet."
    step = advice[0] if advice else "Upload the file."
    return Decision("go", sentence, step, (), tuple(advice))

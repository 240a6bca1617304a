"""Whoever watches a publication reads that it waits for the portal, and then goes on reading what is done."""

from __future__ import annotations

from ctcompanion.publishing.journal import State
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.refusals import refusal
from ctcompanion.publishing.waiting import Waiting
from ctcompanion.publishing.work import Progress


def test_a_pause_is_told_as_a_part_of_what_was_being_done() -> None:
    said: list[str] = []
    slept: list[float] = []
    waiting = Waiting(lambda progress: said.append(progress.sentence))
    patience = waiting.telling(Patience(first_wait=2.0, sleep=slept.append))
    waiting.watch(Progress(State.CREATED, "Sending rows 1 to 50 of 50", 0, 50))
    answers = [refusal("portal-busy"), None]

    def call() -> str:
        if error := answers.pop(0):
            raise error
        return "sent"

    assert patience.repeat(call) == "sent"
    assert slept == [2.0]
    assert said == [
        "Sending rows 1 to 50 of 50",
        "Sending rows 1 to 50 of 50: waiting for the portal, trying again in 2 seconds",
        "Sending rows 1 to 50 of 50",
    ]


def test_a_short_pause_is_not_worth_a_word() -> None:
    said: list[str] = []
    waiting = Waiting(lambda progress: said.append(progress.sentence))
    waiting.watch(Progress(State.CREATED, "Sending"))
    waiting.telling(Patience(sleep=lambda _: None)).sleep(0.5)
    assert said == ["Sending"]

"""Every fault kind at every call of every flow, random pairs of faults, and kills at every event: rows stand exactly once.

Run by `make test-faults`; prints how many cases needed a person (and adds it to the file that CTCOMPANION_FAULT_TALLY names). CTCOMPANION_FAULT_PAIRS, CTCOMPANION_FAULT_KILLS
and CTCOMPANION_FAULT_MACHINES set how many.
"""

from __future__ import annotations

import itertools
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from ctcompanion.practice.faults.rules import KINDS, STATUSES
from ctcompanion.practice.server import running
from ctcompanion.publishing.transport import Timing
from ctcompanion.store import Seal, Store
from tests.publishing.desk import Desk, portal_at
from tests.publishing.flows import FLOWS, Flow, Rules, calls_of, rule, scene, strike
from tests.publishing.killing import Moment, fork_server, kill_and_resume
from tests.publishing.machine import Publishing

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]

PAIRS = int(os.environ.get("CTCOMPANION_FAULT_PAIRS", "2000"))
KILLS = int(os.environ.get("CTCOMPANION_FAULT_KILLS", "500"))
MACHINES = int(os.environ.get("CTCOMPANION_FAULT_MACHINES", "60"))
UNHURRIED = Timing(connect=60, read=120, whole=300)
"""For setting up and looking afterwards: a busy machine is no fault of the portal. What is struck has time-outs of its own (flows.TIMING)."""
WRITES = {"create", "upsert", "update metadata", "update column", "publish", "permission"}
NUMBERS = itertools.count()
EMPTIED_EVERY = 100
PARTS = 8
"""The pairs, and the kills, are dealt out to as many workers as there are."""
IN_MEMORY = Path("/dev/shm")
"""What is struck here is the order of things: nothing is learned from waiting for a disk, and Linux has one that does not wait."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as place, running(Path(place) / "portal") as serving:
        folder, address = Path(place), f"{serving.address}/practice/faults"
        store = Store(f"sqlite:///{folder / 'store.db'}", seal=Seal(b"k" * 32))
        yield Desk(portal_at(address, timing=UNHURRIED), store, address)
        store.close()


def number(desk: Desk) -> int:
    """The next scene's. The seat is emptied now and then: a catalogue of thousands of drafts is slow to search, and no part of this."""
    following = next(NUMBERS)
    if following % EMPTIED_EVERY == 0:
        desk.control("reset", {})
    return following


def cases(desk: Desk, flow: Flow) -> list[tuple[str, str, int, bool]]:
    """(kind, call, which time, after the work): refusals after the work was done only make sense for writes."""
    found = []
    for (call, nth), kind in itertools.product(calls_of(scene(desk, flow, number(desk))), KINDS):
        found.append((kind, call, nth, False))
        if kind in STATUSES and call in WRITES:
            found.append((kind, call, nth, True))
    return found


def told(tally: Counter[str], what: str) -> None:
    """The result of a run, for the log; and the promise that few cases need a person."""
    total = tally.total()
    line = f"{what}: {total} cases, {dict(tally)}"
    print(f"\n{line}")  # noqa: T201
    if kept := os.environ.get("CTCOMPANION_FAULT_TALLY"):
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    assert tally["a person"] <= 0.05 * total


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_fault_at_every_call(desk: Desk, flow: Flow) -> None:
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for kind, call, nth, after in cases(desk, flow):
        rules: Rules = (rule(kind, call, nth, after=after),)
        try:
            tally[strike(lambda: scene(desk, flow, number(desk)), rules)] += 1
        except AssertionError as error:
            wrong.append(f"{kind} at {call} {nth}{' after' if after else ''}: {error}")
    assert not wrong, "\n".join(wrong)
    told(tally, flow.name)


@pytest.mark.parametrize("part", range(PARTS))
def test_random_pairs_of_faults(desk: Desk, part: int) -> None:
    chance = random.Random(11 + part)
    every = {flow.name: cases(desk, flow) for flow in FLOWS}
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for _ in range(PAIRS // PARTS):
        flow = chance.choice(FLOWS)
        pair = chance.sample(every[flow.name], 2)
        rules = tuple(rule(kind, call, nth, after=after) for kind, call, nth, after in pair)
        try:
            tally[strike(lambda: scene(desk, flow, number(desk)), rules)] += 1  # noqa: B023
        except AssertionError as error:
            wrong.append(f"{flow.name} {pair}: {error}")
    assert not wrong, "\n".join(wrong)
    told(tally, f"pairs, part {part + 1} of {PARTS}")


@pytest.mark.parametrize("part", range(PARTS))
def test_kills_at_every_event_and_at_random_times(desk: Desk, part: int) -> None:
    chance, forks = random.Random(13), fork_server()
    events = [Moment(event, after) for event in range(1, 27) for after in (False, True)]
    planned = [(flow, moment) for flow in FLOWS for moment in events]
    planned += [(chance.choice(FLOWS), Moment(seconds=chance.uniform(0.005, 0.6))) for _ in range(max(0, KILLS - len(planned)))]
    chance.shuffle(planned)
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for flow, moment in planned[:KILLS][part::PARTS]:
        try:
            tally[kill_and_resume(forks, desk, flow, number(desk), moment)] += 1
        except AssertionError as error:
            wrong.append(f"{flow.name} {moment}: {error}")
    assert not wrong, "\n".join(wrong)
    told(tally, f"kills, part {part + 1} of {PARTS}")


def test_any_sequence_of_presses_deaths_and_faults_ends_as_the_model_says(tmp_path: Path) -> None:
    with running(tmp_path / "portal") as serving:
        deep = settings(max_examples=MACHINES, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(lambda: Publishing(f"{serving.address}/practice/machine"), settings=deep)  # type: ignore[no-untyped-call]

"""From chances per line to classes: a sheet goes title, header, body, notes, and only strong evidence makes it begin again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ctcompanion.model import LineClass

from .forest import CLASSES, Probabilities

TITLE, HEADER, GROUP, DATA, TOTAL, NOTE = range(6)
PREAMBLE, HEAD, BODY, NOTES = range(4)

_GOES: dict[tuple[int, int], float] = {
    (PREAMBLE, PREAMBLE): 0, (PREAMBLE, HEAD): 0, (PREAMBLE, BODY): -1.5, (PREAMBLE, NOTES): -4,
    (HEAD, HEAD): 0, (HEAD, BODY): 0, (HEAD, PREAMBLE): -3, (HEAD, NOTES): -5,
    (BODY, BODY): 0, (BODY, NOTES): 0, (BODY, HEAD): -2.5, (BODY, PREAMBLE): -3,
    (NOTES, NOTES): 0, (NOTES, PREAMBLE): -2.5, (NOTES, HEAD): -3, (NOTES, BODY): -3.5,
}  # fmt: skip
"""What it costs (in nats) to go from one zone to the next."""
_BEGINS = np.array([0.0, 0.0, -1.5, -5.0])
_FLOOR = 0.004


def zones(chances: Probabilities) -> npt.NDArray[np.intp]:
    """The likeliest zone of each line."""
    told = _emissions(chances)
    steps = np.array([[_GOES[before, after] for after in range(4)] for before in range(4)])
    best = _BEGINS + told[0]
    back = np.zeros(told.shape, dtype=np.intp)
    for line in range(1, len(told)):
        ways = best[:, None] + steps
        back[line] = ways.argmax(0)
        best = ways.max(0) + told[line]
    path = np.zeros(len(told), dtype=np.intp)
    path[-1] = best.argmax()
    for line in range(len(told) - 1, 0, -1):
        path[line - 1] = back[line, path[line]]
    return path


def _emissions(chances: Probabilities) -> Probabilities:
    body = chances[:, DATA] + chances[:, GROUP] + chances[:, TOTAL] + 0.3 * chances[:, HEADER]
    return np.log(np.column_stack([chances[:, TITLE], chances[:, HEADER], body, chances[:, NOTE]]) + _FLOOR)


def classes(chances: Probabilities) -> list[LineClass]:
    """The class of each line under its zone."""
    if not len(chances):
        return []
    path = zones(chances)
    inside = chances[:, [GROUP, DATA, TOTAL]].argmax(1) + GROUP
    unit = (chances[:, HEADER] > 0.6) & (path == BODY)
    found = np.select([path == PREAMBLE, (path == HEAD) | unit, path == NOTES], [TITLE, HEADER, NOTE], inside)
    return [CLASSES[int(at)] for at in found]

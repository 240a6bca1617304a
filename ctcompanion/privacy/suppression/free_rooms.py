"""Room that a large table gives for nothing: a few other tables with the same sums, found by linear programming, serve most cells."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from ctcompanion.privacy.audit.bounds import OPTIMAL
from ctcompanion.privacy.audit.equations import Equations, Floats, Mask
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.parts import components
from ctcompanion.privacy.audit.ways import Move
from ctcompanion.privacy.suppression.room import Room

PATTERNS = 8
"""How many sums of cells, with signs, are made large and small."""


def free_rooms(equations: Equations, counts: Integers, hidden: Mask, people: int) -> dict[int, Room]:
    """Rooms among `hidden` cells alone, for as many of them as two of the tables found differ by `people` in."""
    cells = np.flatnonzero(hidden)
    matrix = equations.matrix[:, cells]
    rooms: dict[int, Room] = {}
    for sums, members in components(matrix):
        here = cells[members]
        part = matrix[sums][:, members]
        if len(sums) == 1:
            rooms |= _one_sum(here, part.toarray()[0], counts[here], people)
            continue
        tables = [counts[here].astype(float)]
        right = part @ tables[0]
        limits = np.column_stack([np.ones(len(here)), counts[here] + 2 * people])
        for pattern in range(PATTERNS):
            open_cells = np.ptp(np.array(tables), axis=0) < people
            sign = np.where(np.arange(len(here)) >> pattern & 1, 1.0, -1.0) * open_cells
            for cost in (sign, -sign) if open_cells.any() else ():
                found = linprog(cost, A_eq=part, b_eq=right, bounds=limits, method="highs")
                if found.status == OPTIMAL and _is_whole(found.x) and (part @ np.round(found.x) == right).all():
                    tables.append(np.round(found.x))
        rooms |= _rooms(here, np.array(tables), people)
    return rooms


def _one_sum(cells: Integers, signs: Floats, counts: Integers, people: int) -> dict[int, Room]:
    """In a single sum one cell that has enough to give serves all others, and each of them serves it."""
    giver = int(np.argmax(counts))
    if counts[giver] <= people or len(cells) < 2:
        return {}
    change = (-people * signs * signs[giver]).astype(np.int64).tolist()
    at = int(cells[giver])
    rooms = {int(cell): Room({int(cell): people, at: change[n]}, {}) for n, cell in enumerate(cells) if n != giver}
    return rooms | {at: next(iter(rooms.values()))}


def _is_whole(cells: Floats) -> bool:
    return bool(np.allclose(cells, np.round(cells), rtol=0, atol=1e-6))


def _rooms(cells: Integers, tables: Floats, people: int) -> dict[int, Room]:
    """For every cell that differs enough, the two tables in which it is largest and smallest; the first table is the true one."""
    moves = [Move({int(cells[n]): int(change[n]) for n in np.flatnonzero(change)}) for change in tables - tables[0]]
    high, low = tables.argmax(axis=0), tables.argmin(axis=0)
    pairs: dict[tuple[int, int], Room] = {}
    found = {}
    for n in np.flatnonzero(np.ptp(tables, axis=0) >= people).tolist():
        pair = (int(high[n]), int(low[n]))
        found[int(cells[n])] = pairs.setdefault(pair, Room(moves[pair[0]], moves[pair[1]]))
    return found

"""Suppression of made-up town tables: time, value kept, and how far that is from the most any safe pattern could keep.

    python -m benchmarks.suppression [--towns 169] [--groups 7] [--people 20000] [--tables 5] [--seed 1]

`bound` is proven for each table: every sum that shows its total and hides too little needs one more hidden cell, so the cheapest
choice of such cells (a linear program) is a cost no safe pattern can avoid. `slow` is the attack with two linear programs for every
hidden cell, the peer of the audit in the same run. Times are of this process's CPU.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from ctcompanion.privacy.audit import Equations, attack_table, read_equations
from ctcompanion.privacy.audit.attack import structural
from ctcompanion.privacy.audit.bounds import Polytope
from ctcompanion.privacy.audit.parts import components
from ctcompanion.privacy.suppression import suppress


def make_table(rng: np.random.Generator, towns: int, groups: int, people: int, regions: int) -> pd.DataFrame:
    """Towns by groups with totals; towns lie in regions when there are any."""
    weight = np.outer(rng.lognormal(0, 1.3, towns), rng.dirichlet(np.full(groups, 0.6)))
    wide = rng.poisson(people * weight / weight.sum())
    wide = np.column_stack([wide, wide.sum(axis=1)])
    words = [f"group {n}" for n in range(groups)] + ["Total"]
    home = np.arange(towns) * max(1, regions) // towns
    blocks = [(f"region {home[town]}", f"town {town}", wide[town]) for town in range(towns)]
    blocks += [(f"region {region}", "Total", wide[home == region].sum(axis=0)) for region in range(regions)]
    blocks.append(("Total", "Total", wide.sum(axis=0)))
    rows = [(region, town, word, int(count)) for region, town, line in blocks for word, count in zip(words, line, strict=True)]
    return pd.DataFrame(rows, columns=["region", "town", "group", "count"])


def least_loss(equations: Equations, counts: np.ndarray, small: np.ndarray) -> float:
    """The value that any safe pattern hides at least: the small counts, and the cheapest cover of the sums that need one cell more."""
    needy = []
    for number in range(len(equations)):
        total = int(equations.total[number])
        cells = np.append(equations.parts(number), total)
        hidden = cells[small[cells]]
        if len(hidden) == 1 or (len(hidden) and not small[total] and (counts[hidden] - 1).sum() < 3):
            needy.append(cells[(counts[cells] > 0) & ~small[cells]])
    cover = np.zeros((len(needy), len(counts)))
    for row, cells in enumerate(needy):
        cover[row, cells] = 1
    return float(counts[small].sum() + (linprog(counts, A_ub=-cover, b_ub=-np.ones(len(needy)), bounds=(0, 1)).fun if needy else 0.0))


def slow_attack(equations: Equations, counts: np.ndarray, hidden: np.ndarray) -> float:
    """Seconds for two programs per hidden cell, without reading more than its own cell from each."""
    start = time.process_time()
    cells = np.flatnonzero(hidden)
    right = -(equations.matrix @ np.where(hidden, 0.0, counts))
    matrix = equations.matrix[:, cells]
    for sums, members in components(matrix):
        polytope = Polytope(matrix[sums][:, members], right[sums], 1.0)
        for cell in range(len(members)):
            polytope.bound(cell)
    return time.process_time() - start


def measure(table: pd.DataFrame, by: list[str], slow: bool) -> dict[str, float]:
    counts = table["count"].to_numpy(float)
    start = time.process_time()
    done = suppress(table, by, "count")
    middle = time.process_time()
    equations = read_equations(table, by)
    hidden = done.frame["count"].isna().to_numpy()
    exact = structural(equations, hidden)
    null = time.process_time()
    found = attack_table(done.frame, by, "count")
    end = time.process_time()
    bound = 1 - least_loss(equations, counts, (counts >= 1) & (counts <= 5)) / counts.sum()
    result = {
        "hidden": done.hidden,
        "kept": done.kept,
        "bound": bound,
        "suppress": middle - start,
        "structure": null - middle,
        "attack": end - null,
    }
    result["given away"] = int(exact.sum()) + len(found.exact) + len(found.narrow)
    if slow:
        result["slow"] = slow_attack(equations, counts, hidden)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("towns", 169), ("groups", 7), ("people", 20000), ("tables", 5), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    for regions, by in ((0, ["town", "group"]), (9, ["region", "town", "group"])):
        results = []
        for number in range(options.tables):
            rng = np.random.default_rng(options.seed + number)
            results.append(measure(make_table(rng, options.towns, options.groups, options.people, regions), by, slow=number == 0))
        frame = pd.DataFrame(results)
        print(f"{options.towns} x {options.groups}, {options.people:,} people, {regions or 'no'} regions, {options.tables} tables")
        print(frame.round(4).to_string())
        print(
            f"mean kept {frame['kept'].mean():.4f} of at most {frame['bound'].mean():.4f}; attack {frame['slow'][0] / frame['attack'][0]:.0f} x quicker than one program a bound\n"
        )


if __name__ == "__main__":
    main()

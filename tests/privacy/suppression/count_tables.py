"""Small tables of counts with their totals, for the tests of suppression and audit."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import strategies as st


def with_totals(cells: np.ndarray, names: tuple[str, ...] = ("town", "group", "sex")) -> pd.DataFrame:
    """A long table of an array of counts, with the total over every axis as rows."""
    for axis in range(cells.ndim):
        cells = np.concatenate([cells, cells.sum(axis=axis, keepdims=True)], axis=axis)
    words = [[f"{name} {n}" for n in range(size - 1)] + ["Total"] for name, size in zip(names, cells.shape, strict=False)]
    rows = [(*key, int(count)) for key, count in zip(product(*words), cells.ravel(), strict=True)]
    return pd.DataFrame(rows, columns=[*names[: cells.ndim], "count"])


def in_regions(cells: np.ndarray, regions: int) -> pd.DataFrame:
    """Towns by groups, with totals of each region and of the state."""
    towns = len(cells)
    home = np.arange(towns) * regions // towns
    wide = np.column_stack([cells, cells.sum(axis=1)])
    groups = [f"group {n}" for n in range(cells.shape[1])] + ["Total"]
    rows: list[tuple[str, str, str, int]] = []
    for region in range(regions):
        for town in np.flatnonzero(home == region):
            rows += [(f"region {region}", f"town {town}", group, int(count)) for group, count in zip(groups, wide[town], strict=True)]
        sums = wide[home == region].sum(axis=0)
        rows += [(f"region {region}", "Total", group, int(count)) for group, count in zip(groups, sums, strict=True)]
    rows += [("Total", "Total", group, int(count)) for group, count in zip(groups, wide.sum(axis=0), strict=True)]
    return pd.DataFrame(rows, columns=["region", "town", "group", "count"])


def people(towns: int, groups: int, total: int, seed: int = 1) -> np.ndarray:
    """Uneven counts, as towns and groups are."""
    rng = np.random.default_rng(seed)
    weight = np.outer(rng.lognormal(0, 1.3, towns), rng.dirichlet(np.full(groups, 0.6)))
    return rng.poisson(total * weight / weight.sum())


def arrays(*sizes: tuple[int, int], most: int = 14) -> st.SearchStrategy[np.ndarray]:
    """Arrays of small counts of these sizes (least, most) along each axis."""
    shapes = st.tuples(*[st.integers(least, top) for least, top in sizes])
    cell = st.one_of(st.integers(0, 6), st.integers(0, most))
    return shapes.flatmap(
        lambda shape: st.lists(cell, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))).map(
            lambda cells: np.array(cells).reshape(shape)
        )
    )

"""A system of sums falls into parts that have no hidden cell in common."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ctcompanion.privacy.audit.keys import Integers


def components(matrix: sparse.csr_matrix) -> Iterator[tuple[Integers, Integers]]:
    """The independent parts of a system, as (sums, cells); cells in no sum are left out."""
    height, width = matrix.shape
    both = sparse.coo_matrix(matrix)
    links = sparse.csr_matrix((np.ones(both.nnz), (both.row, both.col + height)), shape=(height + width, height + width))
    _, label = connected_components(links, directed=False)
    order = np.argsort(label, kind="stable")
    for nodes in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(nodes) > 1:
            yield nodes[nodes < height], nodes[nodes >= height] - height

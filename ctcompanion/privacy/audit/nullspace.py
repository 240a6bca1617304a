"""Which unknowns a system of sums determines, whatever its right-hand side: those that are zero in its whole null space."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.audit.parts import components

ZERO = 1e-8


def determined(matrix: sparse.csr_matrix) -> Mask:
    """True for the columns whose value follows from the equations alone. Each independent part is decomposed by itself."""
    found = np.zeros(matrix.shape[1], bool)
    for sums, cells in components(matrix):
        part = matrix[sums][:, cells].toarray()
        _, size, basis = np.linalg.svd(part, full_matrices=True)
        null = basis[int((size > ZERO * max(part.shape)).sum()) :]
        found[cells] = (np.abs(null) < ZERO).all(axis=0)
    return found

"""The arithmetic of a matrix of comparisons: its principal vector, and what fills its gaps."""

import numpy as np

from ossbuy.analysis.arrays import Array


def principal(matrix: Array) -> tuple[float, Array]:
    """Return λ_max and the principal (right) eigenvector, summing to 1, of a positive matrix."""
    values, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    return float(values[at].real), vector / vector.sum()


def log_least_squares(matrix: Array) -> Array:
    """Return the weights w minimising Σ (ln a_ij - ln w_i + ln w_j)² over the known pairs.

    `matrix` (n, n) is reciprocal with NaN where unknown, and its known pairs hang together. For
    a complete matrix these are the geometric means of the rows, normalised. Solved through the
    Laplacian of the graph of comparisons (Bozóki, Fülöp & Rónyai 2010, theorem 4).
    """
    known = ~np.isnan(matrix)
    np.fill_diagonal(known, val=False)
    laplacian = np.diag(known.sum(axis=1)) - known
    right = np.where(known, np.log(np.where(known, matrix, 1.0)), 0.0).sum(axis=1)
    logs = np.zeros(len(matrix))
    # The first is the unit: the Laplacian is singular by exactly that freedom.
    logs[1:] = np.linalg.solve(laplacian[1:, 1:], right[1:])
    weights: Array = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), np.float64)


def complete(matrix: Array) -> Array:
    """Fill the unknown pairs so that λ_max becomes as small as it can (Bozóki et al. 2010).

    `matrix` (n, n) is reciprocal with NaN where unknown, and its known pairs hang together; the
    filling is then unique, because λ_max is strictly convex in the logarithms of the unknown
    ratios. The slope towards ln a_ij is (u_i a_ij v_j - u_j a_ji v_i) / u·v, with u and v the
    left and right principal vectors; the search starts from the log least squares filling.
    """
    filled = np.array(matrix)
    rows, columns = np.nonzero(np.triu(np.isnan(matrix), 1))
    if not len(rows):
        return filled
    from scipy.optimize import minimize

    weights = log_least_squares(matrix)

    def put(logs: Array) -> None:
        filled[rows, columns] = np.exp(logs)
        filled[columns, rows] = np.exp(-logs)

    def inconsistency(logs: Array) -> tuple[float, Array]:
        put(logs)
        value, right = principal(filled)
        _, left = principal(filled.T)
        slope = (
            left[rows] * filled[rows, columns] * right[columns]
            - left[columns] * filled[columns, rows] * right[rows]
        )
        return value, slope / (left @ right)

    start = np.log(weights[rows] / weights[columns])
    put(minimize(inconsistency, start, jac=True, method="BFGS", options={"gtol": 1e-11}).x)
    return filled

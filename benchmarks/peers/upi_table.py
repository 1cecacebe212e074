"""The table of benchmarks/src/main/java/io/evenkeel/benchmarks/UpiTable.java, bit for bit."""

import numpy as np

FACTOR, STEP = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
NAMES = ["amount", "hour", "sender_age_days", "receiver_age_days", "txn_count_1h",
         "merchant_cat", "device_type", "same_device"]
NUMERIC, CATEGORICAL = NAMES[:5], NAMES[5:]


def uniform(seed, rows):
    """state_k = FACTOR^k seed + STEP (1 + FACTOR + ... + FACTOR^(k-1)), all modulo 2^64."""
    with np.errstate(over="ignore"):
        powers = np.multiply.accumulate(np.full(rows, FACTOR, dtype=np.uint64))
        sums = np.ones(rows, dtype=np.uint64)
        sums[1:] = powers[:-1]
        states = powers * np.uint64(seed) + STEP * np.add.accumulate(sums)
    return (states >> np.uint64(11)).astype(np.float64) / 9007199254740992.0


SHAPES = [
    lambda u: np.floor(10000 / np.sqrt(1 - u)) / 100,
    lambda u: np.floor(24 * u),
    lambda u: np.floor(3650 * (u * u)),
    lambda u: np.where(u < 0.02, np.nan, np.floor(3650 * u)),
    lambda u: np.floor(1 / np.sqrt(1 - u)) - 1,
    lambda u: np.floor(10 * (u * u)),
    lambda u: np.floor(3 * (u * u)),
    lambda u: np.where(u < 0.9, 1.0, 0.0),
]


def values(seed, rows):
    return [shape(uniform(seed * 100 + c, rows)) for c, shape in enumerate(SHAPES)]


def checksum(columns):
    """All bits of all cells, each by its place, so that both sides can show that they have the same data."""
    total = np.uint64(0)
    with np.errstate(over="ignore"):
        for column in columns:
            bits = np.where(np.isnan(column), 0.0, column).view(np.uint64)
            places = np.arange(1, len(bits) + 1, dtype=np.uint64)
            total = total * np.uint64(31) + np.add.reduce(bits * places)
    return f"{int(total):016x}"


def frame(columns):
    """As a CSV file would be read: whole numbers are integers unless one is missing."""
    import pandas as pd

    def typed(column):
        whole = not np.isnan(column).any() and (column == np.floor(column)).all()
        return column.astype(np.int64) if whole else column

    return pd.DataFrame({name: typed(column) for name, column in zip(NAMES, columns)})

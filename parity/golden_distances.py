"""Asks the real Evidently for drift scores and writes them as a golden file for the drift module.

    python3 -m venv /tmp/parity && /tmp/parity/bin/pip install -r parity/requirements.txt
    DO_NOT_TRACK=1 /tmp/parity/bin/python parity/golden_distances.py \
        > drift/src/test/resources/io/evenkeel/drift/golden_distances.json

The samples are not stored: the file holds their recipes, and Python and Java make the same
values from them, bit for bit. A recipe is {seed, size, shape, a, b, missing, infinite}.

Generator: state = seed; each draw sets state = state * 6364136223846793005 + 1442695040888963407
modulo 2^64 and gives u = (state >> 11) / 2^53. Per value, one draw u (normal: twelve), then, when
missing + infinite > 0, one more draw v: v < missing gives NaN, v < missing + infinite / 2 gives
+inf, v < missing + infinite gives -inf. Only +, -, *, /, floor and sqrt are used, which are
exactly rounded everywhere.
"""

import json
import math
import warnings
from importlib.metadata import version

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift

warnings.filterwarnings("ignore")

MASK = (1 << 64) - 1
TESTS = {"Wasserstein distance (normed)": "wasserstein", "Jensen-Shannon distance": "jensenshannon"}


class Draws:
    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 11) / 9007199254740992.0


def normal(draws):
    total = 0.0
    for _ in range(12):
        total += draws.next()
    return total - 6.0


SHAPES = {
    "constant": lambda d, a, b: a,
    "uniform": lambda d, a, b: a + b * d.next(),
    "normal": lambda d, a, b: a + b * normal(d),
    "integers": lambda d, a, b: math.floor(a + b * d.next()),
    "skewed": lambda d, a, b: math.floor(a + b * square(d.next())),
    "whole_normal": lambda d, a, b: math.floor(a + b * normal(d)),
    "pareto": lambda d, a, b: a + b / math.sqrt(1.0 - d.next()),
    "cauchy_tail": lambda d, a, b: a + b / (1.0 - d.next()),
}


def square(u):
    return u * u


def sample(recipe):
    draws = Draws(recipe["seed"])
    values = []
    faults = recipe["missing"] + recipe["infinite"]
    for _ in range(recipe["size"]):
        value = float(SHAPES[recipe["shape"]](draws, recipe["a"], recipe["b"]))
        if faults > 0:
            v = draws.next()
            if v < recipe["missing"]:
                value = math.nan
            elif v < recipe["missing"] + recipe["infinite"] / 2:
                value = math.inf
            elif v < faults:
                value = -math.inf
        values.append(value)
    return values


def recipe(size, shape, a, b, seed, missing=0.0, infinite=0.0):
    return {
        "seed": seed, "size": size, "shape": shape, "a": float(a), "b": float(b),
        "missing": missing, "infinite": infinite,
    }


def cases():
    seed = 1000

    def case(name, kind, left, right):
        nonlocal seed
        seed += 2
        made = []
        for offset, (size, shape, a, b, *faults) in enumerate((left, right)):
            made.append(recipe(size, shape, a, b, seed + offset, *faults))
        return {"name": name, "type": kind, "reference": made[0], "current": made[1]}

    for n in (1001, 5000, 10000):
        for m in (50, 1000, 1001, 2000, 10000):
            for shift in (0, 0.05, 0.3, 1):
                yield case(f"normal {n}/{m} shifted by {shift}", "numeric",
                           (n, "normal", 0, 1), (m, "normal", shift, 1))
        for m in (100, 2000, 10000):
            yield case(f"uniform {n}/{m}, wider", "numeric",
                       (n, "uniform", -5, 10), (m, "uniform", -7, 14))
            yield case(f"ties {n}/{m}", "numeric",
                       (n, "whole_normal", 20, 3), (m, "whole_normal", 20.4, 3.5))
            yield case(f"integers {n}/{m}", "numeric",
                       (n, "integers", 0, 24), (m, "integers", 3, 21))
            yield case(f"heavy tail {n}/{m}", "numeric",
                       (n, "pareto", 0, 100), (m, "pareto", 0, 130))
            yield case(f"no mean {n}/{m}", "numeric",
                       (n, "cauchy_tail", 0, 1), (m, "cauchy_tail", 0, 1.1))
            yield case(f"far from zero {n}/{m}", "numeric",
                       (n, "normal", 1e6, 1), (m, "normal", 1e6 + 0.2, 1))
            yield case(f"six values {n}/{m}", "numeric",
                       (n, "integers", 0, 6), (m, "skewed", 0, 6))
            yield case(f"five values {n}/{m}", "numeric",
                       (n, "integers", 0, 5), (m, "skewed", 0, 5))
            yield case(f"five in the reference, six together {n}/{m}", "numeric",
                       (n, "integers", 0, 5), (m, "integers", 1, 5))
            yield case(f"two values {n}/{m}", "numeric",
                       (n, "integers", 0, 2), (m, "skewed", 0, 2))
            whole = max(n, 1300)  # Evidently counts rows after cleaning: keep more than 1,000
            yield case(f"missing {whole}/{m}", "numeric",
                       (whole, "normal", 10, 4, 0.1), (m, "normal", 11, 4, 0.3))
            yield case(f"infinities {whole}/{m}", "numeric",
                       (whole, "normal", 10, 4, 0.02, 0.02), (m, "normal", 10.5, 4, 0.02, 0.1))
            for k in (2, 5, 10, 50):
                yield case(f"{k} categories {n}/{m}", "categorical",
                           (n, "integers", 0, k), (m, "integers", 0, k))
                yield case(f"{k} categories {n}/{m}, skewed", "categorical",
                           (n, "integers", 0, k), (m, "skewed", 0, k))
            yield case(f"new categories {n}/{m}", "categorical",
                       (n, "integers", 0, 10), (m, "integers", 2, 10))
            yield case(f"disjoint categories {n}/{m}", "categorical",
                       (n, "integers", 0, 3), (m, "integers", 5, 3))
            yield case(f"missing categories {whole}/{m}", "categorical",
                       (whole, "skewed", 0, 8, 0.05), (m, "integers", 0, 8, 0.4))
    yield case("constant, moved, numeric", "numeric", (1001, "constant", 3, 0), (200, "constant", 4, 0))
    yield case("constant, the same, numeric", "numeric", (1001, "constant", 3, 0), (200, "constant", 3, 0))
    yield case("constant reference, spread current", "numeric",
               (5000, "constant", 3, 0), (500, "normal", 3, 0.01))
    yield case("spread reference, constant current", "numeric",
               (5000, "normal", 3, 1), (500, "constant", 3, 0))
    yield case("deviation below the floor", "numeric",
               (5000, "normal", 0, 0.0001), (500, "normal", 0.0001, 0.0001))
    yield case("constant category", "categorical", (1001, "constant", 1, 0), (200, "constant", 1, 0))
    yield case("constant category, moved", "categorical", (1001, "constant", 1, 0), (200, "constant", 2, 0))


def ask(case):
    kind = {"numeric": "numerical_columns", "categorical": "categorical_columns"}[case["type"]]
    definition = DataDefinition(**{kind: ["x"]})
    reference, current = (
        Dataset.from_pandas(pd.DataFrame({"x": sample(case[side])}), data_definition=definition)
        for side in ("reference", "current"))
    answer = Report([ValueDrift(column="x")], include_tests=True).run(current, reference).dict()
    metric, test = answer["metrics"][0], answer["tests"][0]
    failed = "FAIL" in str(test["status"])
    return {**case, "stat_test": TESTS[metric["config"]["method"]],
            "score": float(metric["value"]), "drifted": failed}


def main():
    versions = {name: version(name) for name in ("evidently", "numpy", "pandas", "scipy")}
    lines = ",\n".join("  " + json.dumps(ask(case)) for case in cases())
    print('{"made_by": "parity/golden_distances.py", "versions": ' + json.dumps(versions)
          + ', "cases": [\n' + lines + "\n]}")


main()

"""Asks the real Evidently for drift scores and writes them as a golden file for the drift module.

    python3.11 -m venv parity-env && parity-env/bin/pip install -r parity/requirements.txt
    DO_NOT_TRACK=1 parity-env/bin/python parity/golden_evidently.py \
        > drift/src/test/resources/io/evenkeel/drift/golden_evidently.json

It takes some minutes, most of them for TVD. Progress goes to standard error.

The samples are not stored: the file holds their recipes, and Python and Java make the same values
from them, bit for bit. A recipe is [size, shape, a, b, seed] and, where there are any, [..., share
missing, share infinite].

Generator: state = seed; each draw sets state = state * 6364136223846793005 + 1442695040888963407
modulo 2^64 and gives u = (state >> 11) / 2^53. Per value, one draw u (normal: twelve), then, when
missing + infinite > 0, one more draw v: v < missing gives NaN, v < missing + infinite / 2 gives
+inf, v < missing + infinite gives -inf. Only +, -, *, /, floor and sqrt are used, which are
exactly rounded everywhere.

A pair of samples is asked for the default rule and for each test named for it. Shapes of whole
numbers without missing values are handed over as integers, as pandas reads them from a file, unless
the pair says "floats". For empirical_mmd, which Evidently leaves unseeded, the samples are sorted
and numpy is seeded with 0. An answer is [score, drifted], or the error that ended the report. Where
Evidently's own code is known to be off, "truth" holds the value of an independent computation.
"""

import json
import math
import sys
import warnings
from functools import lru_cache
from importlib.metadata import version
from multiprocessing import Pool

import numpy as np
import pandas as pd
import scipy.stats
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests import registry
from evidently.legacy.metrics import DataDriftTable, DatasetDriftMetric
from evidently.legacy.pipeline.column_mapping import ColumnMapping
from evidently.legacy.report import Report as LegacyReport
from evidently.metrics import ValueDrift
from evidently.metrics.column_statistics import ValueDriftCalculation

from recipes import SHAPES, Draws

warnings.filterwarnings("ignore")
ValueDriftCalculation._render = lambda *_: []  # the pictures take four fifths of the time

NUMERIC = ["ks", "wasserstein", "jensenshannon", "psi", "kl_div", "hellinger", "anderson",
           "cramer_von_mises", "t_test", "es", "ed", "mannw"]
CATEGORICAL = ["jensenshannon", "psi", "kl_div", "hellinger", "chisquare", "z", "g_test",
               "fisher_exact"]
CODES = {test.display_name: name
         for name, kinds in registry._registered_stat_tests.items() for test in kinds.values()}
WHOLE = ("integers", "skewed", "whole_normal", "constant")


def sample(recipe, floats=False):
    return made(tuple(recipe), floats).copy()


@lru_cache(maxsize=4)
def made(recipe, floats):
    size, shape, a, b, seed, *faults = recipe
    missing, infinite = faults or (0, 0)
    draws = Draws(seed)
    values = []
    for _ in range(size):
        value = float(SHAPES[shape](draws, a, b))
        if missing + infinite > 0:
            v = draws.next()
            if v < missing:
                value = math.nan
            elif v < missing + infinite / 2:
                value = math.inf
            elif v < missing + infinite:
                value = -math.inf
        values.append(value)
    whole = shape in WHOLE and missing + infinite == 0 and not floats
    return pd.Series(values, dtype=float).astype("int64" if whole else float)


class Pairs:
    """Counts the seeds, so that no two samples are alike."""

    def __init__(self):
        self.seed = 0

    def recipe(self, size, shape, a=0, b=1, *faults):
        self.seed += 1
        return [size, shape, a, b, self.seed, *faults]

    def pair(self, kind, name, left, right, tests=None, floats=False):
        made = {"name": f"{name} {left[0]}/{right[0]}", "type": kind,
                "reference": self.recipe(*left), "current": self.recipe(*right)}
        if floats:
            made["floats"] = True
        return made, (NUMERIC if kind == "numeric" else CATEGORICAL) if tests is None else tests


def numeric_pairs(pairs):
    def pair(*args, **named):
        return pairs.pair("numeric", *args, **named)

    sizes = ((5, 30), (7, 12), (12, 7), (20, 20), (21, 20), (24, 23), (8, 1000), (300, 8),
             (999, 999), (1000, 1000), (1001, 1001), (999, 1001), (1000, 500), (1001, 100),
             (9999, 9999), (10000, 10000), (10001, 10001), (10000, 9999), (9999, 10001),
             (10001, 500), (500, 10001))
    for n, m in sizes:
        yield pair("normal, the same", (n, "normal"), (m, "normal"))
        yield pair("normal, up", (n, "normal"), (m, "normal", 2 / math.sqrt(min(n, m))))
        yield pair("normal, down", (n, "normal"), (m, "normal", -3 / math.sqrt(min(n, m))))
        yield pair("ties", (n, "whole_normal", 20, 8), (m, "whole_normal", 20.5, 8))
        yield pair("heavy tail", (n, "pareto", 0, 100), (m, "pareto", 0, 104))
    for n, m in ((1000, 500), (2000, 2000), (5000, 700)):
        yield pair("uniform, wider", (n, "uniform", -5, 10), (m, "uniform", -6, 12))
        yield pair("normal, wider", (n, "normal"), (m, "normal", 0, 1.2))
        yield pair("normal, narrower", (n, "normal", 3, 1), (m, "normal", 3, 0.9))
        yield pair("no mean", (n, "cauchy_tail"), (m, "cauchy_tail", 0, 1.1))
        yield pair("far from zero", (n, "normal", 1000, 1), (m, "normal", 1000.1, 1))
        yield pair("tiny", (n, "normal", 0, 1e-5), (m, "normal", 1e-6, 1e-5))
        yield pair("integers", (n, "integers", 0, 24), (m, "skewed", 0, 24))
        yield pair("six values", (n, "integers", 0, 6), (m, "integers", 0, 6))
        yield pair("five values", (n, "integers", 0, 5), (m, "skewed", 0, 5))
        yield pair("three values", (n, "integers", 0, 3), (m, "skewed", 0, 3))
        yield pair("two values", (n, "integers", 0, 2), (m, "skewed", 0, 2))
        yield pair("two values held as floats", (n, "integers", 0, 2), (m, "skewed", 0, 2),
                   floats=True)
        yield pair("missing", (n, "normal", 10, 4, 0.1, 0), (m, "normal", 11, 4, 0.3, 0))
        yield pair("whole numbers, some missing",
                   (n, "integers", 0, 3, 0.1, 0), (m, "integers", 0, 3, 0.3, 0))
        yield pair("infinities", (n, "normal", 10, 4, 0.02, 0.02), (m, "normal", 10.5, 4, 0.02, 0.1))
        yield pair("moved away", (n, "normal"), (m, "normal", 2, 1))
        yield pair("disjoint", (n, "uniform", 0, 1), (m, "uniform", 5, 1))
    for n, m in ((500, 300), (1500, 300)):
        yield pair("constant, the same", (n, "constant", 3, 0), (m, "constant", 3, 0))
        yield pair("constant, moved", (n, "constant", 3, 0), (m, "constant", 4, 0))
        yield pair("constant reference", (n, "constant", 3, 0), (m, "normal", 3, 0.01))
        yield pair("constant current", (n, "normal", 3, 1), (m, "constant", 3, 0))
        yield pair("nothing in the reference", (n, "normal", 0, 1, 1, 0), (m, "normal"))
        yield pair("nothing but infinities now", (n, "normal"), (m, "normal", 0, 1, 0, 1))
    yield pair("beyond 1e140", (1500, "uniform", 1e139, 1e141), (300, "uniform", 1e139, 1.1e141))
    yield pair("many whole numbers in a narrow range", (300000, "integers", 0, 21),
               (300000, "skewed", 0, 21), tests=("jensenshannon", "psi", "kl_div", "hellinger"))
    # Rows of the reference are counted after cleaning: 1,100 with a tenth missing are under 1,000.
    yield pair("a thousand after cleaning", (1100, "normal", 0, 1, 0.12, 0), (400, "normal"), tests=())
    for n, m in ((40, 50), (300, 200), (1000, 500)):
        yield pair("for MMD, the same", (n, "normal"), (m, "normal"), tests=("empirical_mmd",))
        yield pair("for MMD, moved", (n, "normal"), (m, "normal", 2 / math.sqrt(m)),
                   tests=("empirical_mmd",))
        yield pair("for MMD, wider", (n, "normal"), (m, "normal", 0, 1.3), tests=("empirical_mmd",))
        yield pair("for MMD, heavy tail", (n, "pareto", 0, 100), (m, "pareto", 0, 110),
                   tests=("empirical_mmd",))


def categorical_pairs(pairs):
    def pair(*args, **named):
        return pairs.pair("categorical", *args, **named)

    for n, m in ((30, 30), (999, 999), (1000, 1000), (1001, 1001), (1000, 400), (1001, 5000),
                 (9999, 10000), (10000, 10000), (10001, 10001)):
        for k in (2, 5, 10, 50):
            yield pair(f"{k} categories", (n, "integers", 0, k), (m, "integers", 0, k))
            yield pair(f"{k} categories, skewed", (n, "integers", 0, k), (m, "skewed", -0.1 * k, 1.1 * k))
        yield pair("rare category", (n, "integers", 0, 2.02), (m, "integers", 0, 2.03))
        yield pair("new categories", (n, "integers", 0, 10), (m, "integers", 2, 10))
        yield pair("gone categories", (n, "integers", 0, 12), (m, "integers", 0, 9))
        yield pair("disjoint categories", (n, "integers", 0, 3), (m, "integers", 5, 3))
        yield pair("missing categories", (n, "skewed", 0, 8, 0.05, 0), (m, "integers", 0, 8, 0.4, 0))
        yield pair("infinite categories", (n, "integers", 0, 4, 0, 0.05), (m, "integers", 0, 4, 0, 0.1))
        yield pair("constant category", (n, "constant", 1, 0), (m, "constant", 1, 0))
        yield pair("constant category, moved", (n, "constant", 1, 0), (m, "constant", 2, 0))
    for n, m in ((60, 40), (1000, 400), (3000, 2000)):
        for k in (2, 3, 7, 8, 12):
            yield pair(f"for TVD, {k}", (n, "integers", 0, k), (m, "integers", 0, k), tests=("TVD",))
        yield pair("for TVD, skewed", (n, "integers", 0, 5), (m, "skewed", -1.2, 6.2), tests=("TVD",))
        yield pair("for TVD, new", (n, "integers", 0, 4), (m, "integers", 0, 4.05), tests=("TVD",))
        yield pair("for TVD, missing", (n, "integers", 0, 4, 0.1, 0), (m, "integers", 0, 4, 0.2, 0),
                   tests=("TVD",))
    yield pair("for TVD, large", (10001, "integers", 0, 3), (9999, "integers", 0, 3), tests=("TVD",))


def one(pair, test):
    """The answer to one pair and one test, None for the default rule."""
    sides = [sample(pair[side], pair.get("floats", False)) for side in ("reference", "current")]
    if test == "empirical_mmd":
        sides = [side.sort_values(ignore_index=True) for side in sides]
    kind = {"numeric": "numerical_columns", "categorical": "categorical_columns"}[pair["type"]]
    definition = DataDefinition(**{kind: ["x"]})
    reference, current = (
        Dataset.from_pandas(pd.DataFrame({"x": side}), data_definition=definition) for side in sides)
    np.random.seed(0)
    try:
        report = Report([ValueDrift(column="x", method=test)], include_tests=True)
        answer = report.run(current, reference).dict()
    except Exception as error:
        return {"error": str(error).split(".")[0][:100]}, None
    metric, verdict = answer["metrics"][0], answer["tests"][0]
    drifted = "FAIL" in str(verdict["status"])
    return [number(metric["value"]), drifted], metric["config"]["method"]


def number(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def ask(pair, tests):
    answer, name = one(pair, None)
    asked = {**pair, "default": answer if name is None else [CODES[name], *answer]}
    asked["scores"] = {test: one(pair, test)[0] for test in tests}
    sizes = pair["reference"][0], pair["current"][0]
    if "cramer_von_mises" in tests and max(sizes) <= 20:
        # Evidently counts paths in half or single precision; scipy in whole numbers.
        exact = scipy.stats.cramervonmises_2samp(sample(pair["reference"]), sample(pair["current"]))
        asked["truth"] = {"cramer_von_mises": float(exact.pvalue)}
    print(pair["name"], file=sys.stderr)
    return asked


def dataset(pairs):
    return {
        "a": ("numeric", pairs.recipe(1500, "normal"), pairs.recipe(900, "normal", 0.08)),
        "b": ("numeric", pairs.recipe(1500, "normal"), pairs.recipe(900, "normal", 0.5)),
        "c": ("numeric", pairs.recipe(1500, "integers", 0, 4), pairs.recipe(900, "skewed", 0, 4)),
        "d": ("numeric", pairs.recipe(1500, "pareto", 0, 9), pairs.recipe(900, "pareto", 0, 9)),
        "e": ("categorical", pairs.recipe(1500, "integers", 0, 6), pairs.recipe(900, "integers", 0, 6)),
        "f": ("categorical", pairs.recipe(1500, "integers", 0, 6), pairs.recipe(900, "skewed", 0, 6)),
    }


CHOICES = [
    {},
    {"drift_share": 0.8},
    {"all": "psi"},
    {"all": "jensenshannon", "all_threshold": 0.02},
    {"numeric": "ks"},
    {"categorical": "chisquare"},
    {"numeric": "t_test", "categorical": "g_test"},
    {"all": "psi", "numeric": "ed"},
    {"all": "psi", "numeric": "ks", "features": {"b": "mannw", "f": "z"}},
    {"features": {"a": "anderson", "e": "hellinger"}},
    {"all_threshold": 0.5},
    {"numeric_threshold": 0.05, "all_threshold": 0.9},
    {"categorical_threshold": 0.01},
    {"feature_thresholds": {"a": 0.01, "f": 0.99}, "numeric_threshold": 0.4, "all_threshold": 0.3},
    {"all": "hellinger", "feature_thresholds": {"b": 0.9}},
    {"numeric": "ks", "numeric_threshold": 1e-9, "features": {"d": "wasserstein"}},
    {"all": "ks"},
    {"numeric": "chisquare"},
    {"features": {"e": "wasserstein"}},
]


def choose(choice, columns):
    frames = [pd.DataFrame({name: sample(recipes[side]) for name, (_, *recipes) in columns.items()})
              for side in (0, 1)]
    mapping = ColumnMapping(
        numerical_features=[name for name, (kind, *_) in columns.items() if kind == "numeric"],
        categorical_features=[name for name, (kind, *_) in columns.items() if kind == "categorical"])
    named = {
        "stattest": choice.get("all"),
        "num_stattest": choice.get("numeric"),
        "cat_stattest": choice.get("categorical"),
        "per_column_stattest": choice.get("features"),
        "stattest_threshold": choice.get("all_threshold"),
        "num_stattest_threshold": choice.get("numeric_threshold"),
        "cat_stattest_threshold": choice.get("categorical_threshold"),
        "per_column_stattest_threshold": choice.get("feature_thresholds"),
    }
    report = LegacyReport([
        DatasetDriftMetric(drift_share=choice.get("drift_share", 0.5), **named), DataDriftTable(**named)])
    try:
        report.run(reference_data=frames[0], current_data=frames[1], column_mapping=mapping)
        whole, table = (metric.get_result() for metric in report._first_level_metrics)
    except Exception as error:
        return {"choice": choice, "error": str(error).split(".")[0][:100]}
    return {
        "choice": choice, "share": whole.share_of_drifted_columns, "dataset_drift": whole.dataset_drift,
        "columns": {
            name: [CODES[found.stattest_name], found.stattest_threshold, number(found.drift_score),
                   bool(found.drift_detected)]
            for name, found in table.drift_by_columns.items()},
    }


def main():
    versions = {name: version(name) for name in ("evidently", "numpy", "pandas", "scipy")}
    pairs = Pairs()
    columns = dataset(pairs)
    with Pool() as pool:
        asked = pool.starmap(ask, (*numeric_pairs(pairs), *categorical_pairs(pairs)), chunksize=1)
    chosen = [choose(choice, columns) for choice in CHOICES]
    print('{"made_by": "parity/golden_evidently.py", "versions": ' + json.dumps(versions)
          + ',\n"dataset": ' + json.dumps(columns)
          + ',\n"choices": [\n' + ",\n".join(json.dumps(one) for one in chosen)
          + '\n],\n"pairs": [\n' + ",\n".join(json.dumps(one) for one in asked) + "\n]}")


main()

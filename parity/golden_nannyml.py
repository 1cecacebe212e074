"""Asks the real NannyML for performance estimated without labels (CBPE) and writes it as a golden
file for the drift module.

    python3 -m venv parity-env && parity-env/bin/pip install -r parity/requirements-nannyml.txt
    NML_DISABLE_USAGE_LOGGING=1 parity-env/bin/python parity/golden_nannyml.py \
        > drift/src/test/resources/io/evenkeel/drift/golden_performance.json

The rows are not stored: the file holds their recipes, and Python and Java make the same rows from
them, bit for bit. A recipe is {seed, size, low, width, power, truth, steps}.

Generator: state = seed; each draw sets state = state * 6364136223846793005 + 1442695040888963407
modulo 2^64 and gives u = (state >> 11) / 2^53. Per row two draws u and v: x = low + width * u; the
score s is x multiplied by itself power - 1 times, or, with steps > 0, floor(that * steps) / steps;
the label is v < p(s) with p by truth: "calibrated" s, "overconfident" s / 2, "curved" s * s,
"squeezed" 0.1 + 0.8 s. Only +, -, *, /, and floor are used, which are exactly rounded everywhere.

For each window the file holds what NannyML says, and for ROC-AUC and average precision also what it
says when its rounding of sums to five places is switched off ("exact"). Average precision's
sampling error is the outcome of draws: the file holds that of 1,000 seeded ones instead of NannyML's
50 unseeded.
"""

import json
import math
import warnings
from importlib.metadata import version

import numpy
import pandas as pd
from sklearn.model_selection import StratifiedShuffleSplit

import nannyml as nml
import nannyml.performance_estimation.confidence_based.metrics as metrics
import nannyml.sampling_error.binary_classification as sampling

warnings.filterwarnings("ignore")

MASK = (1 << 64) - 1
METRICS = ["roc_auc", "average_precision", "f1", "precision", "recall", "specificity", "accuracy"]
TRUTHS = {
    "calibrated": lambda s: s,
    "overconfident": lambda s: s / 2,
    "curved": lambda s: s * s,
    "squeezed": lambda s: 0.1 + 0.8 * s,
}


class NotRounding:
    """numpy, but for round."""

    def __getattr__(self, name):
        return getattr(numpy, name)

    @staticmethod
    def round(values, places):
        return values


def rows(recipe):
    state = recipe["seed"]
    scores, labels = [], []

    def draw():
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        return (state >> 11) / 9007199254740992.0

    for _ in range(recipe["size"]):
        u, v = draw(), draw()
        x = recipe["low"] + recipe["width"] * u
        s = x
        for _ in range(recipe["power"] - 1):
            s = s * x
        if recipe["steps"] > 0:
            s = math.floor(s * recipe["steps"]) / recipe["steps"]
        scores.append(s)
        labels.append(1 if v < TRUTHS[recipe["truth"]](s) else 0)
    return scores, labels


def cases():
    seed = 5000

    def case(name, reference, window, chunk, threshold, power, truth, low=0.0, width=1.0, steps=0,
             drifted_truth=None):
        nonlocal seed
        seed += 2
        common = {"power": power, "steps": steps}
        return {
            "name": name, "threshold": threshold, "chunk": chunk,
            "reference": {"seed": seed, "size": reference, "low": 0.0, "width": 1.0,
                          "truth": truth, **common},
            "window": {"seed": seed + 1, "size": window, "low": low, "width": width,
                       "truth": drifted_truth or truth, **common},
        }

    for truth in TRUTHS:
        for size in (1000, 5000, 20000):
            for threshold in (0.1, 0.25, 0.4, 0.6):
                yield case(f"{truth} {size} from {threshold}", size, 2 * (size // 10), size // 10,
                           threshold, 2, truth)
    for size in (5000, 20000):
        for threshold in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
            yield case(f"3 % positive {size} from {threshold}", size, size, size // 2,
                       threshold, 32, "calibrated")
            yield case(f"1.5 % positive, overconfident {size} from {threshold}", size, size,
                       size // 2, threshold, 32, "overconfident")
    for low, width in ((0.1, 0.9), (0.3, 0.7), (0.0, 0.8), (0.2, 0.5), (0.0, 1.1), (0.05, 1.0)):
        for truth in TRUTHS:
            yield case(f"{truth}, window from {low} over {width}", 4000, 2000, 1000, 0.4, 3, truth,
                       low, width)
    for truth in ("overconfident", "curved", "squeezed"):
        yield case(f"calibrated, then {truth}", 5000, 2000, 1000, 0.3, 2, "calibrated",
                   drifted_truth=truth)
        yield case(f"{truth}, many positives", 5000, 1500, 500, 0.5, 1, truth)
    yield case("calibrated, many positives", 5000, 1500, 500, 0.5, 1, "calibrated")
    yield case("uneven chunks", 3001, 777, 777, 0.3, 2, "curved")
    yield case("few rows", 201, 60, 60, 0.3, 1, "curved")
    yield case("odd rows, as many of each label", 333, 100, 100, 0.5, 1, "calibrated")
    for steps in (5, 20, 100):
        for truth in ("calibrated", "curved"):
            yield case(f"{truth}, ties at {steps} steps", 4000, 2000, 1000, 0.4, 2, truth,
                       steps=steps)


def frame(recipe, threshold):
    scores, labels = rows(recipe)
    table = pd.DataFrame({"score": scores, "label": labels})
    table["called"] = (table["score"] >= threshold).astype(int)
    return table


def number(value):
    value = float(value)
    return None if math.isnan(value) else value


def answers(result):
    table = result.filter(period="analysis").to_df()
    kept = ("value", "sampling_error", "realized", "lower_confidence_boundary",
            "upper_confidence_boundary", "lower_threshold", "upper_threshold", "alert")
    return [
        {metric: {key: bool(row[(metric, key)]) if key == "alert" else number(row[(metric, key)])
                  for key in kept} for metric in METRICS}
        for _, row in table.iterrows()]


def ask(case):
    reference = frame(case["reference"], case["threshold"])
    window = frame(case["window"], case["threshold"])
    estimator = nml.CBPE(
        y_pred_proba="score", y_pred="called", y_true="label", metrics=METRICS,
        chunk_size=case["chunk"], problem_type="classification_binary")
    numpy.random.seed(case["reference"]["seed"])
    sampling.N_EXPERIMENTS = 1000
    estimator.fit(reference)
    chunks = answers(estimator.estimate(window))
    metrics.np = NotRounding()
    exact = answers(estimator.estimate(window))
    metrics.np = numpy
    for chunk, unrounded in zip(chunks, exact):
        for metric in ("roc_auc", "average_precision"):
            chunk[metric]["exact"] = unrounded[metric]["value"]
    return {**case, "calibrated": bool(estimator.needs_calibration), "chunks": chunks}


def splits():
    """What scikit-learn's shuffle splits, on which the decision to calibrate hangs, test."""
    for size, every in ((50, 2), (101, 3), (333, 7), (1001, 30), (40, 4)):
        labels = [1 if row % every == 0 else 0 for row in range(size)]
        drawn = StratifiedShuffleSplit(n_splits=3, test_size=0.1, random_state=42)
        yield {"size": size, "every": every,
               "tests": [sorted(int(row) for row in test) for _, test in drawn.split(labels, labels)]}


def main():
    versions = {name: version(name)
                for name in ("nannyml", "numpy", "pandas", "scikit-learn", "scipy")}
    lines = ",\n".join("  " + json.dumps(ask(case)) for case in cases())
    print('{"made_by": "parity/golden_nannyml.py", "versions": ' + json.dumps(versions)
          + ',\n"splits": ' + json.dumps(list(splits())) + ',\n"cases": [\n' + lines + "\n]}")


main()

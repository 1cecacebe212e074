"""Times one calculation of the real NannyML in a process of its own and prints a line of JSON.

    nannyml_side.py performance|drift ROWS REPETITIONS

performance is CBPE with seven metrics, drift the UnivariateDriftCalculator with its default
methods, each on one chunk of ROWS rows. `fit_seconds` is the preparation of the reference.
"""

import json
import os
import resource
import sys
import time
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
warnings.filterwarnings("ignore")

import nannyml  # noqa: E402
import numpy as np  # noqa: E402
import upi_table  # noqa: E402

METRICS = ["roc_auc", "average_precision", "f1", "precision", "recall", "specificity", "accuracy"]


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def scored(frame, seed, rows):
    u = upi_table.uniform(seed, rows)
    score = u * u
    frame["score"] = score
    frame["predicted"] = (score >= 0.4).astype(np.int64)
    frame["label"] = (upi_table.uniform(seed + 1, rows) < score).astype(np.int64)
    return frame, upi_table.checksum([score, frame["label"].to_numpy(float)])


def main():
    kind, rows, repetitions = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    columns = [upi_table.values(seed, rows) for seed in (1, 2)]
    frames = [upi_table.frame(one) for one in columns]
    checksums = [upi_table.checksum(one) for one in columns]
    del columns
    if kind == "performance":
        made = [scored(frame, seed, rows) for frame, seed in zip(frames, (1001, 1011))]
        frames, checksums = [one[0] for one in made], [one[1] for one in made]
        calculator = nannyml.CBPE(
            problem_type="classification_binary", y_pred_proba="score", y_pred="predicted",
            y_true="label", metrics=METRICS, chunk_size=rows)
        calculate = calculator.estimate
    else:
        calculator = nannyml.UnivariateDriftCalculator(
            column_names=upi_table.NAMES, treat_as_categorical=upi_table.CATEGORICAL, chunk_size=rows)
        calculate = calculator.calculate
    reference, current = frames
    before = peak()
    begun = time.perf_counter()
    calculator.fit(reference)
    fit = time.perf_counter() - begun
    seconds = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        calculate(current)
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": seconds, "fit_seconds": fit, "peak_mb": peak(), "before_mb": before,
                      "checksum": " ".join(checksums)}))


main()

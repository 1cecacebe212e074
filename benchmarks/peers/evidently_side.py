"""Times one report of the real Evidently in a process of its own and prints a line of JSON.

    evidently_side.py drift|summary|quality ROWS REPETITIONS

drift is DataDriftPreset, summary DataDriftPreset and DataSummaryPreset, quality the same with the
legacy DataQualityPreset. The data is in memory before the clock starts; imports are not counted.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import upi_table  # noqa: E402
from evidently import DataDefinition, Dataset, Report  # noqa: E402
from evidently.presets import DataDriftPreset, DataSummaryPreset  # noqa: E402


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def modern(presets, reference, current):
    definition = DataDefinition(numerical_columns=upi_table.NUMERIC,
                                categorical_columns=upi_table.CATEGORICAL)
    before, now = (Dataset.from_pandas(one, data_definition=definition) for one in (reference, current))
    return lambda: Report(presets).run(now, before)


def legacy(reference, current):
    from evidently.legacy.metric_preset import DataDriftPreset as Drift, DataQualityPreset
    from evidently.legacy.pipeline.column_mapping import ColumnMapping
    from evidently.legacy.report import Report as LegacyReport

    mapping = ColumnMapping(numerical_features=upi_table.NUMERIC,
                            categorical_features=upi_table.CATEGORICAL)

    def run():
        report = LegacyReport(metrics=[Drift(), DataQualityPreset()])
        report.run(reference_data=reference, current_data=current, column_mapping=mapping)
        report.as_dict()

    return run


def main():
    kind, rows, repetitions = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    columns = [upi_table.values(seed, rows) for seed in (1, 2)]
    checksum = " ".join(map(upi_table.checksum, columns))
    reference, current = map(upi_table.frame, columns)
    del columns
    run = {
        "drift": lambda: modern([DataDriftPreset()], reference, current),
        "summary": lambda: modern([DataDriftPreset(), DataSummaryPreset()], reference, current),
        "quality": lambda: legacy(reference, current),
    }[kind]()
    before = peak()
    seconds = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": seconds, "peak_mb": peak(), "before_mb": before, "checksum": checksum}))


main()

"""Asks the real Evidently to summarise tables and writes them as a golden file for the drift module.

    python3 -m venv parity-env && parity-env/bin/pip install -r parity/requirements.txt
    DO_NOT_TRACK=1 parity-env/bin/python parity/golden_summary.py \
        > drift/src/test/resources/io/evenkeel/drift/golden_summary.json

The tables are not stored, only how they are made. A table has `rows` rows; each column is a recipe
(see recipes.py) of its first `period` rows, which then begin again, or a `copy` of an earlier
column with one added to every `change`-th cell (0: to none). At last the first `blank` rows lose
every cell.

Figures come from DataSummaryPreset and, where that has none (infinite, distinct, new and gone
categories), from the legacy DataQualityPreset of the same package. Each table is `current`; the one
before it, if it has the same columns, is its reference.
"""

import json
import math
import warnings
from importlib.metadata import version

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.metric_preset import DataQualityPreset
from evidently.legacy.pipeline.column_mapping import ColumnMapping
from evidently.legacy.report import Report as LegacyReport
from evidently.presets import DataSummaryPreset

from recipes import sample

warnings.filterwarnings("ignore")


def column(name, kind, shape, a, b, seed, missing=0.0, infinite=0.0):
    return {"name": name, "type": kind, "shape": shape, "a": float(a), "b": float(b), "seed": seed,
            "missing": missing, "infinite": infinite}


def copy(name, kind, of, change):
    return {"name": name, "type": kind, "copy": of, "change": change}


def tables():
    def table(name, rows, columns, period=None, blank=0):
        return {"name": name, "rows": rows, "period": period or rows, "blank": blank, "columns": columns}

    for rows, seed in ((1, 1), (2, 2), (50, 3), (999, 4), (5000, 5), (20000, 6)):
        yield table(f"plain, {rows} rows", rows, [
            column("amount", "numeric", "pareto", 0, 100, seed + 10),
            column("age", "numeric", "normal", 400, 30, seed + 20),
            column("hour", "numeric", "integers", 0, 24, seed + 30),
            column("kind", "categorical", "skewed", 0, 10, seed + 40),
            column("device", "categorical", "integers", 0, 3, seed + 50)])
    yield table("holes", 3000, [
        column("x", "numeric", "normal", 1e6, 1, 71, 0.1),
        column("y", "numeric", "uniform", -5, 10, 72, 0.6),
        column("k", "categorical", "integers", 0, 7, 73, 0.2)], blank=37)
    yield table("holes, later categories", 2000, [
        column("x", "numeric", "normal", 1e6, 1, 74),
        column("y", "numeric", "cauchy_tail", -5, 10, 75, 0.01),
        column("k", "categorical", "integers", 2, 9, 76, 0.3)], blank=5)
    yield table("odd columns", 2000, [
        column("x", "numeric", "normal", 0, 1, 81),
        copy("x again", "numeric", "x", 0),
        copy("x nearly", "numeric", "x", 30),
        copy("x at 19 of 20", "numeric", "x", 20),
        copy("x not quite", "numeric", "x", 15),
        column("one", "numeric", "constant", 3, 0, 82),
        column("nearly one", "numeric", "skewed", 0, 1.02, 83),
        column("mostly one", "numeric", "skewed", 0, 1.2, 84),
        column("k", "categorical", "integers", 0, 4, 85, 0.1),
        copy("k again", "categorical", "k", 0),
        column("only", "categorical", "constant", 7, 0, 86)], blank=3)
    yield table("nothing in a category", 400, [
        column("x", "numeric", "normal", 0, 1, 87),
        column("k", "categorical", "constant", 0, 0, 88, 1.0),
        column("l", "categorical", "constant", 0, 0, 89, 1.0)])
    yield table("rows that repeat", 10000, [
        column("x", "numeric", "normal", 0, 1, 91, 0.1),
        column("k", "categorical", "integers", 0, 4, 92, 0.1)], period=731)
    yield table("few possible rows", 3000, [
        column("hour", "numeric", "integers", 0, 24, 93),
        column("k", "categorical", "integers", 0, 4, 94, 0.1)])
    yield table("infinities", 3000, [
        column("x", "numeric", "normal", 10, 4, 95, 0.02, 0.05),
        column("y", "numeric", "integers", 0, 3, 96, 0.02, 0.02)])


def values_of(table):
    frames = {}
    for one in table["columns"]:
        if "copy" in one:
            every = one["change"]
            values = [v + 1 if every and i % every == 0 else v
                      for i, v in enumerate(frames[one["copy"]])]
        else:
            once = sample({**one, "size": table["period"]})
            values = [once[i % table["period"]] for i in range(table["rows"])]
        frames[one["name"]] = values
    for values in frames.values():
        for i in range(table["blank"]):
            values[i] = math.nan
    return frames


def frame(table):
    # Objects, so that a number and a code are never of one type for Evidently.
    columns = {}
    for one in table["columns"]:
        values = values_of(table)[one["name"]]
        if one["type"] == "categorical":
            columns[one["name"]] = pd.Series(
                [v if math.isnan(v) else int(v) for v in values], dtype=object)
        else:
            columns[one["name"]] = pd.Series(values, dtype=float)
    return pd.DataFrame(columns)


def names(table, kind):
    return [one["name"] for one in table["columns"] if one["type"] == kind]


def plain(value):
    return None if value is None or not math.isfinite(value) else float(value)


def ask(table, before):
    data = frame(table)
    definition = DataDefinition(numerical_columns=names(table, "numeric"),
                                categorical_columns=names(table, "categorical"))
    snapshot = Report([DataSummaryPreset()], include_tests=False).run(
        Dataset.from_pandas(data, data_definition=definition), None).dict()
    dataset, columns = {}, {one["name"]: {} for one in table["columns"]}
    for metric in snapshot["metrics"]:
        config, value = metric["config"], metric["value"]
        kind = config["type"].rsplit(":", 1)[1]
        if kind == "QuantileValue":
            kind = f"q{round(100 * config['quantile'])}"
        if kind == "ColumnCount" and config.get("column_type"):
            kind += str(config["column_type"]).rsplit(".", 1)[-1].lower()
        if kind == "UniqueValueCount":
            value = {str(int(k)): v for k, v in value["counts"].items() if str(k) != "nan"}
        elif isinstance(value, dict):
            value = float(value["count"])
        else:
            value = plain(value)
        if "column" in config:
            columns[config["column"]][kind] = value
        else:
            dataset[kind] = value
    mapping = ColumnMapping(numerical_features=names(table, "numeric"),
                            categorical_features=names(table, "categorical"))
    legacy = LegacyReport(metrics=[DataQualityPreset()])
    legacy.run(reference_data=before, current_data=data, column_mapping=mapping)
    for metric in legacy.as_dict()["metrics"]:
        if metric["metric"] == "ColumnSummaryMetric":
            found = metric["result"]["current_characteristics"]
            columns[metric["result"]["column_name"]].update(
                infinite=found.get("infinite_count"), distinct=found["unique"],
                fresh=found.get("new_in_current_values_count"),
                gone=found.get("unused_in_current_values_count"))
    return {**table, "against_the_one_before": before is not None, "dataset": dataset,
            "summaries": columns}, data


def main():
    versions = {name: version(name) for name in ("evidently", "numpy", "pandas", "scipy")}
    lines, before = [], None
    for table in tables():
        fits = before is not None and list(before.columns) == [c["name"] for c in table["columns"]]
        golden, before = ask(table, before if fits else None)
        lines.append("  " + json.dumps(golden))
    print('{"made_by": "parity/golden_summary.py", "versions": ' + json.dumps(versions)
          + ', "tables": [\n' + ",\n".join(lines) + "\n]}")


main()

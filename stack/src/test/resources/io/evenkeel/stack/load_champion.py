"""Loads the champion as any Python program would and writes what it predicts, and what MLflow shows of its run."""

import json
import sys

import mlflow
import pandas
import xgboost
from mlflow import MlflowClient

model, rows_file, predictions_file, report_file = sys.argv[1:]
champion = f"models:/{model}@champion"
rows = pandas.read_csv(rows_file).astype("float64")
pandas.DataFrame(
    {
        "pyfunc": mlflow.pyfunc.load_model(champion).predict(rows),
        "xgboost": mlflow.xgboost.load_model(champion).predict(xgboost.DMatrix(rows)),
    }
).to_csv(predictions_file, index=False, float_format="%.17g")

client = MlflowClient()
version = client.get_model_version_by_alias(model, "champion")
run = client.get_run(version.run_id)
artifacts = []
folders = [None]
while folders:
    for file in client.list_artifacts(version.run_id, folders.pop()):
        (folders if file.is_dir else artifacts).append(file.path)
experiment = client.get_experiment(run.info.experiment_id)
report = {
    "number": version.version,
    "version_tags": version.tags,
    "aliases": client.get_registered_model(model).aliases,
    "experiment": experiment.name,
    "runs": len(client.search_runs([experiment.experiment_id])),
    "run": run.info.run_name,
    "status": run.info.status,
    "start_time": run.info.start_time,
    "end_time": run.info.end_time,
    "params": run.data.params,
    "metrics": run.data.metrics,
    "tags": run.data.tags,
    "artifacts": sorted(artifacts),
}
with open(report_file, "w", encoding="utf-8") as file:
    json.dump(report, file, indent=1, sort_keys=True)

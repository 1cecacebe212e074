"""Trains with whatever xgboost is on the path, logs the model as a Python team would, and writes what it predicts."""

import sys

import mlflow
import pandas
import xgboost

model, training_file, rows_file, predictions_file, model_format = sys.argv[1:]
training = pandas.read_csv(training_file)
rows = pandas.read_csv(rows_file)
labels = training.pop("is_fraud")
booster = xgboost.train(
    {"objective": "binary:logistic", "max_depth": 5, "eta": 0.2, "seed": 7},
    xgboost.DMatrix(training, label=labels),
    40,
)
mlflow.set_experiment("python")
with mlflow.start_run():
    options = {} if model_format == "default" else {"model_format": model_format}
    mlflow.xgboost.log_model(booster, name="model", registered_model_name=model, **options)
pandas.DataFrame({"score": booster.predict(xgboost.DMatrix(rows))}).to_csv(
    predictions_file, index=False, float_format="%.17g"
)
print(xgboost.__version__)

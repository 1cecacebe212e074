"""Holds Kubernetes manifests against the published schemas, strictly: a field that a schema does not know is a finding.

Usage: manifests.py VERSION FILE... Prints one line for each finding, and last how many documents were looked at.
"""

import sys

import jsonschema
import kubernetes_validate
import yaml
from cloudcoil.models.prometheus_operator.v1 import PodMonitor


def closed(schema):
    """The same schema, with every object that names its properties closed to others."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if isinstance(schema.get("properties"), dict) and "type" in schema:
            schema.setdefault("additionalProperties", False)
    elif isinstance(schema, list):
        schema = [closed(value) for value in schema]
    return schema


def findings(document, version):
    kind = (document.get("apiVersion"), document.get("kind"))
    if kind == ("monitoring.coreos.com/v1", "PodMonitor"):
        validator = jsonschema.Draft202012Validator(closed(PodMonitor.model_json_schema(by_alias=True)))
        for error in validator.iter_errors(document):
            yield f"{error.json_path}: {error.message}"
        return
    try:
        kubernetes_validate.validate(document, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        yield f"{'.'.join(map(str, error.path))}: {error.message}"
    except kubernetes_validate.SchemaNotFoundError as error:
        yield str(error)


version, files = sys.argv[1], sys.argv[2:]
seen = 0
for file in files:
    with open(file, encoding="utf-8") as stream:
        for document in yaml.safe_load_all(stream):
            seen += 1
            for finding in findings(document, version):
                print(f"{file}: {finding}")
print(f"{seen} documents")

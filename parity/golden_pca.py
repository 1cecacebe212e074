"""Reconstruction errors by scikit-learn, the way NannyML prepares its rows, for PcaParityTest.

Imputation (mean, most frequent), categories as their share of the reference, standardisation, PCA that keeps 65 % of the
variance, and the mean distance of a row from its reconstruction. Every row of a reference stands twice, one after the other:
ours learns the components from the even rows and takes the usual error from the odd ones, which are then the same rows, so
that one fit of scikit-learn says what both should be.

    python parity/golden_pca.py > drift/src/test/resources/io/evenkeel/drift/golden_pca.json

Needs the environment of requirements-nannyml.txt.
"""

import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler

KEPT = 0.65


def rows(random, count, correlation, shift, codes):
    x = random.normal(size=count)
    y = correlation * x + np.sqrt(1 - correlation**2) * random.normal(size=count)
    z = np.exp(0.5 * random.normal(size=count) + shift)
    group = random.choice(codes, size=count).astype(float)
    flag = (random.random(count) < 0.2 + 0.1 * (x > 0)).astype(float)
    table = pd.DataFrame({"x": x.round(6), "y": y.round(6), "z": z.round(6), "group": group, "flag": flag})
    table.loc[random.random(count) < 0.05, "y"] = np.nan
    table.loc[random.random(count) < 0.03, "group"] = np.nan
    return table


def encoded(reference, table, categorical):
    out = pd.DataFrame(index=table.index)
    for name in reference:
        kind = "most_frequent" if name in categorical else "mean"
        imputer = SimpleImputer(strategy=kind).fit(reference[[name]])
        column = pd.Series(imputer.transform(table[[name]])[:, 0])
        if name in categorical:
            # As category_encoders' CountEncoder does, over the codes that are there.
            share = reference[name].value_counts(normalize=True)
            column = column.map(share).fillna(0)
        out[name] = column
    return out


def case(name, seed, reference_rows, window_rows, correlation, window_correlation, shift, codes):
    random = np.random.default_rng(seed)
    half = rows(random, reference_rows, correlation, 0, [0, 1, 1, 2, 3])
    reference = half.loc[half.index.repeat(2)].reset_index(drop=True)
    window = rows(random, window_rows, window_correlation, shift, codes)
    categorical = {"group", "flag"}
    plain = encoded(reference, reference, categorical)
    scaler = StandardScaler().fit(plain)
    pca = PCA(n_components=KEPT, svd_solver="full").fit(scaler.transform(plain))

    def error(table):
        z = scaler.transform(encoded(reference, table, categorical))
        back = pca.inverse_transform(pca.transform(z))
        return float(np.linalg.norm(z - back, axis=1).mean())

    def values(table):
        return [[None if np.isnan(v) else v for v in table[c]] for c in table]

    return {
        "name": name,
        "categorical": [c in categorical for c in reference],
        "reference": values(half),
        "window": values(window),
        "components": int(pca.n_components_),
        "usual": error(reference),
        "error": error(window),
    }


if __name__ == "__main__":
    cases = [
        case("quiet", 1, 150, 120, 0.8, 0.8, 0, [0, 1, 1, 2, 3]),
        case("the correlation is gone", 2, 150, 120, 0.8, 0.0, 0, [0, 1, 1, 2, 3]),
        case("a new category and a shift", 3, 120, 100, 0.5, 0.5, 0.7, [0, 1, 7]),
        case("independent", 4, 200, 150, 0.0, 0.0, 0, [0, 1, 1, 2, 3]),
    ]
    versions = {"numpy": np.__version__, "sklearn": sklearn.__version__}
    json.dump({"versions": versions, "cases": cases}, sys.stdout)

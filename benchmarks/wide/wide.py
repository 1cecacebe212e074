"""Runs `./evenkeel report` on two Parquet files of 3,000,000 rows and 100 features in 4 GB.

Called by `benchmarks/run wide`. Every tenth feature is a category of twelve codes, every tenth a whole
number of thousands, one in ten has 2 % missing; the rest are normal numbers. Five of them have moved by
half a standard deviation in `current`. The largest resident size is the one that the kernel kept of
the process; above 4 GB the run counts as failed.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
GROUP = 250_000
MOVED = range(5, 10)
LIMIT_MB = 4096


def column(random, feature, rows, current):
    kind = feature % 10
    if kind == 0:
        return random.integers(0, 12, rows)
    if kind == 1:
        return random.integers(0, 4000, rows)
    values = random.normal(size=rows) + (0.5 if current and feature in MOVED else 0)
    if kind == 2:
        values[random.random(rows) < 0.02] = np.nan
    return values


def write(path, seed, rows, features, current):
    """In pieces of one row group, so that writing takes little memory too."""
    if path.exists():
        return
    random = np.random.default_rng(seed)
    part, writer = path.with_suffix(".part"), None
    for begin in range(0, rows, GROUP):
        size = min(GROUP, rows - begin)
        table = pa.table({f"f{i:03d}": pa.array(column(random, i, size, current), from_pandas=True)
                          for i in range(features)})
        writer = writer or pq.ParquetWriter(part, table.schema, compression="snappy")
        writer.write_table(table)
    writer.close()
    part.rename(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--features", type=int, default=100)
    parser.add_argument("--heap", default="3400m")
    arguments = parser.parse_args()
    arguments.data.mkdir(parents=True, exist_ok=True)
    shape = f"{arguments.rows}x{arguments.features}"
    reference, current = (arguments.data / f"{name}-{shape}.parquet" for name in ("reference", "current"))
    print("Writing the files (once) ...", file=sys.stderr)
    write(reference, 1, arguments.rows, arguments.features, False)
    write(current, 2, arguments.rows, arguments.features, True)
    subprocess.run([ROOT / "evenkeel", "help"], check=True, stdout=subprocess.DEVNULL)  # builds
    out = arguments.data / "report.json"
    environment = {**os.environ, "EVENKEEL_JAVA_OPTS": f"-Xmx{arguments.heap} -XX:+UseParallelGC"}
    begun = time.perf_counter()
    command = [ROOT / "evenkeel", "report", "--reference", reference, "--current", current,
               "--json", out, "--html", out.with_suffix(".html")]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peak = watch(process)
    seconds = time.perf_counter() - begun
    if process.returncode not in (0, 3):
        sys.exit(f"the report failed with exit code {process.returncode}")
    sizes = sum(path.stat().st_size for path in (reference, current)) / 2**20
    print("| rows | features | Parquet, both files | time | peak memory | heap allowed | drifted |")
    print("|---|---|---|---|---|---|---|")
    print(f"| {arguments.rows:,} | {arguments.features} | {sizes:,.0f} MB | {seconds:,.1f} s | {peak:,.0f} MB | "
          f"{arguments.heap} | {drifted(out)} |")
    if peak > LIMIT_MB:
        sys.exit(f"more than {LIMIT_MB} MB")


def watch(process):
    """The largest VmHWM seen, in MB; the kernel keeps it as long as the process lives."""
    peak = 0.0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        try:
            lines = status.read_text().splitlines()
            peak = max([peak] + [float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.2)
    return peak


def drifted(path):
    report = json.loads(path.read_text())
    columns = report["parity"]["columns"].values()
    return f"{sum(1 for one in columns if one.get('drift_detected'))} (parity)"


if __name__ == "__main__":
    main()

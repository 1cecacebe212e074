"""Runs both sides on the same data, each in processes of its own, and prints Markdown tables.

Called by `benchmarks/run peers [--sizes 10000,100000,1000000] [--out FILE]`. Nothing runs at the same
time as anything else. A size at which both sides do not hold the same bits stops the comparison.
"""

import argparse
import json
import platform
import re
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
# Enough for the median to hold; a report of a million rows takes Evidently from 10 s to a minute.
REPETITIONS = {10_000: 7, 100_000: 5}
SEVERAL = 2

OURS = {"drift": "drift", "summary": "drift and summary", "performance": "performance"}
THEIRS = [
    ("drift", "evidently", "drift", "Evidently `DataDriftPreset`"),
    ("summary", "evidently", "summary", "Evidently `DataDriftPreset` + `DataSummaryPreset`"),
    ("summary", "evidently", "quality", "Evidently, legacy `DataDriftPreset` + `DataQualityPreset`"),
    ("drift", "nannyml", "drift", "NannyML `UnivariateDriftCalculator`"),
    ("performance", "nannyml", "performance", "NannyML `CBPE`"),
]


def answer(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def heap(rows):
    return "128m" if rows <= 100_000 else "400m"


def ours(arguments, kind, rows):
    return answer([arguments.java, "-XX:+UseSerialGC", f"-Xmx{heap(rows)}", "-cp", arguments.classpath,
                   "io.evenkeel.benchmarks.Peers", kind, str(rows)])


def theirs(arguments, package, kind, rows):
    python = Path(arguments.environments) / package / "bin" / "python"
    return answer([python, HERE / f"{package}_side.py", kind, str(rows),
                   str(REPETITIONS.get(rows, SEVERAL))])


def seconds(value):
    return f"{1000 * value:,.2f} ms" if value < 1 else f"{value:,.2f} s"


def cpu():
    try:
        return re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def cores():
    import os
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def nannyml_version(arguments):
    python = Path(arguments.environments) / "nannyml" / "bin" / "python"
    code = "from importlib.metadata import version as v; print(v('nannyml'), v('numpy'), v('pandas'))"
    return subprocess.run([python, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout.split()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--java", required=True)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--environments", required=True)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--out")
    arguments = parser.parse_args()
    lines = []

    def tell(line=""):
        print(line, flush=True)
        lines.append(line)

    mine = {}
    java = "?"
    tell("| rows | check | reference prepared | first check, cold | check | peak memory | heap allowed |")
    tell("|---|---|---|---|---|---|---|")
    for rows in map(int, arguments.sizes.split(",")):
        for kind, name in OURS.items():
            one = mine[rows, kind] = ours(arguments, kind, rows)
            java = one["java"]
            tell(f"| {rows:,} | {name} | {seconds(one['prepare_seconds'])} | {seconds(one['cold_seconds'])} | "
                 f"{seconds(statistics.median(one['seconds']))} | {one['peak_mb']:,.0f} MB | {heap(rows)} |")
    tell()
    tell("| rows | peer | peer's time | ours | times faster | cold | peer's memory | ours | share |")
    tell("|---|---|---|---|---|---|---|---|---|")
    for rows in map(int, arguments.sizes.split(",")):
        for kind, package, theirs_kind, name in THEIRS:
            one, other = mine[rows, kind], theirs(arguments, package, theirs_kind, rows)
            if one["checksum"] != other["checksum"]:
                sys.exit(f"{rows} rows: not the same data: {one['checksum']} and {other['checksum']}")
            slow, fast = statistics.median(other["seconds"]), statistics.median(one["seconds"])
            tell(f"| {rows:,} | {name} | {seconds(slow)} | {seconds(fast)} | {slow / fast:,.0f} | "
                 f"{slow / one['cold_seconds']:,.0f} | {other['peak_mb']:,.0f} MB | {one['peak_mb']:,.0f} MB | "
                 f"{one['peak_mb'] / other['peak_mb']:.2f} |")
    nannyml, numpy, pandas = nannyml_version(arguments)
    tell()
    tell(f"{cpu()}, {cores()} cores; Java {java}, SerialGC; Python {platform.python_version()}: "
         f"Evidently {version('evidently')} (numpy {version('numpy')}, pandas {version('pandas')}), "
         f"NannyML {nannyml} (numpy {numpy}, pandas {pandas}).")
    if arguments.out:
        Path(arguments.out).write_text("\n".join(lines) + "\n")


main()

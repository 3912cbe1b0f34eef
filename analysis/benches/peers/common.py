"""What the peers have in common: the marks of a frozen folder, its bands, and how a run is told."""

import json
import resource
import sys
import time

MARKS = [".skipped", ".not-asked", ".not-reached"]


def band_ids(bounds):
    """The ids of the bands between bounds."""
    written = [bound.replace(".", "_").replace("-", "minus-") for bound in bounds]
    between = [f"{one}-to-under-{other}" for one, other in zip(written, written[1:])]
    return [f"under-{written[0]}", *between, f"{written[-1]}-and-over"]


def run(version, count):
    """Counts DATA.csv as TABLES.json asks, and prints what that took and the counts by key."""
    data, tables = sys.argv[1:]
    with open(tables, encoding="utf-8") as file:
        asked = json.load(file)
    begun, spent = time.perf_counter(), time.process_time()
    counts = count(data, asked)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"version": version, "seconds": seconds, "cpu": cpu, "memory": memory}
    json.dump({**told, "counts": counts}, sys.stdout)

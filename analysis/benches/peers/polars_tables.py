"""The tables of a frozen folder in polars, for `cargo bench --bench analyse`.

polars_tables.py DATA.csv TABLES.json prints the seconds from the file to the counts, and the counts by key.
"""

import polars as pl

from common import MARKS, band_ids, run


def band(key, bounds):
    """The id of the band that each number is in."""
    labels = band_ids(bounds)
    numbers = pl.col(key).cast(pl.Float64, strict=False)
    return numbers.cut([float(bound) for bound in bounds], labels=labels, left_closed=True)


def expressions(question):
    """What is counted of a question, each under the end of its key."""
    kind, key = question["kind"], question["id"]
    if kind == "multi":
        for option in question["options"]:
            yield f"{key}/{option}", pl.col(f"{key}/{option}") == "1"
        for net, options in question["nets"].items():
            ticked = [pl.col(f"{key}/{option}") == "1" for option in options]
            yield f"{key}/{net}", pl.any_horizontal(ticked)
        return
    rows = [f"{key}/{row}" for row in question["rows"]] if kind == "grid" else [key]
    for row in rows:
        for option in question["options"]:
            yield f"{row}/{option}", pl.col(row) == option
        for net, options in question["nets"].items():
            yield f"{row}/{net}", pl.col(row).is_in(options)


def tables(data, asked):
    counts = {}
    choices = [q for q in asked["questions"] if q["kind"] in ("single", "multi", "grid")]
    sums = [what.sum().alias(key) for q in choices for key, what in expressions(q)]
    others = {
        q["id"]: data.group_by(band(q["id"], q["bands"]).alias("part")).len()
        for q in asked["questions"]
        if q["kind"] == "number" and q["bands"]
    }
    for q in asked["questions"]:
        if q["kind"] == "date":
            given = data.filter(~pl.col(q["id"]).is_in(MARKS))
            others[q["id"]] = given.group_by(pl.col(q["id"]).str.slice(0, 7).alias("part")).len()
    broken = {}
    for attribute in asked["attributes"]:
        by = [q for q in choices if attribute in q["by"]]
        parts = [what.sum().alias(key) for q in by for key, what in expressions(q)]
        if parts:
            broken[attribute] = data.group_by(f"frame/{attribute}").agg(parts)
    found = pl.collect_all([data.select(sums), *others.values(), *broken.values()])
    counts.update(found[0].row(0, named=True))
    for key, table in zip(others, found[1:]):
        for part, count in table.iter_rows():
            if part is not None:
                counts[f"{key}/{part}"] = count
    for attribute, table in zip(broken, found[1 + len(others) :]):
        for row in table.iter_rows(named=True):
            category = asked["attributes"][attribute][row.pop(f"frame/{attribute}")]
            for key, count in row.items():
                counts[f"{key}@{attribute}={category}"] = count
    return counts


def count(path, asked):
    data = pl.scan_csv(path, infer_schema=False)
    return tables(data.filter(pl.col("status") == "submitted"), asked)


run(pl.__version__, count)

"""The tables of a frozen folder in pandas, for `cargo bench --bench analyse`.

pandas_tables.py DATA.csv TABLES.json prints the seconds from the file to the counts, and the counts by key.
"""

import pandas as pd

from common import MARKS, band_ids, run


def columns_of(question):
    kind = question["kind"]
    parts = question["options"] if kind == "multi" else question["rows"]
    if kind in ("multi", "grid"):
        return [f"{question['id']}/{part}" for part in parts]
    return [question["id"]]


def choice_counts(key, answers, question, counts, after=""):
    found = answers.value_counts()
    for option in question["options"]:
        counts[f"{key}/{option}{after}"] = int(found.get(option, 0))
    for net, options in question["nets"].items():
        counts[f"{key}/{net}{after}"] = int(sum(found.get(option, 0) for option in options))


def multi_counts(question, data, counts, after=""):
    ticked = {
        option: data[f"{question['id']}/{option}"] == "1" for option in question["options"]
    }
    for option, ticks in ticked.items():
        counts[f"{question['id']}/{option}{after}"] = int(ticks.sum())
    for net, options in question["nets"].items():
        together = pd.concat([ticked[option] for option in options], axis=1).any(axis=1)
        counts[f"{question['id']}/{net}{after}"] = int(together.sum())


def one(question, data, counts, after=""):
    kind, key = question["kind"], question["id"]
    if kind == "single":
        choice_counts(key, data[key], question, counts, after)
    elif kind == "grid":
        for row in question["rows"]:
            choice_counts(f"{key}/{row}", data[f"{key}/{row}"], question, counts, after)
    elif kind == "multi":
        multi_counts(question, data, counts, after)
    elif kind == "number" and question["bands"]:
        numbers = pd.to_numeric(data[key], errors="coerce").dropna()
        bounds = [float("-inf"), *map(float, question["bands"]), float("inf")]
        bands = pd.cut(numbers, bounds, right=False, labels=band_ids(question["bands"]))
        for band, count in bands.value_counts().items():
            counts[f"{key}/{band}{after}"] = int(count)
    elif kind == "date":
        days = data[key]
        months = days[~days.isin(MARKS)].astype(str).str.slice(0, 7)
        for month, count in months.value_counts().items():
            counts[f"{key}/{month}{after}"] = int(count)


def tables(data, asked):
    counts = {}
    for question in asked["questions"]:
        one(question, data, counts)
    attributes = {name for question in asked["questions"] for name in question["by"]}
    for attribute in sorted(attributes):
        groups = data.groupby(f"frame/{attribute}", observed=True)
        for label, group in groups:
            after = f"@{attribute}={asked['attributes'][attribute][label]}"
            for question in asked["questions"]:
                if attribute in question["by"]:
                    one(question, group, counts, after)
    return counts


def count(path, asked):
    names = [column for question in asked["questions"] for column in columns_of(question)]
    numbers = {question["id"] for question in asked["questions"] if question["kind"] == "number"}
    frame = [f"frame/{attribute}" for attribute in asked["attributes"]]
    kinds = {
        name: "str" if name in numbers else "category" for name in ["status", *frame, *names]
    }
    data = pd.read_csv(path, usecols=list(kinds), dtype=kinds, keep_default_na=False)
    return tables(data[data["status"] == "submitted"], asked)


run(pd.__version__, count)

"""Effect sizes from SciPy, and gamma from counting every pair, for the tests of `estimate`.

    python analysis/tests/vectors/effects.py analysis/tests/vectors

Made with Python 3.11, SciPy 1.17.1 and statsmodels 0.15.0 (PyPI). Writes effects.csv: tables row by
row, the rows' order being told by the columns'; and mcnemar-statsmodels.csv.
"""

import csv
import itertools
import pathlib
import random
import sys

from scipy.stats import somersd
from scipy.stats.contingency import association
from statsmodels.stats.contingency_tables import mcnemar

out = pathlib.Path(sys.argv[1])
random.seed(20230703)


def at_random(rows, columns, people):
    while True:
        table = [[0] * columns for _ in range(rows)]
        for _ in range(people):
            table[random.randrange(rows)][random.randrange(columns)] += 1
        if all(map(sum, table)) and all(map(sum, zip(*table))):
            return table


def pairs(table):
    people = [
        place
        for place in itertools.product(range(len(table)), range(len(table[0])))
        for _ in range(table[place[0]][place[1]])
    ]
    signs = [(a[0] - b[0]) * (a[1] - b[1]) for a, b in itertools.combinations(people, 2)]
    return sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)


def adjusted_v(table):
    """Bergsma (2013), equations 8 and 9, from SciPy's plain V."""
    people = sum(map(sum, table))
    rows, columns = len(table), len(table[0])
    phi2 = association(table, method="cramer") ** 2 * (min(rows, columns) - 1)
    phi2 = max(0.0, phi2 - (rows - 1) * (columns - 1) / (people - 1))
    rows -= (rows - 1) ** 2 / (people - 1)
    columns -= (columns - 1) ** 2 / (people - 1)
    return (phi2 / (min(rows, columns) - 1)) ** 0.5


tables = [
    [[6, 11, 9, 3, 5, 9, 17, 11, 4], [6, 13, 6, 7, 9, 2, 16, 8, 11]],
    [[16, 36, 19, 4], [9, 31, 27, 9]],
    [[5, 2, 0], [1, 4, 6]],
] + [at_random(random.randint(2, 5), random.randint(2, 5), random.randint(20, 90)) for _ in range(25)]

with open(out / "effects.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["rows", "columns", "counts", "v", "v_adjusted", "somers_d", "concordant", "discordant", "gamma"])
    for table in tables:
        concordant, discordant = pairs(table)
        # SciPy's rows are the independent variable; ours are the dependent one.
        turned = [list(column) for column in zip(*table)]
        rows.writerow([
            len(table),
            len(table[0]),
            " ".join(str(count) for row in table for count in row),
            repr(float(association(table, method="cramer"))),
            repr(float(adjusted_v(table))),
            repr(float(somersd(turned).statistic)),
            concordant,
            discordant,
            repr((concordant - discordant) / (concordant + discordant)),
        ])

with open(out / "mcnemar-statsmodels.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["both", "first_only", "second_only", "neither", "p"])
    for table in ((21, 20, 5, 24), (10, 4, 4, 10), (40, 9, 1, 25), (3, 0, 6, 66), (12, 17, 23, 23)):
        both, first_only, second_only, neither = table
        found = mcnemar([[both, first_only], [second_only, neither]], exact=True)
        rows.writerow([*table, repr(float(found.pvalue))])

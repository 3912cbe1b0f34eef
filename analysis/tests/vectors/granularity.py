"""Which percentages a base can give, from trying every count with Python's decimals, for the tests of `audit`.

    python analysis/tests/vectors/granularity.py analysis/tests/vectors

Made with Python 3.11, its standard library alone. Writes granularity.csv: for whole percentages every base
from 1 to 160, for one decimal place a few, under each rounding, the printed numbers as runs ("0-2 5").
"""

import csv
import decimal
import pathlib
import sys

out = pathlib.Path(sys.argv[1])
# So many digits tell every share of these bases from a half.
decimal.getcontext().prec = 40

ROUNDINGS = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "truncation": decimal.ROUND_DOWN,
}


def printed(base, decimals, rounding):
    """The percentages of every count, in units of the last decimal place."""
    place = decimal.Decimal(1).scaleb(-decimals)
    for count in range(base + 1):
        share = decimal.Decimal(count) * 100 / base
        yield int(share.quantize(place, rounding).scaleb(decimals))


def runs(numbers):
    found = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in found)


with open(out / "granularity.csv", "w", newline="") as file:
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(["base", "decimals", "rounding", "percentages"])
    asked = [(base, 0) for base in range(1, 161)]
    asked += [(base, 1) for base in (1, 3, 7, 8, 16, 24, 33, 75, 153)]
    for base, decimals in asked:
        for name, rounding in ROUNDINGS.items():
            lines.writerow([base, decimals, name, runs(printed(base, decimals, rounding))])

"""Derives regions.csv from an ONS boundary file: python3 simplify.py BOUNDARIES.topojson > regions.csv

Reads the shared arcs of the regions' outlines, projects them (equirectangular, true to scale at 52.8
degrees north), simplifies each arc with Douglas and Peucker's method so that neighbours keep one common
border, drops islets, and writes one line a ring in whole units: England is 1,000 units high.
"""

import csv
import json
import math
import sys

TOLERANCE = 3.0
SMALLEST_RING = 60.0
HEIGHT = 1000

# Where each label stands, in units of the output, and for a region too small to hold its label the
# point that a leader line starts from.
LABELS = {
    "North East": ((571, 117), (408, 117)),
    "North West": ((118, 372), (318, 372)),
    "Yorkshire and The Humber": ((461, 293), None),
    "East Midlands": ((500, 464), None),
    "West Midlands": ((368, 564), None),
    "East of England": ((625, 596), None),
    "London": ((868, 735), (598, 735)),
    "South East": ((548, 809), None),
    "South West": ((288, 832), None),
}


def decoded(topology):
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def simplified(points):
    """Douglas and Peucker: keeps the ends and every point farther than the tolerance from the rest."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def away(point):
        x, y = point
        if length == 0:
            return math.hypot(x - x0, y - y0)
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length

    farthest = max(range(1, len(points) - 1), key=lambda i: away(points[i]))
    if away(points[farthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: farthest + 1])[:-1] + simplified(points[farthest:])


def area(ring):
    pairs = zip(ring, ring[1:] + ring[:1])
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def main():
    topology = json.load(open(sys.argv[1]))
    name = next(key for key in topology["objects"] if "rgn" in key.lower() or "region" in key.lower())
    regions = topology["objects"][name]["geometries"]
    arcs = list(decoded(topology))
    squeeze = math.cos(math.radians(52.8))
    used = {
        arc if arc >= 0 else ~arc
        for region in regions
        for polygon in ([region["arcs"]] if region["type"] == "Polygon" else region["arcs"])
        for arc in polygon[0]
    }
    points = [point for arc in used for point in arcs[arc]]
    # The Isles of Scilly lie far out; they belong to the South West but would make England small.
    west = min(x for x, y in points if x > -6.0)
    south, north = min(y for x, y in points if x > -6.0), max(y for _, y in points)
    scale = HEIGHT / (north - south)
    flat = [[((x - west) * squeeze * scale, (north - y) * scale) for x, y in arc] for arc in arcs]
    flat = [simplified(arc) for arc in flat]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["region", "label", "leader", "ring"])
    for region in regions:
        title = region["properties"]["areanm"]
        polygons = [region["arcs"]] if region["type"] == "Polygon" else region["arcs"]
        rings = []
        for polygon in polygons:
            ring = []
            for arc in polygon[0]:
                part = flat[arc] if arc >= 0 else flat[~arc][::-1]
                ring += part[1:] if ring else part
            whole = [(round(x), round(y)) for x, y in ring[:-1]]
            if area(whole) >= SMALLEST_RING and min(x for x, _ in whole) >= -20:
                rings.append(whole)
        for ring in sorted(rings, key=area, reverse=True):
            label, leader = LABELS[title]
            show = lambda point: f"{point[0]} {point[1]}" if point else ""
            out.writerow([title, show(label), show(leader), ",".join(map(show, ring))])


main()

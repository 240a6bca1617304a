"""Points on the map, as tables write them."""

from __future__ import annotations

import math


def point_of(text: str) -> tuple[float, float] | None:
    """(longitude, latitude) of `POINT (-72.67 41.76)` or of `(41.76, -72.67)`, latitude first; None for anything else."""
    words = text.strip()
    is_wkt = words[:5].upper() == "POINT"
    inside = words[5:].strip() if is_wkt else words
    if not (inside.startswith("(") and inside.endswith(")")):
        return None
    parts = inside[1:-1].split() if is_wkt else inside[1:-1].split(",")
    try:
        first, second = (float(part) for part in parts)
    except ValueError:
        return None
    longitude, latitude = (first, second) if is_wkt else (second, first)
    if not (math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        return None
    return longitude, latitude

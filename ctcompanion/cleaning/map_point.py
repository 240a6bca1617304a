"""One point on the map from a latitude and a longitude, or from "Hartford (41.76, -72.67)". As text: POINT (-72.67 41.76)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import DataType, Finding, Level, cell_name
from ctcompanion.recipe import CleaningStep

from .header import unique_labels
from .held import Flags, Held
from .step import listed, step
from .words import box
from .working import Working

OPERATION = "map-point"
LATITUDE = re.compile(r"(?i)(\b|_)lat(itude)?(\b|_)|^y([ _]?coord(inate)?)?$")
LONGITUDE = re.compile(r"(?i)(\b|_)(lon|long|lng|longitude)(\b|_)|^x([ _]?coord(inate)?)?$")
INSIDE = r"^(?P<text>.*?)\s*\(\s*(?P<lat>-?\d{1,3}\.\d+)\s*,\s*(?P<lon>-?\d{1,3}\.\d+)\s*\)$"
WKT = r"^(?i:POINT)\s?\(\s?-?\d{1,3}(\.\d+)?\s+-?\d{1,3}(\.\d+)?\s?\)$"
FITTING = 0.8
NAMED = 3
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Places:
    """Coordinates of each row, and where they stand. `text`: what stands before them in the same cell; None for columns of their own."""

    latitude: Numbers
    longitude: Numbers
    held: tuple[Held, ...]
    text: pa.Array | None = None


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step where the table says where its rows are and has no point yet."""
    if not working.headed or any(held.type is DataType.POINT for held in working.columns):
        return ()
    if (held := _written(working)) is not None:
        return (step("map-point", OPERATION, f"*{held.label}* holds points on the map.", columns=[held.label]),)
    places = places_in(working)
    if places is None:
        return ()
    labels = [held.label for held in places.held]
    name = _name(working)
    if places.text is None:
        sentence = f"*{labels[0]}* and *{labels[1]}* give one point on the map: added as *{name}*."
    elif places.text.null_count == len(places.text):
        sentence = f"*{labels[0]}* holds points on the map, latitude first."
    else:
        sentence = f"*{labels[0]}* holds a text and a point on the map: the point goes to a column *{name}*."
    return (step("map-point", OPERATION, sentence, columns=labels, confidence=0.9),)


def _name(working: Working) -> str:
    taken = {held.label.casefold() for held in working.columns}
    return "Location" if "location" not in taken else "Map point"


def _written(working: Working) -> Held | None:
    """A column that holds points in the portal's own form."""
    return next((held for held in working.columns if _share(held, WKT) == 1), None)


def _share(held: Held, pattern: str) -> float:
    """How many of the distinct texts have this form."""
    if not pa.types.is_string(held.values.type) or not len(held.distinct):
        return 0.0
    if not pc.any(pc.match_substring_regex(held.distinct.slice(0, 20), pattern)).as_py():
        return 0.0
    return float(pc.mean(pc.match_substring_regex(held.distinct, pattern).cast(pa.int8())).as_py())


def places_in(working: Working) -> Places | None:
    """Coordinates in one cell, or in two columns: by their headings, failing that by values that lie in Connecticut."""
    for held in working.columns:
        if _share(held, INSIDE) >= FITTING:
            parts = pc.extract_regex(held.values, INSIDE)
            latitude, longitude, text = (parts.field(at) for at in (parts.type.get_field_index(name) for name in ("lat", "lon", "text")))
            rest = pc.if_else(parts.is_valid(), pc.if_else(pc.equal(text, ""), None, text), held.values)
            valid = parts.is_valid()
            return Places(_floats(pc.if_else(valid, latitude, None)), _floats(pc.if_else(valid, longitude, None)), (held,), rest)
    numeric = [held for held in working.columns if held.type is DataType.NUMBER]
    south, north, west, east = box()
    pair = (
        _named(numeric, LATITUDE, 90) or _within(numeric, south, north),
        _named(numeric, LONGITUDE, 180) or _within(numeric, west, east),
    )
    if pair[0] is None or pair[1] is None or pair[0] is pair[1]:
        return None
    return Places(pair[0].numbers, pair[1].numbers, (pair[0], pair[1]))


def _floats(texts: pa.Array) -> Numbers:
    return np.asarray(texts.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _named(columns: list[Held], heading: re.Pattern[str], largest: float) -> Held | None:
    """By heading; the values must be degrees at least (a plane coordinate in feet is none)."""
    return next((held for held in columns if heading.search(held.label) and _degrees(held, max(largest, 180))), None)


def _degrees(held: Held, largest: float) -> bool:
    known = held.numbers[np.isfinite(held.numbers)]
    return bool(len(known) and (np.abs(known) <= largest).mean() > 0.5)


def _within(columns: list[Held], low: float, high: float) -> Held | None:
    for held in columns:
        known = held.numbers[np.isfinite(held.numbers)]
        if len(known) and (held.places or 0) >= 3 and ((known >= low) & (known <= high)).all():
            return held
    return None


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The point as a column; what cannot be one is named by cell."""
    if (written := _written(working)) is not None:
        return working.put(written, written.changed(type=DataType.POINT))
    places = places_in(working)
    if places is None:
        return working
    latitude, longitude, found = _read(working, places)
    good = np.isfinite(latitude) & np.isfinite(longitude)
    rows = zip(longitude.tolist(), latitude.tolist(), good.tolist(), strict=True)
    points = pa.array([f"POINT ({lon!r} {lat!r})" if fine else None for lon, lat, fine in rows], type=pa.string())
    remark = "The place on the map, as longitude and latitude (WGS 84)."
    first = places.held[0]
    made = Held(_name(working), points, 0, type=DataType.POINT, remarks=(remark,))
    told = working.changed(findings=(*working.findings, *found))
    if places.text is None:
        return told.put(places.held[1], places.held[1], made)
    if places.text.null_count == len(places.text):
        return told.put(first, first.changed(values=points, type=DataType.POINT).remark(remark))
    wider = told.put(first, first.changed(values=places.text), made)
    return wider.changed(columns=unique_labels(list(wider.columns)))


def _read(working: Working, places: Places) -> tuple[Numbers, Numbers, list[Finding]]:
    """Latitude and longitude with what is no place blank, and a finding for each kind of slip."""
    latitude, longitude = places.latitude, places.longitude
    south, north, west, east = box()
    known = np.isfinite(latitude) & np.isfinite(longitude)
    here = _between(latitude, south, north) & _between(longitude, west, east)
    swapped = _between(longitude, south, north) & (_between(latitude, west, east) | _between(latitude, -east, -west))
    unsigned = _between(latitude, south, north) & _between(longitude, -east, -west)
    zero = known & (latitude == 0) & (longitude == 0)
    impossible = known & ~swapped & ((np.abs(latitude) > 90) | (np.abs(longitude) > 180))
    slips = (
        (zero, "Zero coordinates in {}: no point was made there."),
        (swapped, "Latitude and longitude stand in each other's place in {}: no point was made there."),
        (unsigned, "The longitude lacks its minus sign in {}: no point was made there."),
        (impossible, "The coordinates in {} are no place on earth: no point was made there."),
    )
    found = [_finding(working, places, slip, Level.REVIEW, said) for slip, said in slips if slip.any()]
    bad = zero | swapped | unsigned | impossible
    if (away := known & ~here & ~bad).any():
        found.append(_finding(working, places, away, Level.NOTE, "The coordinates in {} lie outside Connecticut."))
    return np.where(bad, np.nan, latitude), np.where(bad, np.nan, longitude), found


def _between(numbers: Numbers, low: float, high: float) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray((numbers >= low) & (numbers <= high), dtype=bool)


def _finding(working: Working, places: Places, slip: Flags, level: Level, said: str) -> Finding:
    held = places.held[0]
    rows = working.rows[slip]
    cells = [cell_name(working.sheet.name, int(row), max(held.column, 1)) for row in rows[:NAMED]]
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    where = f"{', '.join(cells)}{more}" if more else listed(cells)
    return Finding("coordinates", level, said.format(where), column=held.label, place=cells[0])

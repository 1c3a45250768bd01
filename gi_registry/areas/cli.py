"""Commands about divisions and areas."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, TextIO

import click
import numpy as np
from flask.cli import with_appcontext
from numpy.typing import NDArray

from gi_registry.areas import service
from gi_registry.areas.errors import PointLineError
from gi_registry.areas.rules import ClauseStatus
from gi_registry.areas.service import PlaceIndex, ProductThere
from gi_registry.core import clock
from gi_registry.core.sessions import read, write
from gi_registry.geo import crs as systems
from gi_registry.geo import layers
from gi_registry.geo.crs import Crs

_AT_ONCE = 20_000
_SHOWN = 60
_SAID_EVERY = 50
"""Batches; a million points."""

Row = list[str]


@click.group("areas")
def areas() -> None:
    """Look after divisions and production areas."""


@areas.command("load")
@click.option("--counties", type=click.File(encoding="utf-8"), help="Another layer.")
@click.option("--document", default="", help="Number of the approval of a change.")
@with_appcontext
def load(counties: TextIO | None, document: str) -> None:
    """Load the divisions of the reference layers; print how many were written.

    A county that is changed or gone is ended, its successors are recorded, and
    every product whose area lies in it is flagged at /desk/areas. --counties takes
    GeoJSON in the scheme of geodata/shanxi_counties.geojson instead.
    """
    given = layers.divisions_in(counties.read()) if counties else None
    with write() as session:
        written = service.load_divisions(
            session, now=clock.now(), counties=given, document=document
        )
    click.echo(written)


@areas.command("read")
@click.argument("catalogue", type=click.File(encoding="utf-8"))
@click.option("--report", is_flag=True, help="Keep nothing; say what could be read.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@with_appcontext
def read_catalogue(catalogue: TextIO, *, report: bool, as_json: bool) -> None:
    """Read the areas of CATALOGUE's products; print how many are new or changed.

    With --report nothing is kept: it prints how many clauses of the wordings are
    resolved, ambiguous and gone, and lists each that is not resolved.
    """
    document = json.load(catalogue)
    if report or as_json:
        _report(document, as_json=as_json)
        return
    with write() as session:
        changed = service.import_catalogue(
            session, document, on=clock.today(), now=clock.now()
        )
    click.echo(changed)


def _report(document: dict[str, Any], *, as_json: bool) -> None:
    with read() as session:
        found = service.reading_report(session, document)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    total = sum(found.statuses.values())
    click.echo(f"areas\t{found.areas}\nclauses\t{total}")
    for status in ClauseStatus:
        areas_so = found.worst.get(status.value, 0)
        click.echo(f"{status}\t{found.statuses.get(status.value, 0)}\t{areas_so} areas")
    click.echo("\nkind\t" + "\t".join(ClauseStatus))
    for kind, counts in found.kinds.items():
        figures = (str(counts.get(status.value, 0)) for status in ClauseStatus)
        click.echo("\t".join([kind, *figures]))
    click.echo("\nnames of townships and villages")
    for cause, count in found.names.items():
        click.echo(f"{cause}\t{count}")
    click.echo("\nnot resolved")
    for code, clause in found.open:
        facts = (code, clause.status, clause.cause, clause.text, clause.reason.zh)
        click.echo("\t".join(facts))
    click.echo("\nlevel\tcatalogue\twording")
    for row in found.levels:
        click.echo("\t".join(row))


@areas.command("locate")
@click.argument("lon", type=float, required=False)
@click.argument("lat", type=float, required=False)
@click.option("--crs", "named", default=Crs.CGCS2000.value, show_default=True)
@click.option("--csv", "points", type=click.File(encoding="utf-8-sig"))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def locate(
    lon: float | None,
    lat: float | None,
    named: str,
    points: TextIO | None,
    *,
    as_json: bool,
) -> None:
    """Say where LON LAT lies, or add it to each line of a CSV file.

    One point: the county, then a line for each product that it may belong to.
    A file begins its lines with lon,lat (a first line of words is a head) and gets
    two columns more: the county's code, and the codes of the products whose
    polygons hold the point, however near their border.
    """
    system = systems.parse(named)
    if points is not None:
        _locate_file(points, system)
    elif lon is None or lat is None:
        raise click.UsageError("give LON LAT, or --csv FILE")
    else:
        _locate_one(lon, lat, system, as_json=as_json)


def _locate_one(x: float, y: float, system: Crs, *, as_json: bool) -> None:
    ((lon, lat),) = systems.to_cgcs2000([(x, y)], system).tolist()
    with read() as session:
        county = service.county_at(session, lon, lat)
        codes = [county.code] if county else []
        names = service.full_names(session, codes)
        found = service.products_at(session, lon, lat, on=clock.today())
    place = {"code": codes[0], "name": names[codes[0]]._asdict()} if codes else None
    if as_json:
        document = {
            "lon": lon,
            "lat": lat,
            "crs": Crs.CGCS2000.value,
            "county": place,
            "products": [_there(each) for each in found],
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo("\t".join(["county", *codes, *(names[code].zh for code in codes)]))
    for each in found:
        click.echo(f"{each.code}\t{each.test.answer}\t{each.name.zh}")
        click.echo(f"{each.code}: {each.test.words.zh}", err=True)


def _there(each: ProductThere) -> dict[str, object]:
    return {
        "code": each.code,
        "name": each.name._asdict(),
        "answer": each.test.answer.value,
        "distance_m": each.test.distance_m,
        "uncertainty_m": each.test.uncertainty_m,
        "words": each.test.words._asdict(),
    }


def _locate_file(stream: TextIO, system: Crs) -> None:
    with read() as session:
        index = PlaceIndex(session, on=clock.today())
    out = csv.writer(sys.stdout, lineterminator="\n")
    rows = _rows(stream)
    first = next(rows, None)
    if first is None:
        return
    number = 1
    if _pair(first) is None:
        out.writerow([*first, "county", "products"])
        number = 2
    else:
        rows = chain([first], rows)
    for batch, lines in enumerate(_batches(rows), 1):
        out.writerows(_located(index, lines, system, number))
        number += len(lines)
        if batch % _SAID_EVERY == 0:
            click.echo(f"{number - 1:,} lines", err=True)


def _located(
    index: PlaceIndex, lines: list[Row], system: Crs, number: int
) -> Iterator[Row]:
    """Give the lines with their county and products; `number` is the first's."""
    given = _points(lines)
    if not np.isfinite(given).all():
        at = int(np.flatnonzero(~np.isfinite(given).all(axis=1))[0])
        raise PointLineError(number + at, ",".join(lines[at])[:_SHOWN])
    places = index.locate(systems.to_cgcs2000(given, system))
    for line, (county, codes) in zip(lines, places, strict=True):
        yield [*line, county, " ".join(codes)]


def _points(lines: list[Row]) -> NDArray[np.float64]:
    """Return the points of lines; what is no pair of numbers is not a number."""
    try:
        pairs = [(float(line[0]), float(line[1])) for line in lines]
    except (ValueError, IndexError):
        nothing = (np.nan, np.nan)
        pairs = [_pair(line) or nothing for line in lines]
    return np.array(pairs, dtype=np.float64)


def _pair(line: Row) -> tuple[float, float] | None:
    try:
        return float(line[0]), float(line[1])
    except (ValueError, IndexError):
        return None


def _rows(stream: TextIO) -> Iterator[Row]:
    return (row for row in csv.reader(stream) if row)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while lines := list(islice(rows, _AT_ONCE)):
        yield lines


COMMANDS = (areas,)

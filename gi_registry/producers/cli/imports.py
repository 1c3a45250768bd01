"""The command that imports a file of plots, or an area's outline."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from gi_registry.areas import imported
from gi_registry.areas import service as areas
from gi_registry.areas.rules import MAX_VERTICES, MOST_PLOT_M2, ImportPurpose, NewImport
from gi_registry.core import blobs, clock
from gi_registry.core.sessions import read, registry, write
from gi_registry.geo import crs as systems
from gi_registry.geo.intake.ground import Asked
from gi_registry.geo.intake.judged import JudgedFile
from gi_registry.geo.intake.outcomes import Outcome
from gi_registry.producers import service
from gi_registry.products import service as products


@click.group("areas")
def group() -> None:
    """Look after divisions and production areas."""


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--crs", "named", help="EPSG:n, GCJ-02 or BD-09; else the file says it.")
@click.option("--county", help="Code of the county in which everything lies.")
@click.option("--product", help="Code of the product of everything.")
@click.option("--organisation", help="Whose plots: credit code or full name.")
@click.option("--area", "is_area", is_flag=True, help="An area's outline, not plots.")
@click.option("--swap-axes", is_flag=True, help="Latitude was written first.")
@click.option("--sure", is_flag=True, help="The coordinate system is vouched for.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--outlines", is_flag=True, help="Put outlines into the JSON.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@with_appcontext
def import_file(
    file: Path, named: str | None, *, dry_run: bool, as_json: bool, **said: Any
) -> None:
    """Import plots, or an area's outline, from FILE; say what becomes of each.

    GeoJSON, GeoPackage, Shapefile as zip, KML, KMZ, DXF, CSV with WKT. Without
    --organisation the import is kept, and no plots are registered. Exit status 1:
    the file is refused.
    """
    asked = Asked(
        county=said["county"],
        product=said["product"],
        swap_axes=said["swap_axes"],
        sure_of_crs=said["sure"],
        is_area=said["is_area"],
        most_points=MAX_VERTICES if said["organisation"] else None,
        most_m2=MOST_PLOT_M2 if said["organisation"] else None,
    )
    crs = systems.parse(named, older=True) if named else None
    with _keepable(file) as (path, name):
        handed = areas.Handed(path, name, crs, asked)
        judged, is_ready = _judged(handed, said["organisation"])
        kept = None
        if is_ready and not dry_run:
            kept = _kept(path, judged, asked, said)
    document = imported.document(judged, outlines=said["outlines"])
    document["import"] = kept and {"id": kept[0], "is_new": kept[1]}
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        _say_judged(judged)
    if not is_ready and not dry_run:
        click.echo("nothing was written; run gi-registry db upgrade first", err=True)
    if judged.outcome is Outcome.REFUSED:
        sys.exit(1)


@contextmanager
def _keepable(file: Path) -> Iterator[tuple[Path, str]]:
    """Give the file, or the copy without identity numbers that stands for it."""
    with areas.keepable(file, file.name) as taken:
        if taken.told is not None:
            click.echo(taken.told.zh, err=True)
        yield taken.path, taken.name


def _judged(handed: areas.Handed, owner: str | None) -> tuple[JudgedFile, bool]:
    """Judge a file; against the reference layers where there are no tables yet."""
    try:
        with read() as session:
            if owner:
                holder = service.holder(session, owner)
                handed = replace(handed, owner_id=holder.id)
            return areas.examine(session, handed, on=clock.today()), True
    except (OperationalError, ProgrammingError):
        return areas.examine_unready(handed), False


def _kept(
    file: Path, judged: JudgedFile, asked: Asked, said: dict[str, Any]
) -> tuple[int, bool] | None:
    """Keep the original and what was found; give the import's number.

    Nothing of a refused file is kept; one that was imported before says so.
    """
    is_refused = judged.outcome is Outcome.REFUSED
    if not is_refused:
        with file.open("rb") as stream:
            data_dir = registry().settings.data_dir
            blobs.put_data(data_dir, stream, most=areas.MOST_BYTES)
    purpose = ImportPurpose.AREA if said["is_area"] else ImportPurpose.PLOTS
    with write() as session:
        product = products.by_code(session, asked.product) if asked.product else None
        owner = said["organisation"]
        new = NewImport(
            purpose=purpose,
            size=file.stat().st_size,
            organisation_id=(service.holder(session, owner).id if owner else None),
            gi_id=product.id if product else None,
            county=asked.county,
        )
        before = areas.made_before(session, judged, new)
        if before is None and is_refused:
            return None
        kept = areas.record(session, judged, new, now=clock.now())
        return kept.kept.id, kept.is_new


def _say_judged(judged: JudgedFile) -> None:
    """Print a line for each feature; the sentences go to stderr."""
    click.echo(f"{judged.outcome}\t{judged.crs or ''}\t{judged.sha256}")
    for finding in judged.findings:
        click.echo(finding.words.zh, err=True)
    for it in judged.features:
        reasons = ";".join(finding.reason for finding in it.findings)
        area = "" if it.area_m2 is None else f"{it.area_m2:.1f}"
        click.echo(f"{it.index}\t{it.part}\t{it.outcome}\t{area}\t{reasons}")
        for finding in it.findings:
            click.echo(f"{it.index}: {finding.words.zh}", err=True)

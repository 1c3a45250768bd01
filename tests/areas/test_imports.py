import io
import json
from pathlib import Path

import pytest
from flask import Flask
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.areas import imported, service
from gi_registry.areas.errors import (
    ImportNotFoundError,
    ImportProductError,
    ImportRefusedError,
)
from gi_registry.areas.models import AreaImport, ImportedFeature
from gi_registry.areas.rules import ImportPurpose, NewImport
from gi_registry.core import blobs
from gi_registry.core.db import Database
from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.ground import Asked
from gi_registry.geo.intake.judged import JudgedFile
from gi_registry.geo.intake.outcomes import Outcome, Reason
from gi_registry.producers import service as producers
from gi_registry.translog import service as translog
from tests import factories
from tests.areas.test_cli import run
from tests.factories import NOW, TODAY
from tests.geo.drawings import QIXIAN, judged, metres, rectangle, swapped
from tests.producers.test_individuals import person

PLOTS = ImportPurpose.PLOTS


def geojson(folder: Path, *shapes: BaseGeometry, **properties: str) -> Path:
    """Write a file of plots whose features share their properties."""
    features = [
        {"type": "Feature", "properties": properties, "geometry": mapping(shape)}
        for shape in shapes
    ]
    path = folder / "plots.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def examined(session: Session, path: Path, asked: Asked | None = None) -> JudgedFile:
    handed = service.Handed(path, path.name, None, asked or Asked(county=QIXIAN))
    return service.examine(session, handed, on=TODAY)


def test_a_file_is_judged_by_the_reference_layers_before_any_are_loaded(
    session: Session, tmp_path: Path
) -> None:
    found = examined(session, geojson(tmp_path, rectangle(0, 0, 200, 50)))

    assert found.outcome is Outcome.ACCEPTED
    assert found.features[0].county == QIXIAN


def test_the_products_area_and_plots_are_found_by_its_name(
    shanxi: Session, tmp_path: Path
) -> None:
    pears = factories.gi(shanxi, name_zh="示例酥梨")
    factories.area(shanxi, pears, geometry=rectangle(-500, -500, 1000, 1000))
    holder = factories.organisation(shanxi)
    there = rectangle(0, 0, 100, 100)
    factories.plot(shanxi, holder, pears, name="东地", geometry=there)
    path = geojson(
        tmp_path,
        there,
        rectangle(200, 0, 100, 100),
        rectangle(5000, 0, 9, 9),
        产品="示例酥梨",
    )

    found = examined(shanxi, path)

    assert [
        it.findings[0].reason if it.findings else None for it in found.features
    ] == [
        Reason.DUPLICATE,
        Reason.NEAR_BORDER,
        Reason.OUTSIDE_AREA,
    ]


def test_plots_of_a_producer_are_registered_in_one_go(shanxi: Session) -> None:
    holder, pears = factories.organisation(shanxi), factories.gi(shanxi)
    bow_tie = metres((300, 0), (500, 0), (300, 200), (500, 200))
    found = judged(rectangle(0, 0, 200, 50), bow_tie, rectangle(0, 100, 100, 50))
    new = NewImport(PLOTS, 1, organisation_id=holder.id, gi_id=pears.id)

    kept, is_new, _ = service.record(shanxi, found, new, now=NOW)

    plots = service.plots_of(shanxi, holder.id)
    assert is_new
    assert kept.outcome is Outcome.PARTIALLY_ACCEPTED
    assert [plot.measured_m2 for plot in plots] == pytest.approx(
        [10_000, 5_000], rel=1e-3
    )
    features = service.import_of(shanxi, kept.id).features
    assert [it.plot_id for it in features] == [plots[0].id, None, plots[1].id]


def test_a_column_names_who_works_each_plot(shanxi: Session, tmp_path: Path) -> None:
    holder, pears = factories.organisation(shanxi), factories.gi(shanxi)
    entity, by = factories.entity(shanxi, holder), factories.producer(shanxi, holder)
    producers.add_individuals(
        shanxi, holder.id, [person(entity)], by=producers.By(by.id, NOW)
    )
    new = NewImport(PLOTS, 1, organisation_id=holder.id, gi_id=pears.id)
    told = []
    for east, name in ((0, "示例户"), (1000, "示例丙户")):
        shape = rectangle(east, 0, 100, 50)
        found = examined(shanxi, geojson(tmp_path, shape, 户主=name))
        told += [words.zh for words in service.record(shanxi, found, new, now=NOW).told]

    first, second = service.plots_of(shanxi, holder.id)
    workers = producers.workers_of(shanxi, [first.id, second.id])
    assert {plot: worker.name for plot, worker in workers.items()} == {
        first.id: "示例户"
    }
    assert told[0] == "1 个地块已关联名单中的农户"
    assert "示例丙户" in told[1]


def test_a_file_handed_in_again_changes_nothing(shanxi: Session) -> None:
    holder, pears = factories.organisation(shanxi), factories.gi(shanxi)
    found = judged(rectangle(0, 0, 200, 50))
    new = NewImport(PLOTS, 1, organisation_id=holder.id, gi_id=pears.id)

    first = service.record(shanxi, found, new, now=NOW)
    again = service.record(shanxi, found, new, now=NOW)

    assert (first.is_new, again.is_new) == (True, False)
    assert again.kept is first.kept
    assert len(service.plots_of(shanxi, holder.id)) == 1


def test_the_log_tells_no_names(shanxi: Session) -> None:
    found = judged(rectangle(0, 0, 200, 50))

    kept, _, _ = service.record(shanxi, found, NewImport(PLOTS, 1), now=NOW)

    (leaf,) = translog.history(shanxi, f"IMPORT-{kept.id}")
    assert leaf.kind == "plots.imported"
    assert leaf.body["accepted"] == 1
    assert "plots.geojson" not in json.dumps(leaf.body)


def test_what_is_refused_is_not_kept(shanxi: Session) -> None:
    found = judged(swapped(rectangle(0, 0, 200, 50)))

    with pytest.raises(ImportRefusedError):
        service.record(shanxi, found, NewImport(PLOTS, 1), now=NOW)

    assert shanxi.scalar(select(func.count()).select_from(AreaImport)) == 0


def test_plots_need_a_product(shanxi: Session) -> None:
    holder = factories.organisation(shanxi)
    new = NewImport(PLOTS, 1, organisation_id=holder.id)

    with pytest.raises(ImportProductError):
        service.record(shanxi, judged(rectangle(0, 0, 9, 9)), new, now=NOW)


def test_an_outline_of_an_area_is_the_union_of_its_polygons(shanxi: Session) -> None:
    found = judged(rectangle(0, 0, 100, 100), rectangle(100, 0, 100, 100))
    area = NewImport(ImportPurpose.AREA, 1)

    kept, _, _ = service.record(shanxi, found, area, now=NOW)
    plots, _, _ = service.record(shanxi, found, NewImport(PLOTS, 1), now=NOW)

    whole = service.polygon_of_import(shanxi, kept.id)
    assert len(whole.geoms) == 1
    assert whole.equals(rectangle(0, 0, 200, 100)) or whole.area == pytest.approx(
        rectangle(0, 0, 200, 100).area
    )
    with pytest.raises(ImportNotFoundError):
        service.polygon_of_import(shanxi, plots.id)


def test_the_table_has_a_line_a_feature() -> None:
    found = judged(rectangle(0, 0, 200, 50), swapped(rectangle(0, 0, 200, 50)))

    lines = [
        dict(zip(imported.CSV_HEAD, row, strict=True)) for row in imported.rows(found)
    ]

    assert [line["reasons"] for line in lines] == ["", "axis_order_suspected"]
    assert lines[0]["area_mu"] == pytest.approx(15, rel=1e-3)


def test_a_file_of_plots_is_kept_as_it_came(tmp_path: Path) -> None:
    blob = blobs.put_data(tmp_path, io.BytesIO(b"{}"), most=10)

    assert blobs.path_of(tmp_path, blob.sha256).read_bytes() == b"{}"
    with pytest.raises(blobs.FileTooLargeError, match="0 MB"):
        blobs.put_data(tmp_path, io.BytesIO(b"{}" * 6), most=10)


def test_the_command_prints_one_document_and_keeps_the_file(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    path = geojson(tmp_path, rectangle(0, 0, 200, 50), 所在县="祁县", 亩数="15")

    result = run(app, "import", str(path), "--json")

    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert document["outcome"] == "accepted"
    assert document["crs"] == "EPSG:4326"
    (feature,) = document["features"]
    assert feature["index"] == 0
    assert feature["reason"] == ""
    assert feature["area_m2"] == pytest.approx(10_000, rel=1e-3)
    assert feature["area_declared_m2"] == pytest.approx(10_000)
    kept = blobs.path_of(tmp_path, document["file_sha256"])
    assert kept.read_bytes() == path.read_bytes()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(ImportedFeature)) == 1


def test_a_dry_run_writes_nothing(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    path = geojson(tmp_path, rectangle(0, 0, 200, 50))

    result = run(app, "import", str(path), "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith("accepted\tEPSG:4326\t")
    assert not (tmp_path / "files").exists()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(AreaImport)) == 0


def test_a_refused_file_is_exit_1_and_swapping_takes_it(
    app: Flask, tmp_path: Path
) -> None:
    path = geojson(tmp_path, swapped(rectangle(0, 0, 200, 50)))

    refused = run(app, "import", str(path), "--json")
    taken = run(app, "import", str(path), "--json", "--swap-axes")

    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["reasons"] == ["axis_order_suspected"]
    assert json.loads(taken.stdout)["outcome"] == "accepted"


def test_older_coordinates_are_taken_with_a_warning(app: Flask, tmp_path: Path) -> None:
    xian = Crs("EPSG:2382")
    path = geojson(tmp_path, from_cgcs2000(rectangle(0, 0, 200, 50), xian))

    result = run(app, "import", str(path), "--json", "--crs", "EPSG:2382")

    document = json.loads(result.stdout)
    assert document["outcome"] == "accepted_with_warning"
    assert (document["crs"], document["reasons"]) == (xian, ["datum_approximate"])


def test_the_command_registers_an_organisations_plots(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    with database.write() as session:
        service.load_divisions(session, now=NOW)
        pears = factories.gi(session, code="TEST-P")
        factories.area(session, pears, geometry=rectangle(-9e3, -9e3, 18e3, 18e3))
        holder = factories.organisation(session, name="示例合作社")
        code = factories.entity(session, holder).uscc
    path = geojson(tmp_path, rectangle(0, 0, 200, 50), 地块名称="东地")

    options = ("--product", "TEST-P", "--json", "--organisation")

    first, again = (
        json.loads(run(app, "import", str(path), *options, whose).stdout)
        for whose in ("示例合作社", code)
    )

    assert first["import"]["is_new"]
    assert again["reasons"] == ["duplicate"]
    assert again["import"] == {"id": first["import"]["id"], "is_new": False}
    with database.read() as session:
        (plot,) = service.plots_of(session, holder.id)
        assert plot.name == "东地"


def test_names_of_others_plots_are_not_told(shanxi: Session, tmp_path: Path) -> None:
    pears, there = factories.gi(shanxi, code="TEST-P"), rectangle(0, 0, 100, 100)
    factories.area(shanxi, pears, geometry=rectangle(-9e3, -9e3, 18e3, 18e3))
    theirs = factories.organisation(shanxi)
    factories.plot(shanxi, theirs, pears, name="张三家的地", geometry=there)
    path = geojson(tmp_path, there)

    def words(owner_id: int) -> str:
        asked = Asked(product="TEST-P")
        handed = service.Handed(path, path.name, None, asked, owner_id)
        found = service.examine(shanxi, handed, on=TODAY)
        assert found.reasons == [Reason.DUPLICATE]
        return found.features[0].findings[0].words.zh

    assert "张三" in words(theirs.id)
    assert "张三" not in words(theirs.id + 1)


def test_an_areas_outline_is_not_held_against_plots(
    shanxi: Session, tmp_path: Path
) -> None:
    pears, there = factories.gi(shanxi, code="TEST-P"), rectangle(0, 0, 100, 100)
    factories.plot(shanxi, factories.organisation(shanxi), pears, geometry=there)
    path = geojson(tmp_path, there, there)

    found = examined(shanxi, path, Asked(product="TEST-P", is_area=True))

    assert found.outcome is Outcome.ACCEPTED

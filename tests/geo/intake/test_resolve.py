from pathlib import Path

import pytest
from shapely import box
from shapely.affinity import translate

from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.outcomes import Weight
from tests.geo.intake.files import (
    PLOT,
    collection,
    crs_member,
    entry,
    named,
    read,
    reasons,
    shapefile,
    zipped,
)

XIAN = Crs("EPSG:2361")  # 3-degree zone 37


def unsaid(folder: Path, crs: Crs) -> bytes:
    """Return a Shapefile in a system that it does not name."""
    shape = from_cgcs2000(PLOT, crs)
    return zipped(named(shapefile(folder / "a", shape, crs=None)))


def member(crs: Crs, shape_in: Crs | None = None) -> str:
    """Return GeoJSON whose member names a system."""
    shape = from_cgcs2000(PLOT, shape_in or crs)
    return collection(entry(shape), crs=crs_member(crs.value))


@pytest.mark.parametrize(
    ("crs", "inferred"),
    [
        (Crs.GK3_ZONE_37, Crs.GK3_ZONE_37),
        (Crs.GK3_ZONE_38, Crs.GK3_ZONE_38),
        (Crs.GK6_ZONE_19, Crs.GK6_ZONE_19),
        (XIAN, Crs.GK3_ZONE_37),  # which the warning speaks of
    ],
)
def test_a_zone_number_tells_the_zone(tmp_path: Path, crs: Crs, inferred: Crs) -> None:
    file = read(tmp_path, "a.zip", unsaid(tmp_path, crs))

    assert (file.crs, file.crs_from) == (inferred, "prefix")
    assert reasons(file) == ["crs_inferred_from_zone_prefix"]
    assert file.findings[0].weight is Weight.WARNING
    assert "西安" in file.findings[0].words.zh


@pytest.mark.parametrize(
    ("crs", "says"),
    [
        (Crs.GK3_CM_111, "EPSG:4546"),
        (Crs.GK3_CM_114, "EPSG:4547"),
        (Crs.UTM_49N, "EPSG:4547"),
        (Crs.CGCS2000, "GPS"),
    ],
)
def test_what_nobody_says_is_not_guessed(tmp_path: Path, crs: Crs, says: str) -> None:
    file = read(tmp_path, "a.zip", unsaid(tmp_path, crs))

    assert reasons(file) == ["crs_missing"]
    assert file.findings[0].weight is Weight.REFUSAL
    assert says in file.findings[0].words.zh
    assert says in file.findings[0].words.en
    assert (file.crs, file.features) == (None, ())


def test_two_zones_in_one_file_are_not_one(tmp_path: Path) -> None:
    one, other = box(37_500_000, 3e6, 37_500_050, 3e6 + 50), box(0, 0, 1, 1)
    other = translate(other, 38_500_000, 3e6)
    parts = shapefile(tmp_path / "a", one, other, crs=None)

    assert reasons(read(tmp_path, "a.zip", zipped(named(parts)))) == ["crs_missing"]


def test_one_stray_plot_does_not_hide_the_zone(tmp_path: Path) -> None:
    plots = [box(37_500_000, 3e6, 37_500_050, 3e6 + 50)] * 19
    parts = shapefile(tmp_path / "a", *plots, box(0, 0, 1, 1), crs=None)

    assert read(tmp_path, "a.zip", zipped(named(parts))).crs is Crs.GK3_ZONE_37


def test_northing_first_still_shows_its_zone(tmp_path: Path) -> None:
    swapped = box(3e6, 37_500_000, 3e6 + 50, 37_500_050)
    parts = shapefile(tmp_path / "a", swapped, crs=None)

    assert read(tmp_path, "a.zip", zipped(named(parts))).crs is Crs.GK3_ZONE_37


def test_geojson_in_metres_is_not_wgs84(tmp_path: Path) -> None:
    def plain(crs: Crs) -> str:
        return collection(entry(from_cgcs2000(PLOT, crs)))

    zone = read(tmp_path, "a.geojson", plain(Crs.GK3_ZONE_37))
    unknown = read(tmp_path, "a.geojson", plain(Crs.GK3_CM_111))

    assert (zone.crs, reasons(zone)) == (
        Crs.GK3_ZONE_37,
        ["crs_inferred_from_zone_prefix"],
    )
    assert reasons(unknown) == ["crs_missing"]


@pytest.mark.parametrize("declared", [Crs.CGCS2000, Crs.GCJ02, Crs.BD09, Crs.WGS84])
def test_degrees_may_be_declared_to_be_offset(tmp_path: Path, declared: Crs) -> None:
    plain = read(tmp_path, "a.geojson", collection(entry(PLOT)), declared)
    said = read(tmp_path, "a.geojson", member(Crs.CGCS2000), declared)

    for file in (plain, said):
        assert (file.crs, file.crs_from, reasons(file)) == (declared, "declared", [])


@pytest.mark.parametrize(
    ("crs", "declared"),
    [
        (Crs.GK3_CM_111, Crs.GK6_CM_111),
        (Crs.GK3_CM_111, Crs.GK3_CM_111),
        (XIAN, XIAN),
    ],
)
def test_two_names_of_one_system_agree(tmp_path: Path, crs: Crs, declared: Crs) -> None:
    file = read(tmp_path, "a.geojson", member(crs), declared)

    assert (file.crs, file.crs_from) == (declared, "declared")


def test_the_file_knows_better_whether_its_zone_is_numbered(tmp_path: Path) -> None:
    file = read(tmp_path, "a.geojson", member(Crs.GK3_ZONE_37), Crs.GK3_CM_111)

    assert (file.crs, file.crs_from) == (Crs.GK3_ZONE_37, "member")


@pytest.mark.parametrize(
    ("crs", "declared"),
    [
        (Crs.GK3_CM_111, Crs.GK3_CM_114),
        (Crs.GK3_CM_111, Crs.CGCS2000),
        (Crs.GK3_CM_111, Crs.GCJ02),
        (Crs.CGCS2000, Crs.GK3_CM_111),
        (XIAN, Crs.GK3_ZONE_37),
        (Crs("EPSG:4610"), Crs.CGCS2000),
        (Crs.CGCS2000, Crs("EPSG:4610")),
        (Crs.WEB_MERCATOR, Crs.UTM_49N),
    ],
)
def test_a_file_and_its_sender_must_not_disagree(
    tmp_path: Path, crs: Crs, declared: Crs
) -> None:
    file = read(tmp_path, "a.geojson", member(crs), declared)

    assert reasons(file) == ["crs_conflict"]
    assert crs.words.zh in file.findings[0].words.zh
    assert declared.words.en in file.findings[0].words.en


@pytest.mark.parametrize(
    ("declared", "truth"),
    [
        (Crs.CGCS2000, Crs.GK3_CM_111),
        (Crs.GCJ02, Crs.GK3_ZONE_37),
        (Crs.GK3_CM_111, Crs.CGCS2000),
        (Crs.GK3_CM_114, Crs.GK3_ZONE_37),
        (Crs.GK3_ZONE_38, Crs.GK3_ZONE_37),
        (Crs.GK3_ZONE_37, Crs.GK3_CM_111),
    ],
)
def test_figures_and_sayings_must_not_disagree(
    tmp_path: Path, declared: Crs, truth: Crs
) -> None:
    by_sender = read(tmp_path, "a.zip", unsaid(tmp_path, truth), declared)
    assert reasons(by_sender) == ["crs_conflict"]

    if declared is not Crs.GCJ02:
        by_file = read(tmp_path, "a.geojson", member(declared, truth))
        assert reasons(by_file) == ["crs_conflict"]


@pytest.mark.parametrize(
    ("declared", "taken"),
    [(Crs.GK3_CM_111, Crs.GK3_ZONE_37), (XIAN.other_prefix, XIAN)],
)
def test_a_zone_number_that_was_not_spoken_of_is_said(
    tmp_path: Path, declared: Crs, taken: Crs
) -> None:
    file = read(tmp_path, "a.zip", unsaid(tmp_path, taken), declared)

    assert (file.crs, file.crs_from) == (taken, "prefix")
    assert reasons(file)[0] == "crs_inferred_from_zone_prefix"


@pytest.mark.parametrize("crs", [Crs.UTM_49N, Crs.UTM_50N, Crs.WEB_MERCATOR])
def test_other_projections_are_taken_from_the_file(tmp_path: Path, crs: Crs) -> None:
    shape = from_cgcs2000(PLOT, crs)
    parts = shapefile(tmp_path / "a", shape, crs=crs.value)

    file = read(tmp_path, "a.zip", zipped(named(parts)))

    assert (file.crs, file.crs_from, reasons(file)) == (crs, "file", [])


@pytest.mark.parametrize("code", ["EPSG:4610", "EPSG:2361", "EPSG:4214", "EPSG:2413"])
def test_an_older_datum_comes_with_a_warning(tmp_path: Path, code: str) -> None:
    crs = Crs(code)
    shape = from_cgcs2000(PLOT, crs)
    parts = shapefile(tmp_path / "a", shape, crs=code)

    said = read(tmp_path, "a.zip", zipped(named(parts)))
    del parts[".prj"]
    declared = read(tmp_path, "a.zip", zipped(named(parts)), crs)

    for file in (said, declared):
        assert (file.crs, reasons(file)) == (crs, ["datum_approximate"])
        assert file.findings[0].weight is Weight.WARNING
        assert "100" in file.findings[0].words.zh


def test_where_nothing_is_drawn_no_system_is_asked_for(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "a", PLOT, None, crs=None)
    text = "wkt,n\n,1\n"

    file = read(tmp_path, "a.csv", text)

    assert reasons(file) == []
    assert (file.crs, len(file.features)) == (None, 1)
    assert reasons(read(tmp_path, "a.zip", zipped(named(parts)))) == ["crs_missing"]

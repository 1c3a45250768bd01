import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake import child, ogr
from gi_registry.geo.intake.child import CrashedError, OverLimitError, run_limited
from gi_registry.geo.intake.raw import RawFile
from tests.geo.intake import limited_work as work
from tests.geo.intake.files import PLOT, collection, entry, read, reasons


def test_a_file_read_in_a_process_of_its_own_is_the_same(tmp_path: Path) -> None:
    here = read(tmp_path, "a.geojson", collection(entry(PLOT)), Crs.GCJ02)

    there = child.read_safely(tmp_path / "upload", name="a.geojson", crs=Crs.GCJ02)

    assert there == here
    assert there.features[0].geometry == PLOT


def test_it_works_from_threads() -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(run_limited(work.hold, 9)))
        for _ in range(2)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [9, 9]


def test_a_child_sees_nothing_of_our_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GI_SECRET_FILE", "somewhere")

    seen = run_limited(work.environment)

    assert not any(name.startswith("GI_") for name in seen)


def test_gdal_has_no_driver_there_that_refers_elsewhere() -> None:
    assert set(run_limited(work.drivers)) == ogr.DRIVERS


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.dxf", b"999\n", b"\n0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n"),
        ("a.fgb", b"fgb\x03fgb\x01", b""),
        ("a.gpkg", b"SQLite format 3\0", b""),
    ],
)
def test_a_file_cannot_lead_to_another(
    tmp_path: Path, name: str, before: bytes, after: bytes
) -> None:
    # GDAL takes this for a layer of the other file, by a word near its beginning
    other = tmp_path / "secret.gpkg"
    geopandas.GeoDataFrame(geometry=[PLOT], crs=4490).to_file(other, layer="plots")
    lead = (
        '<OGRVRTDataSource><OGRVRTLayer name="plots">'
        f"<SrcDataSource>{other}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    content = before + lead.encode() + after

    here = read(tmp_path, name, content, Crs.CGCS2000)
    there = child.read_safely(tmp_path / "upload", name=name, crs=Crs.CGCS2000)

    for file in (here, there):
        assert file.features == ()
        assert reasons(file)[0] in {"unreadable", "not_a_polygon"}


def test_what_libraries_print_does_not_spoil_the_answer() -> None:
    assert run_limited(work.chatter) == "answer"


def test_memory_has_a_limit() -> None:
    assert run_limited(work.hold, 200 << 20, memory_bytes=600 << 20) == 200 << 20
    with pytest.raises(OverLimitError):
        run_limited(work.hold, 600 << 20, memory_bytes=600 << 20)


def test_time_has_a_limit_busy_or_not() -> None:
    for never_ending in (work.spin, work.wait_for_ever):
        with pytest.raises(OverLimitError):
            run_limited(never_ending, seconds=1.5)


def test_the_disk_has_a_limit(tmp_path: Path) -> None:
    with pytest.raises(CrashedError):
        run_limited(work.fill, str(tmp_path / "full"))

    assert (tmp_path / "full").stat().st_size <= child.MOST_WRITTEN_BYTES


def test_what_a_child_leaves_behind_goes_with_it(tmp_path: Path) -> None:
    note = tmp_path / "note"

    with pytest.raises(OverLimitError):
        run_limited(work.litter, str(note), seconds=8)

    assert not Path(note.read_text(encoding="utf-8")).exists()


def test_a_tricked_child_tricks_nobody_else() -> None:
    assert repr(run_limited(work.values)) == repr(work.values())
    with pytest.raises(CrashedError, match=r"posix\.system"):
        run_limited(work.trick)


def test_an_error_comes_back_with_its_traceback() -> None:
    with pytest.raises(CrashedError, match="KeyError: 'here'"):
        run_limited(work.fail)


def test_a_crash_is_only_the_childs() -> None:
    with pytest.raises(CrashedError, match="-11"):
        run_limited(work.crash)


@pytest.mark.parametrize(
    ("failing", "seconds", "reason"),
    [
        (work.spin, 1, "too_large"),
        (work.crash, 30, "unreadable"),
        (work.fail, 30, "unreadable"),
    ],
)
def test_whatever_becomes_of_the_reader_there_is_an_answer(
    tmp_path: Path, failing: Callable[..., RawFile], seconds: float, reason: str
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"anything")

    file = child.answered(path, "县/a.geojson", failing, seconds=seconds)

    assert reasons(file) == [reason]
    assert file.name == "a.geojson"
    assert file.sha256 == hashlib.sha256(b"anything").hexdigest()

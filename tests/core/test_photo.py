import io
from datetime import datetime
from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from gi_registry.core.photo import PhotoFacts, read_facts

TAKEN = "2026:11:12 09:31:02"


def photo(gps: dict[int, Any], taken: str = TAKEN, kind: str = "JPEG") -> io.BytesIO:
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825).update(gps)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind, exif=exif)
    file.seek(0)
    return file


def place(lat: str = "N", lon: str = "E", **more: Any) -> dict[int, Any]:
    """Give 37°19'12" and 112°19'15.6", which are 37.32 and 112.321."""
    return {
        1: lat,
        2: (IFDRational(37), IFDRational(19), IFDRational(12)),
        3: lon,
        4: (IFDRational(112), IFDRational(19), IFDRational(156, 10)),
    } | {int(tag[1:]): value for tag, value in more.items()}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_time_and_place_are_read(kind: str) -> None:
    facts = read_facts(photo(place(), kind=kind))

    assert facts.taken_at == datetime(2026, 11, 12, 9, 31, 2)  # noqa: DTZ001 -- the camera's
    assert facts.lon == pytest.approx(112.321, abs=1e-9)
    assert facts.lat == pytest.approx(37.32, abs=1e-9)


def test_south_and_west_are_negative() -> None:
    facts = read_facts(photo(place("S", "W")))

    assert (round(facts.lon or 0, 6), round(facts.lat or 0, 6)) == (-112.321, -37.32)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        place(lat=""),
        place(t2=(IFDRational(91), IFDRational(0), IFDRational(0))),
        place(t2=(IFDRational(1, 0), IFDRational(0), IFDRational(0))),
        place(t2=IFDRational(37)),
        place(t18="TOKYO"),
        place(
            t2=(IFDRational(0),) * 3,
            t4=(IFDRational(0),) * 3,
        ),
    ],
)
def test_what_is_no_position_is_none(gps: dict[int, Any]) -> None:
    facts = read_facts(photo(gps))

    assert (facts.lon, facts.lat) == (None, None)
    assert facts.taken_at is not None


def test_a_file_that_says_nothing_says_nothing() -> None:
    assert read_facts(photo({}, taken="yesterday")) == PhotoFacts()
    assert read_facts(io.BytesIO(b"no picture")) == PhotoFacts()

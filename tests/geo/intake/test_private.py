from pathlib import Path

import pytest

from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.reading import private_copy, read_file
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

NUMBER = "11010519491231002X"  # the example of GB 11643-1999


@pytest.mark.parametrize("crs", ["EPSG:4525", None])
def test_a_copy_is_the_same_land_without_identity_numbers(
    tmp_path: Path, crs: str | None
) -> None:
    columns = {"name": ["东地"], "SFZH": [NUMBER], "QLR": [f"示例户{NUMBER}"]}
    zone = from_cgcs2000(PLOT, Crs.GK3_ZONE_37)
    content = zipped(named(shapefile(tmp_path / "a", zone, crs=crs, columns=columns)))
    path, target = tmp_path / "plots.zip", tmp_path / "copy.csv"
    path.write_bytes(content)

    made = private_copy(path, "plots.zip", target)
    file = read_file(target, name="copy.csv", crs=None)
    itself = read(tmp_path, "b.zip", content)

    assert reasons(made) == ["identity_removed"]
    assert "”SFZH“" not in made.findings[0].words.zh
    assert "“QLR”“SFZH”" in made.findings[0].words.zh
    assert NUMBER[6:17] not in target.read_text()
    assert (file.crs, file.features) == (Crs.GK3_ZONE_37, itself.features)
    assert file.features[0].properties == {"name": "东地", "QLR": "示例户002X"}
    assert "identity_removed" in reasons(itself)


def test_a_file_without_any_has_no_copy(tmp_path: Path) -> None:
    text = collection(entry(PLOT, name="东地"), crs=crs_member("EPSG:4490"))
    path, target = tmp_path / "a.geojson", tmp_path / "copy.csv"
    path.write_text(text)

    made = private_copy(path, "a.geojson", target)

    assert reasons(made) == []
    assert not target.exists()

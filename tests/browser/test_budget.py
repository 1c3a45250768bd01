"""What the map may weigh until all areas are drawn; times are benchmarks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from gi_registry.app import create_app, tables
from gi_registry.core.settings import Settings
from tests.browser.conftest import Site
from tests.browser.drawing import draw, served
from tests.maps import country

pytestmark = pytest.mark.browser

PROVINCE_BYTES = 130_000
COUNTRY_BYTES = 400_000


@pytest.fixture(scope="module")
def whole_country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an invented whole country."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("country")))
    database = app.extensions["gi"].database
    tables.upgrade(database)
    with database.write() as session:
        country.load(session)
    with served(app) as address:
        yield address
    database.engine.dispose()


def test_a_province_is_drawn_with_under_130_kb(browser: Browser, site: Site) -> None:
    found = draw(browser, f"{site.base}/map", areas=109, is_slow=False)

    assert found.transferred < PROVINCE_BYTES, found.by_path
    assert "/map/data.json" in found.by_path


def test_a_country_of_2500_areas_is_drawn_with_under_400_kb(
    browser: Browser, whole_country: str
) -> None:
    found = draw(browser, f"{whole_country}/map", areas=country.COUNTIES, is_slow=False)

    assert found.transferred < COUNTRY_BYTES, found.by_path

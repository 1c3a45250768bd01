"""Every page: nothing that axe finds, nothing wider than the screen, no error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.conftest import Site, sign_in

pytestmark = pytest.mark.browser

EVERYONE = (
    "/",
    "/gi",
    "/gi?q=qinzhou",
    "/gi/SXGI-001",
    "/gi/SXGI-082",
    "/map",
    "/map?gi=SXGI-003&p=112.33,37.36",
    "/seasons",
    "/help",
    "/events",
    "/laboratories",
    "/law",
    "/open-data",
    "/figures/labels",
    "/figures/reports",
    "/ogc/",
    "/ogc/api.html",
    "/ogc/collections/production-areas",
    "/ogc/collections/divisions/items",
    "/ogc/collections/production-areas/items/SXGI-003-v1",
    "/docs",
    "/problems",
    "/t",
    "/complain?code=N80X-S254-0V6P-7F49-GB9D",
    "/report-receipts",
    "/log",
    "/log/witness",
    "/log/entries/5",
    "/c/MA-2024-000001",
    "/sign-in",
)
PAGES = {
    "": EVERYONE,
    "producer@demo": (
        "/producer",
        "/producer/applications",
        "/producer/applications/new",
        "/producer/plots",
        "/producer/plots/new",
        "/producer/labels",
        "/producer/cases",
        "/producer/labels/account/MA-2024-000001?year=2025",
        "/producer/events",
        "/producer/events/new",
        "/producer/labels/1/print",
        "/producer/labels/1/send",
        "/producer/printing",
        "/producer/printing/1",
        "/producer/labels/list",
        "/producer/printing/list",
        "/producer/packs",
        "/producer/packs/1",
        "/producer/packs/list",
        "/producer/packs/1/print",
        "/producer/packs/2",
        "/producer/lots",
        "/producer/lots/new",
        "/producer/reports",
        "/producer/reports/import",
        "/producer/reports/2",
        "/producer/reports/2/files",
        "/producer/reports/2/files/test-report",
        "/producer/plots/import",
        "/producer/plots/20",
        "/producer/entity",
        "/producer/authorizations/MA-2024-000001",
        "/producer/individuals",
        "/producer/deliveries",
        "/producer/entity/standard",
        "/producer/evidence",
        "/producer/evidence/new?permit=MA-2024-000001&kind=vat",
        "/producer/evidence/list?permit=MA-2024-000001",
        "/account",
        "/notices",
        "/account/notices",
        "/jobs",
    ),
    "county@demo": (
        "/account/absence",
        "/desk",
        "/desk/map",
        "/desk/authorizations",
        "/desk/authorizations/MA-2024-000001",
        "/desk/clocks?view=all",
        "/desk/clocks/MA-2024-000001",
        "/desk/capacity/MA-2024-000001",
        "/desk/evidence",
        "/desk/evidence/MA-2024-000001",
        "/desk/labels/MA-2024-000001?year=2025",
        "/desk/reports",
        "/desk/reports/import",
        "/desk/report-draws?year=2025",
        "/desk/reports/AR-2025-MA-2025-000002",
        "/desk/report-totals",
        "/desk/report-blocks",
        "/desk/report-blocks/registry/laboratories",
        "/desk/changes",
        "/desk/complaints?view=all",
        "/desk/complaints/CP-2026-000003",
        "/desk/entities",
        "/desk/entities/91140727MA0Y000167",
    ),
    "printer@demo": (
        "/printer",
        "/printer/list",
        "/printer/lots/3",
        "/printer/lots/3/print",
        "/printer/lots/4",
    ),
    "province@demo": (
        "/desk",
        "/desk/printers",
        "/desk/printers/1",
        "/desk/laboratories",
        "/desk/laboratories/1",
        "/desk/laboratories/import",
        "/desk/rights?view=all",
        "/desk/rights/1",
        "/desk/rights/1/begin/revocation",
        "/desk/rights/1/begin/ending",
        "/desk/rights/apply",
        "/desk/events",
        "/desk/events/EF-2026-000003",
        "/desk/events/new",
        "/desk/factors/SXGI-003",
        "/desk/cases",
        "/desk/cases/CS-2026-000001",
        "/desk/cases/new",
        "/desk/members",
        "/desk/members/new",
        "/desk/members/import",
        "/desk/members/refusals",
        "/desk/season",
        "/desk/overrides",
        "/desk/ledger",
        "/desk/authorizations/MA-2024-000001/history",
        "/desk/announcements/import",
        "/desk/announcements/rights/import",
        "/desk/entities/import",
        "/desk/entities/lists/EL-2026-000001",
        "/desk/entities/gone",
        "/desk/areas/import",
        "/desk/areas",
        "/desk/areas/SXGI-003",
        "/desk/report-totals?year=2024",
        "/desk/report-blocks",
        "/desk/settings",
        "/desk/report-levels?year=2025",
        "/desk/campaigns",
        "/desk/campaigns/2026",
        "/desk/settings/cure",
    ),
    "admin@demo": ("/people",),
}
SCREENS = {"desktop": (1280, 900, "zh"), "phone": (390, 844, "en")}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("login", PAGES)
def test_pages_are_sound(site: Site, browser: Browser, login: str, screen: str) -> None:
    width, height, language = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN"
    )
    page = context.new_page()
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{page.url} {message.text}")

    if login:
        sign_in(page, site, login)
    page.on("console", listen)
    page.goto(f"{site.base}/help?lang={language}")
    faults = [
        fault for path in PAGES[login] for fault in _faults(page, site.base + path)
    ]
    context.close()

    assert faults + said == []


def _faults(page: Page, url: str) -> list[str]:
    answer = page.goto(url)
    assert answer is not None
    if answer.status != 200:
        return [f"{url} answers {answer.status}"]
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    found = [f"{url} is {wider} px wider than the screen"] if wider > 0 else []
    violations = Axe().run(page).response["violations"]
    return found + [
        f"{url} {violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in violations
    ]

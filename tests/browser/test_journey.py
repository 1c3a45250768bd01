"""The whole way, clicked through: from an application to a report accepted."""

import json
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from gi_registry.core import uscc
from gi_registry.demo import papers
from tests.browser.conftest import PASSWORD, SHOTS, Site, shot, sign_in

pytestmark = pytest.mark.browser

LOGIN = "newcomer@demo"
ORGANISATION = "示例新来醋坊"
CRS = "EPSG:4490"
PLOT = "112.4310,37.3510\n112.4318,37.3510\n112.4318,37.3517\n112.4310,37.3517"
"""About 71 m by 78 m in 祁县, far from its border; 8.3 mu."""


def test_the_whole_way(site: Site, page: Page, tmp_path: Path) -> None:
    _account_is_made(site, page)
    _business_is_registered(site, page)
    number = _application_is_sent(site, page, tmp_path)
    _reviews_pass(site, page, number, tmp_path)
    certificate = _cnipa_is_recorded(site, page, number, tmp_path)
    _certificate_verifies_offline(site, page, certificate)
    _ledger_is_taken_away(site, page, number)
    _pack_is_ticked_off(site, page, certificate)
    _evidence_is_confirmed(site, page, certificate)
    _capacity_is_decided(site, page, certificate)
    codes = _labels_are_drawn(site, page)
    _labels_are_activated(site, page)
    _codes_are_checked(site, page, codes)


def test_an_annual_report_is_handed_in_and_accepted(site: Site, page: Page) -> None:
    sign_in(page, site, "producer@demo")
    page.goto(f"{site.base}/producer")
    shot(page, "02-producer-home")
    page.goto(f"{site.base}/producer/reports")
    page.get_by_role("link", name="查看退回原因").first.click()
    page.get_by_text("修改后重新提交").first.click()
    for name, text in (
        ("contact_name", "示例联系人"),
        ("contact_phone", "0354-5550100"),
        ("households", "40"),
        ("jobs", "20"),
        ("total_output_g", "90000"),
        ("standard_output_g", "88000"),
        ("sales_fen", "160"),
        ("marked_sales_fen", "120"),
        ("tests", "12"),
        ("tests_failed", "0"),
        ("complaints", "0"),
    ):
        page.fill(f"#{name}", text)
    _what_cannot_be_read_stays(page)
    shot(page, "12-report-form")
    page.fill("#trained", "31")  # sent before the page saves it by itself
    page.get_by_role("button", name="保存并核对").click()
    shot(page, "13-report-check")
    if page.locator("#change_reason").count():
        page.fill("#change_reason", "示例：产量按盘点数填报。")
    page.fill("#signatory", "示例负责人")
    page.check("input[name=is_true]")
    page.get_by_role("button", name="提交年报").click()
    expect(page.get_by_text("待县级审核").first).to_be_visible()

    sign_in(page, site, "county@demo")
    page.goto(f"{site.base}/desk/reports")
    page.get_by_role("link", name="示例昌源醋业有限公司").click()
    shot(page, "14-report-review")
    page.get_by_role("button", name="通过", exact=True).click()
    expect(page.get_by_text("已通过").first).to_be_visible()
    page.goto(f"{site.base}/desk/report-totals?year=2025")
    expect(page.get_by_text("山西老陈醋").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").count("\n") > 1


def _what_cannot_be_read_stays(page: Page) -> None:
    page.fill("#cooperatives", "几家")
    saved = page.locator("[data-saved]")
    expect(saved).to_have_text(
        "已自动保存，只有 1 项没有保存：供货的合作社", timeout=15_000
    )
    expect(page.locator("#cooperatives-error")).to_contain_text("应为整数")
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_event("dialog"):
        page.reload()  # asks before what is on this page alone is left
    expect(page.locator("#cooperatives")).to_have_value("几家")
    expect(page.locator("#jobs")).to_have_value("20")
    page.context.set_offline(True)
    page.fill("#cooperatives", "2")
    expect(saved).to_contain_text("没有保存：网络断了", timeout=15_000)
    page.context.set_offline(False)
    page.fill("#cooperatives", "3")
    expect(saved).to_have_text("已自动保存", timeout=15_000)
    expect(page.locator("#cooperatives-error")).to_have_count(0)


def test_anybody_reads_the_register_and_the_map(site: Site, page: Page) -> None:
    page.goto(site.base)
    shot(page, "01-home")
    page.locator("main input[name=q]").first.fill("qinzhou")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="沁州黄小米").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("沁州黄小米")
    shot(page, "01-product")

    page.goto(f"{site.base}/map")
    page.locator("input[type=search]").fill("老陈醋")
    page.get_by_role("link", name=re.compile("山西老陈醋")).first.click()
    chosen = page.locator("[data-code='SXGI-001']")
    expect(chosen.get_by_role("link", name="查看产品")).to_be_visible()
    page.goto(f"{site.base}/map")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    here = page.locator("[data-here]")
    expect(here.get_by_role("heading")).not_to_be_empty()
    expect(here).to_contain_text(re.compile(r"11\d\.\d+, 3\d\."))
    page.goto(f"{site.base}/map")
    expect(page.locator(".leaflet-overlay-pane path, canvas").first).to_be_visible()
    page.screenshot(path=SHOTS / "03-map.png")


def test_an_officer_sees_the_week(site: Site, page: Page) -> None:
    sign_in(page, site, "province@demo")

    page.goto(f"{site.base}/desk/season")

    expect(page.get_by_text("无数据").first).to_be_visible()
    shot(page, "15-week")


def _account_is_made(site: Site, page: Page) -> None:
    sign_in(page, site, "admin@demo")
    page.goto(f"{site.base}/people")
    for name, text in (
        ("login", LOGIN),
        ("name", "示例经办人"),
        ("organisation", ORGANISATION),
        ("password", PASSWORD),
    ):
        page.fill(f"#{name}", text)
    page.select_option("#kind", "producer")
    page.select_option("#role", "producer")
    page.get_by_role("button", name="建立账号").click()
    expect(page.get_by_text("账号已建立")).to_be_visible()


def _business_is_registered(site: Site, page: Page) -> None:
    sign_in(page, site, LOGIN)
    page.goto(f"{site.base}/producer/entity")
    body = "MA0Y9001"
    first = f"91140727{body}{uscc.inner_check(body)}"
    good = first + uscc.outer_check(first)
    page.fill("#uscc", good[:-1] + ("0" if good[-1] != "0" else "1"))
    page.fill("#name", ORGANISATION)
    page.select_option("#division", "140727")
    page.fill("#address", "祁县示例路9号")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#uscc")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#address")).to_have_value("祁县示例路9号")
    page.fill("#uscc", good)
    page.get_by_role("button", name="登记", exact=True).click()


def _application_is_sent(site: Site, page: Page, folder: Path) -> str:
    page.goto(f"{site.base}/producer/applications/new?q=laochencu")
    page.get_by_role("button", name=re.compile("以此申请")).click()
    page.fill("#name", "示例酿造地块")
    page.fill("#declared_mu", "8.3")
    page.check("#way-paste")
    page.select_option("#crs", CRS)
    page.fill("#geometry", PLOT)
    page.select_option("#source", index=1)
    page.get_by_role("button", name="检查是否在范围内").click()
    expect(page.locator("#tried")).to_contain_text("范围内")
    shot(page, "04-application-place")
    page.get_by_role("button", name="保存，下一步").first.click()
    page.fill("#standard_number", "GB/T 19777-2013")
    page.fill("#product_description", "示例：高粱陈醋，陈酿一年。")
    report = folder / "report.pdf"
    report.write_bytes(papers.sheet("检验报告（示例）", ["合格"]).read())
    page.set_input_files("#quality_report", report)
    page.get_by_role("button", name="保存，下一步").click()
    page.check("input[name=declared]")
    shot(page, "05-application-check")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("待产地核验").first).to_be_visible()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def _today(page: Page) -> str:
    """Return the day in China, as the forms want it."""
    return str(
        page.evaluate(
            "new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Shanghai'}).format()"
        )
    )


def _reviews_pass(site: Site, page: Page, number: str, folder: Path) -> None:
    today = _today(page)
    desk = f"{site.base}/desk/applications/{number}"
    sign_in(page, site, "county@demo")
    page.goto(f"{site.base}/desk")
    expect(page.get_by_text(ORGANISATION).first).to_be_visible()
    shot(page, "06-desk")
    page.goto(desk)
    page.get_by_role("button", name="我来办").click()
    expect(page.get_by_text("放回").first).to_be_visible()
    page.goto(f"{desk}/verify-origin")
    page.fill("#visited_on", today)
    page.fill("#officer_one", "示例核验员甲")
    page.fill("#officer_two", "示例核验员乙")
    page.select_option("#crs", CRS)
    page.fill("#lon", "112.4314")
    page.fill("#lat", "37.3513")
    page.fill("#finding", "示例：现场与申报一致。")
    photo = folder / "photo.jpg"
    taken = datetime.fromisoformat(f"{today} 09:30:00")  # the camera knows no zone
    seen = papers.photo(["示例核验现场"], taken, 112.4314, 37.3513)
    photo.write_bytes(seen.read())
    page.set_input_files("#photos", photo)
    shot(page, "07-origin-check")
    _act(page)
    sign_in(page, site, "prefecture@demo")
    page.goto(f"{desk}/prefecture-review")
    _act(page)
    sign_in(page, site, "province@demo")
    page.goto(f"{desk}/province-review")
    _act(page)


def _cnipa_is_recorded(site: Site, page: Page, number: str, folder: Path) -> str:
    today = _today(page)
    desk = f"{site.base}/desk/applications/{number}"
    page.goto(f"{desk}/record-registration")
    page.fill("#register_number", "示例登记9001")
    page.fill("#registered_on", today)
    _act(page)
    page.goto(f"{desk}/record-announcement")
    page.fill("#announcement_number", "990001")
    page.fill("#announced_on", today)
    paper = folder / "announcement.pdf"
    paper.write_bytes(papers.sheet("示例公告", ["第 990001 号"]).read())
    page.set_input_files("#announcement_file", paper)
    _act(page)
    page.goto(f"{site.base}/desk/authorizations?q={ORGANISATION}")
    return str(page.locator("td[data-label='编号']").first.inner_text()).strip()


def _act(page: Page) -> None:
    """Take the step that the page is about, and see that it was taken."""
    before = page.url
    page.locator("main form.form button.button:not(.button--quiet)").last.click()
    page.wait_for_url(lambda url: url != before)
    expect(page.locator(".summary")).to_have_count(0)


def _certificate_verifies_offline(site: Site, page: Page, certificate: str) -> None:
    page.goto(f"{site.base}/c/{certificate}")
    expect(page.get_by_text("可以使用地理标志专用标志")).to_be_visible()
    shot(page, "08-certificate")
    text = page.locator("#signed").text_content() or ""
    said = json.loads(site.command("verify-certificate", text, "--json"))
    assert certificate in json.dumps(said, ensure_ascii=False)


def _ledger_is_taken_away(site: Site, page: Page, number: str) -> None:
    page.goto(f"{site.base}/desk")
    page.locator("nav .more summary").click()
    page.locator("nav .more").get_by_role("link", name="季度台账").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Excel")).first.click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell for sheet in book for row in sheet.values for cell in row]
    assert cells.count(number) >= 4  # received, verified, passed twice


def _pack_is_ticked_off(site: Site, page: Page, certificate: str) -> None:
    sign_in(page, site, LOGIN)
    page.goto(f"{site.base}/producer")
    page.get_by_role("link", name="包装核对").click()
    page.check("#items-gi_name")
    page.get_by_role("button", name="记录已核对的项").click()
    page.wait_for_load_state()
    assert certificate in page.url
    expect(page.get_by_text("上次核对")).to_have_count(1)


def _evidence_is_confirmed(site: Site, page: Page, certificate: str) -> None:
    sign_in(page, site, LOGIN)
    page.goto(f"{site.base}/producer/evidence/new?permit={certificate}&kind=vat")
    page.fill("#reference", "示例1号缸")
    page.fill("#volume", "12000")
    page.fill("#amount", "10000")
    page.fill("#begins_on", "2024-01-08")
    _act(page)
    sign_in(page, site, "county@demo")
    page.goto(f"{site.base}/desk/evidence/{certificate}")
    page.locator("input[name=ids]").first.check()
    page.get_by_role("button", name="确认勾选的").click()
    expect(page.get_by_text("已办理 1 条依据")).to_be_visible()


def _capacity_is_decided(site: Site, page: Page, certificate: str) -> None:
    sign_in(page, site, "county@demo")
    page.goto(f"{site.base}/desk/capacity/{certificate}")
    page.select_option("#basis", "vat_volume_ageing")
    for name, value in (
        ("quantity", "10000"),
        ("yield_kg", "1"),
        ("season_factor", "1"),
        ("conversion", "0.9"),
        ("own_use_percent", "0"),
        ("waste_percent", "2"),
    ):
        page.fill(f"#{name}", value)
        page.fill(f"#{name}_source", "示例核查表")
    page.fill("#reason", "示例：按核查缸容核定。")
    page.get_by_role("button", name="核定", exact=True).click()
    expect(page.get_by_text("9,000").first).to_be_visible()


def _labels_are_drawn(site: Site, page: Page) -> list[str]:
    sign_in(page, site, LOGIN)
    page.goto(f"{site.base}/producer/labels")
    page.fill("#pack_name", "500 mL 瓶装")
    page.fill("#net_content_g", "500")
    page.fill("#size", "1000000")
    page.locator("form.form button.button").last.click()
    expect(page.locator(".summary")).to_be_visible()
    expect(page.locator("#size")).to_have_value("1000000")
    page.fill("#size", "1000")
    page.locator("form.form button.button").last.click()
    confirm = page.locator("form button[name=confirmed]")
    if confirm.count():
        confirm.click()
    page.goto(f"{site.base}/producer/labels")
    shot(page, "09-labels")
    page.get_by_role("link", name=re.compile(r"^第 \d+ 批")).first.click()
    with page.expect_download() as download:
        page.locator("a[href$='codes.csv']").first.click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 1000
    at = lines[0].split(",").index("code")
    return [line.split(",")[at].strip('"') for line in lines[1:]]


def _labels_are_activated(site: Site, page: Page) -> None:
    page.goto(f"{site.base}/producer/lots/new")
    page.fill("#number", "L-SHILI-1")
    page.fill("#produced_on", _today(page))
    page.fill("#quantity_kg", "400")
    page.locator("main form.form button.button").last.click()
    page.wait_for_url(re.compile(r"/producer/lots/\d+"))
    page.goto(page.url + "/activate")
    page.fill("#first", "0")
    page.fill("#last", "499")
    shot(page, "10-activate")
    page.locator("main form.form button.button").last.click()
    confirm = page.locator("form button[name=confirmed]")
    if confirm.count():
        confirm.click()
    page.wait_for_url(re.compile(r"/producer/lots/\d+(#\w+)?$"))
    expect(page.get_by_text("500").first).to_be_visible()


def _codes_are_checked(site: Site, page: Page, codes: list[str]) -> None:
    phone = _phone(page.context)
    phone.goto(f"{site.base}/t/{codes[7]}")
    expect(phone.locator(".verdict")).to_contain_text("首次查验")
    expect(phone.get_by_text("山西老陈醋").first).to_be_visible()
    expect(phone.get_by_text(ORGANISATION).first).to_be_visible()
    shot(phone, "11-scan-genuine")
    answer = phone.request.get(
        f"{site.base}/t/{codes[7]}", headers={"Accept": "application/json"}
    )
    body = answer.json()
    assert body["verdict"] == "genuine"
    assert body["index"] == 7
    not_yet = phone.request.get(
        f"{site.base}/t/{codes[700]}", headers={"Accept": "application/json"}
    )
    assert not_yet.json()["verdict"] == "not_activated"
    forged = phone.goto(
        f"{site.base}/t/{codes[7][:-1]}{'0' if codes[7][-1] != '0' else '1'}"
    )
    assert forged is not None
    assert forged.status == 404
    shot(phone, "11-scan-forged")
    phone.context.close()


def _phone(context: BrowserContext) -> Page:
    browser = context.browser
    assert browser is not None
    made = browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        user_agent="Mozilla/5.0 (Linux; Android 9) Mobile MicroMessenger/8.0",
    )
    return made.new_page()

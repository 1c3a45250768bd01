"""The scan page as a template: its order, its weight, its words for each verdict."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template

from gi_registry.app import create_app
from gi_registry.core.settings import Settings
from gi_registry.core.words import Words

SHEET = Path(__file__).parents[2] / "gi_registry/static/css/app.css"
OURS = [
    "genuine",
    "genuine_again",
    "not_activated",
    "suspect",
    "authorization_ended",
    "void",
]
NOT_OURS = ["not_issued", "forged"]
LANGUAGES = ["zh", "en"]
MAP = '<svg viewBox="0 0 320 180"><path class="land" d="M0 0h320v180H0Z"/></svg>'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give an application whose database is never asked."""
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("scan")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", OURS + NOT_OURS)
def test_every_verdict_has_its_own_sentence(
    app: Flask, verdict: str, language: str
) -> None:
    headings = {
        kind: _between(_page(app, kind, language), 'verdict__words">', "</h1>")
        for kind in OURS + NOT_OURS
    }

    assert headings[verdict].strip()
    assert list(headings.values()).count(headings[verdict]) == 1


@pytest.mark.parametrize("verdict", OURS)
def test_what_who_where_and_when_follow_the_verdict_in_this_order(
    app: Flask, verdict: str
) -> None:
    page = _page(app, verdict, "zh")
    main = page[page.index("<main") :]

    places = [
        main.index(words)
        for words in (
            "verdict__words",
            "山西老陈醋",
            "国家质检总局公告2004年第104号",
            "91140727MA0H00000X",
            '<path class="land"',
            "晋中市祁县",
            "2026年9月18日",
            "timeline",
            "/report?code=X",
            "怎样与实物核对",
            "480,000",
            "gi.example.cn",
        )
    ]

    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", NOT_OURS)
def test_a_code_that_is_not_ours_gets_advice_and_no_product(
    app: Flask, verdict: str, language: str
) -> None:
    page = _page(app, verdict, language)

    assert "12315" in page
    assert "gi.example.cn" in page
    assert "/report?code=X" in page
    assert "scan__card" not in page


def test_an_announcement_that_nobody_checked_is_said_to_be_so(app: Flask) -> None:
    product = SimpleNamespace(**vars(_view("genuine").product) | {"announcement": None})

    assert "公告文号待核实" in _page(app, "genuine", "zh", product=product)
    assert "announcement not yet verified" in _page(
        app, "genuine", "en", product=product
    )


def test_a_code_of_a_whole_lot_says_so(app: Flask) -> None:
    assert "不能区分单件" in _page(app, "genuine", "zh", level="lot")
    assert "不能区分单件" not in _page(app, "genuine", "zh", level="item")


@pytest.mark.parametrize("verdict", OURS + NOT_OURS)
def test_the_page_weighs_less_than_40_kb_and_runs_no_script(
    app: Flask, verdict: str
) -> None:
    page = _page(app, verdict, "zh")
    sheet = gzip.compress(SHEET.read_bytes(), mtime=0)

    assert len(page.encode()) + len(sheet) < 40_000
    assert "<script" not in page


def _page(app: Flask, verdict: str, language: str, **given: Any) -> str:
    with app.test_request_context(f"/t/X?lang={language}"):
        return render_template("scans/scan.html", view=_view(verdict, **given))


def _view(verdict: str, **given: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "verdict": verdict,
        "checks": 3 if verdict == "genuine_again" else 1,
        "first_checked_at": datetime(2026, 11, 2, 3, 4, tzinfo=UTC),
        "code_grouped": "CBQY-ZAWQ-2FNF-JK44-59A1",
        "level": "item",
        "reasons": [],
        "product": None,
        "holder": None,
        "lot": None,
        "activated_on": None,
        "net_content": None,
        "county": None,
        "map_svg": None,
        "timeline": [],
        "capacity": None,
        "state_then": None,
        "state_today": None,
        "places": [],
        "official_host": "gi.example.cn",
        "report_url": "/report?code=X",
        "pin": None,
        "packs": (),
    }
    if verdict in OURS:
        values |= _goods()
    return SimpleNamespace(**values | given)


def _goods() -> dict[str, Any]:
    return {
        "product": SimpleNamespace(
            name_zh="山西老陈醋",
            name_en="Shanxi Lao Chen Cu",
            code="SXGI-001",
            announcement="国家质检总局公告2004年第104号",
            standard="GB/T 19777-2013",
        ),
        "holder": SimpleNamespace(name="示例老醋坊", uscc="91140727MA0H00000X"),
        "lot": SimpleNamespace(
            number="L20260918-03",
            produced_on=date(2026, 9, 18),
            place=Words("昭余镇", "Zhaoyu"),
        ),
        "activated_on": date(2026, 10, 8),
        "net_content": Words("500 毫升", "500 ml"),
        "county": Words("晋中市祁县", "Qi County, Jinzhong"),
        "map_svg": MAP,
        "timeline": [
            SimpleNamespace(
                on=date(2026, 9, 30),
                words=Words("县级核查产地", "Origin checked by the county"),
                evidence="checked",
            )
        ],
        "capacity": Words("可用 480,000 枚", "480,000 labels allowed"),
    }


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]

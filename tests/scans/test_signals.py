from datetime import UTC, date, datetime, timedelta

import pytest

from gi_registry.scans.rules import (
    Goods,
    Rule,
    Seen,
    is_program,
    known_place,
    season_end,
    signals,
)

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # noon in China
SEPTEMBER_OCTOBER = 0b0011_0000_0000
KEEPS = Goods(is_perishable=False, season_mask=0, produced_on=date(2024, 9, 1))
FRESH = Goods(
    is_perishable=True, season_mask=SEPTEMBER_OCTOBER, produced_on=date(2026, 9, 1)
)
# Towns of Shanxi: 大同 and 运城 are about 560 km apart, 太原 and 晋中 about 25 km.
PLACES = {
    "1402": (113.30, 40.08),
    "1408": (111.00, 35.03),
    "1401": (112.55, 37.87),
    "1407": (112.75, 37.69),
}


def seen(*devices: str, hours: float = 1, division: str | None = None) -> list[Seen]:
    return [Seen(NOW - timedelta(hours=hours), name, division) for name in devices]


def fired(checks: list[Seen], goods: Goods = KEEPS) -> list[Rule]:
    found = signals(checks, goods, now=NOW, places=PLACES)
    return [signal.rule for signal in found]


def test_a_code_seen_once_says_nothing() -> None:
    assert fired(seen("a")) == []
    assert fired([]) == []


def test_more_than_five_devices_in_a_day_are_many() -> None:
    assert fired(seen(*"abcde")) == []
    assert fired(seen(*"abcdef")) == [Rule.MANY_DEVICES]
    assert fired(seen(*"aaaaaaaa")) == []


def test_a_device_is_not_counted_twice_over_midnight() -> None:
    """Its digest changes at midnight in China, 12 hours before."""
    assert fired(seen(*"abcde") + seen(*"fghij", hours=13)) == []


def test_devices_of_the_day_before_yesterday_are_forgotten() -> None:
    assert fired(seen(*"abcdefgh", hours=25)) == []


def test_nobody_travels_from_datong_to_yuncheng_in_half_an_hour() -> None:
    here = seen("a", hours=1, division="1402")

    assert fired(here + seen("b", hours=0.5, division="1408")) == [Rule.FAST_TRAVEL]
    assert fired(here + seen("b", hours=0.5, division="1401")) == []
    assert fired(seen("a", hours=2, division="1402") + here) == []
    assert fired(here + seen("b", hours=0.5, division="11")) == []


def test_near_towns_are_no_signal_however_fast() -> None:
    at_once = seen("a", division="1401") + seen("b", division="1407")

    assert fired(at_once) == []


@pytest.mark.parametrize(
    ("provinces", "goods", "expected"),
    [
        (["14", "11", "13", "61"], FRESH, [Rule.MANY_PROVINCES]),
        (["14", "11", "13", "1401"], FRESH, []),
        (["14", "11", "13", "61"], KEEPS, []),
    ],
)
def test_fresh_goods_are_not_in_four_provinces_in_a_week(
    provinces: list[str], goods: Goods, expected: list[Rule]
) -> None:
    checks = [
        one
        for at, province in enumerate(provinces)
        for one in seen("a", hours=at * 24 + 1, division=province)
    ]

    assert fired(checks, goods) == expected


def test_checks_of_last_week_count_for_no_province() -> None:
    checks = [
        one
        for at, province in enumerate(["14", "11", "13"])
        for one in seen("a", hours=at + 1, division=province)
    ]

    assert fired(checks + seen("a", hours=169, division="61"), FRESH) == []


@pytest.mark.parametrize(
    ("mask", "day", "end"),
    [
        (SEPTEMBER_OCTOBER, date(2026, 9, 5), date(2026, 10, 31)),
        (SEPTEMBER_OCTOBER, date(2026, 3, 1), date(2026, 10, 31)),
        (SEPTEMBER_OCTOBER, date(2026, 11, 1), date(2027, 10, 31)),
        (0b1000_0000_0001, date(2026, 12, 9), date(2027, 1, 31)),
        (0b0000_0000_0010, date(2028, 2, 1), date(2028, 2, 29)),
        (0, date(2026, 9, 5), date(2026, 9, 5)),
        (0b1111_1111_1111, date(2026, 9, 5), date(2026, 9, 5)),
    ],
)
def test_a_season_ends_with_its_last_month(mask: int, day: date, end: date) -> None:
    assert season_end(mask, day) == end


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2027, 10, 31, 15, 59, tzinfo=UTC), []),
        (datetime(2027, 10, 31, 16, 1, tzinfo=UTC), [Rule.AFTER_SEASON]),
    ],
)
def test_fresh_goods_are_stale_a_year_after_their_season(
    now: datetime, expected: list[Rule]
) -> None:
    """The season of September and October 2026 ended on 31 October."""
    found = signals([], FRESH, now=now, places={})

    assert [signal.rule for signal in found] == expected


def test_each_reason_has_its_figures() -> None:
    [devices] = signals(seen(*"abcdefg"), KEEPS, now=NOW, places={})
    travel = seen("a", hours=1, division="1402") + seen("b", hours=0.5, division="1408")
    [fast] = signals(travel, KEEPS, now=NOW, places=PLACES)

    assert "7 台" in devices.words.zh
    assert "within 30 minutes" in fast.words.en
    assert any(f"相距 {km} 公里" in fast.words.zh for km in range(590, 605))


@pytest.mark.parametrize(
    "browser",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    ],
)
def test_crawlers_and_link_previews_are_no_checks(browser: str) -> None:
    assert is_program(browser, "")


@pytest.mark.parametrize(
    "browser",
    [
        "",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50",
        "Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 Chrome/128.0",
    ],
)
def test_phones_are(browser: str) -> None:
    assert not is_program(browser, "")
    assert is_program(browser, "prefetch;prerender")


@pytest.mark.parametrize(
    ("text", "place"),
    [("14", "14"), ("1407", "1407"), ("140727", None), ("99", None), ("x", None)],
)
def test_a_place_is_a_province_or_a_prefecture(text: str, place: str | None) -> None:
    assert known_place(text) == place

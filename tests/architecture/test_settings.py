from pathlib import Path

import pytest

from gi_registry.core.settings import (
    SettingMissingError,
    SettingsConflictError,
    SettingValueError,
    UnknownSettingError,
    settings_from,
    settings_page,
)
from gi_registry.translog.service import LogKey
from gi_registry.witnesses.service import OwnKey


def test_the_page_of_settings_is_made_from_the_settings() -> None:
    assert Path("docs/settings.md").read_text() == settings_page()


def test_an_unknown_setting_names_the_nearest() -> None:
    with pytest.raises(UnknownSettingError, match="GI_DATA_DIR"):
        settings_from({"GI_DATADIR": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GI_TRUSTED_PROXIES", "two"),
        ("GI_LOG_FORMAT", "xml"),
        ("GI_BASE_URL", "example.org"),
        ("GI_BASEMAP_CRS", "BD-09"),
        ("GI_BASEMAP_URL", "https://tiles.example/{z}/{x}.png"),
        ("GI_BASEMAP_URL", "https://tiles.example/{z}/{x}/{y}/{s}.png"),
        ("GI_BASEMAP_URL", "https://*/{z}/{x}/{y}.png"),
        ("GI_BASEMAP_URL", "https://a.example;script-src/{z}/{x}/{y}.png"),
        ("GI_BASEMAP_URL", "/tiles/{z}/{x}/{y}.png"),
        ("GI_TIANDITU_KEY", "a key&more"),
        ("GI_SMTP_URL", "smtp://user:password@mail.example"),
        ("GI_SMTP_URL", "mail.example:25"),
        ("GI_MAIL_FROM", "nobody"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingValueError, match=name):
        settings_from({name: value})


# A witness and a log that run in public.
REMORA = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_witnesses_are_asked_over_safe_ways_by_keys_whose_sums_fit() -> None:
    for address in ("https://n621.de/w", "http://127.0.0.1:8001/log/witness"):
        given = {"GI_WITNESSES": f"{REMORA} {address}", "GI_WITNESSED_LOGS": PETER}
        assert settings_from(given).witnessed_logs == PETER
    for witnesses in (
        f"{REMORA} http://n621.de/w",
        f"{REMORA} https://user:word@n621.de/w",
        REMORA,
        f"{REMORA.replace('da77', 'da78')} https://n621.de/w",
        f"{PETER} https://n621.de/w",
    ):
        with pytest.raises(SettingValueError, match="GI_WITNESSES"):
            settings_from({"GI_WITNESSES": witnesses})
    for logs in (REMORA, f"{PETER} x"):
        with pytest.raises(SettingValueError, match="GI_WITNESSED_LOGS"):
            settings_from({"GI_WITNESSED_LOGS": logs})


def test_no_registry_is_witness_of_itself() -> None:
    own = OwnKey.of("https://gi.example", bytes(32)).public
    log = LogKey.of("https://gi.example", bytes(32)).public
    base = {"GI_BASE_URL": "https://gi.example"}

    for given in (
        {"GI_WITNESSES": f"{own} https://gi.example/log/witness"},
        {"GI_WITNESSED_LOGS": str(log)},
    ):
        assert settings_from(given)
        with pytest.raises(SettingValueError):
            settings_from(base | given)


def test_other_variables_are_none_of_our_business() -> None:
    settings = settings_from({"PATH": "/bin", "GI_BASE_URL": "https://gi.example/"})

    assert settings.base_url == "https://gi.example"
    assert settings.is_https


KEY = {"GI_TIANDITU_KEY": "0123456789abcdef0123456789abcdef"}
NUMBER = {"GI_MAP_APPROVAL_NUMBER": "GS（2024）0650号"}
TILES = {
    "GI_BASEMAP_URL": "https://tiles.example/{z}/{x}/{y}.png",
    "GI_BASEMAP_CRS": "GCJ-02",
    "GI_BASEMAP_ATTRIBUTION": "示例地图",
}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (KEY, "GI_MAP_APPROVAL_NUMBER"),
        (NUMBER, "GI_TIANDITU_KEY"),
        *(({k: v for k, v in TILES.items() if k != name}, name) for name in TILES),
    ],
)
def test_half_a_base_map_is_refused_and_the_other_half_named(
    given: dict[str, str], missing: str
) -> None:
    with pytest.raises(SettingMissingError, match=missing):
        settings_from(given)


def test_two_base_maps_are_refused() -> None:
    with pytest.raises(SettingsConflictError, match="GI_BASEMAP_URL"):
        settings_from(KEY | NUMBER | TILES)


@pytest.mark.parametrize("given", [KEY | NUMBER, TILES, TILES | NUMBER])
def test_a_whole_base_map_is_taken(given: dict[str, str]) -> None:
    settings = settings_from(given)

    assert settings.tianditu_key == given.get("GI_TIANDITU_KEY", "")
    assert settings.basemap_url == given.get("GI_BASEMAP_URL", "")
    assert settings.map_approval_number == given.get("GI_MAP_APPROVAL_NUMBER", "")

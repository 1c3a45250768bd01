from pathlib import Path

import pytest

from gi_registry.core.settings import (
    SettingValueError,
    UnknownSettingError,
    settings_from,
    settings_page,
)


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
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingValueError, match=name):
        settings_from({name: value})


def test_other_variables_are_none_of_our_business() -> None:
    settings = settings_from({"PATH": "/bin", "GI_BASE_URL": "https://gi.example/"})

    assert settings.base_url == "https://gi.example"
    assert settings.is_https

"""What an operator can set; read once, in `wsgi.py` and the command line."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

LogFormat = Literal["json", "text"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""


class UnknownSettingError(InvalidError):
    """The environment names a `GI_` variable that means nothing here."""

    slug = "unknown-setting"

    def __init__(self, name: str, nearest: str):
        super().__init__(
            Words(
                f"不认识设置 {name}，最接近的是 {nearest}；请改正或删除它",
                f"{name} is no setting; the nearest is {nearest}. "
                "Correct it or take it out",
            ),
            name=name,
            nearest=nearest,
        )


class SettingValueError(InvalidError):
    """A `GI_` variable has a value that cannot be used."""

    slug = "setting-value"

    def __init__(self, name: str, expected: str):
        super().__init__(
            Words(f"{name} 应为 {expected}", f"{name} must be {expected}"),
            name=name,
            expected=expected,
        )


def _setting(default: Any, words: str) -> Any:  # noqa: ANN401 -- as dataclasses.field
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default; `GI_<NAME>` in the environment."""

    data_dir: Path = _setting(
        Path("instance"), "Folder for the database, secrets and files."
    )
    database_url: str = _setting(
        "",
        "SQLAlchemy address of the database: `postgresql://…` or `sqlite:///…`. "
        "Empty: an SQLite file in the data directory.",
    )
    secret_file: str = _setting(
        "",
        "The 32-byte master secret. Empty: `secrets/master.key` in the data "
        "directory, made with mode 0600 at first start.",
    )
    base_url: str = _setting(
        "http://127.0.0.1:8000",
        "Public address, without a slash at the end; printed in every QR code.",
    )
    demo_password: str = _setting(
        "",
        "Password of the demonstration sign-ins. A demonstration that is not "
        "bound to loopback refuses to start without it.",
    )
    trusted_proxies: int = _setting(
        0, "How many reverse proxies in front may set X-Forwarded-For and -Proto."
    )
    log_format: LogFormat = _setting("text", "`json` or `text`, one line an event.")

    @property
    def database(self) -> str:
        """The address of the database, the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'registry.db'}"

    @property
    def master_key(self) -> Path:
        """Where the master secret is kept."""
        if self.secret_file:
            return Path(self.secret_file)
        return self.data_dir / "secrets" / "master.key"

    @property
    def is_https(self) -> bool:
        """Whether people reach the registry over TLS."""
        return self.base_url.startswith("https://")


def environment_name(name: str) -> str:
    """Return the variable that sets a field, such as GI_DATA_DIR."""
    return f"GI_{name.upper()}"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment.

    Raises:
        UnknownSettingError: a `GI_` variable is none of ours.
        SettingValueError: a value is not of its kind.
    """
    known = {environment_name(f.name): f.name for f in fields(Settings)}
    values: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith("GI_"):
            continue
        if variable not in known:
            nearest = difflib.get_close_matches(variable, known, n=1, cutoff=0)[0]
            raise UnknownSettingError(variable, nearest)
        values[known[variable]] = _value(variable, text)
    return Settings(**values)


def settings_page() -> str:
    """Return docs/settings.md, made from the fields above."""
    lines = [
        "# Settings",
        "",
        "Made by `make docs` from `gi_registry/core/settings.py`; not edited by hand.",
        "An unknown `GI_` variable stops the start and names the nearest known one.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{environment_name(f.name)}` | {_shown(f.default)} "
        f"| {f.metadata['words']} |"
        for f in fields(Settings)
    ]
    return "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    return f"`{default}`" if str(default) else ""


def _value(variable: str, text: str) -> Any:  # noqa: ANN401 -- of the field's kind
    match variable:
        case "GI_DATA_DIR":
            return Path(text)
        case "GI_TRUSTED_PROXIES":
            if not text.isdecimal():
                raise SettingValueError(variable, "a whole number")
            return int(text)
        case "GI_LOG_FORMAT":
            if text not in ("json", "text"):
                raise SettingValueError(variable, "json or text")
            return text
        case "GI_BASE_URL":
            if not text.startswith(("http://", "https://")):
                raise SettingValueError(variable, "an http:// or https:// address")
            return text.rstrip("/")
        case _:
            return text

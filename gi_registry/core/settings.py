"""What an operator can set; read once, in `wsgi.py` and the command line."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from gi_registry.core import vkeys
from gi_registry.core.antivirus import is_address
from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

LogFormat = Literal["json", "text"]
TileCrs = Literal["GCJ-02", "CGCS2000", "WGS84"]

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


class SettingMissingError(InvalidError):
    """A `GI_` variable means nothing without another one."""

    slug = "setting-missing"

    def __init__(self, given: str, missing: str):
        super().__init__(
            Words(
                f"设置了 {given}，还须设置 {missing}；请补上，或去掉前者",
                f"{given} needs {missing} beside it; set that too, or take the first "
                "out",
            ),
            given=given,
            missing=missing,
        )


class SettingsConflictError(InvalidError):
    """Two `GI_` variables ask for different things."""

    slug = "settings-conflict"

    def __init__(self, one: str, other: str):
        super().__init__(
            Words(
                f"{one} 与 {other} 只能设置一个；请去掉其中一个",
                f"{one} and {other} exclude each other; take one out",
            ),
            one=one,
            other=other,
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
    smtp_url: str = _setting(
        "",
        "How notices are mailed: `smtp://[user@]host[:port]` (STARTTLS, which only "
        "a server on this machine may lack), `smtps://[user@]host[:port]` (TLS from "
        "the start), or `file` (`.eml` files under `mail/` in the data directory, to "
        "look at). Empty: no mail. Sent by `gi-registry worker`.",
    )
    smtp_password_file: str = _setting(
        "", "File that holds the password of the user in `GI_SMTP_URL`."
    )
    mail_from: str = _setting(
        "", "Address that mails come from; needed by `smtp://` and `smtps://`."
    )
    tianditu_key: str = _setting(
        "",
        "Key of a Tianditu account (browser side) for its tiles beneath the maps; "
        "browsers then fetch them from tianditu.gov.cn. Needs "
        "`GI_MAP_APPROVAL_NUMBER`. Empty: the county map of our own, which asks "
        "nobody.",
    )
    map_approval_number: str = _setting(
        "",
        "审图号 of the base map, such as GS（2024）0650号; shown on every map that "
        "has it.",
    )
    basemap_url: str = _setting(
        "",
        "Another base map instead: address of its tiles in Web Mercator with `{z}`, "
        "`{x}` and `{y}`. Needs `GI_BASEMAP_CRS` and `GI_BASEMAP_ATTRIBUTION`.",
    )
    basemap_crs: TileCrs | Literal[""] = _setting(
        "",
        "What its tiles are drawn in: `GCJ-02`, `CGCS2000` or `WGS84`. Everything is "
        "shifted for display over GCJ-02; what is stored and shown as figures is not.",
    )
    basemap_attribution: str = _setting(
        "", "Whose map it is, as its licence wants it said on the map."
    )

    clamd: str = _setting(
        "",
        "ClamAV daemon that every uploaded file is shown to before it is kept: "
        "`tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`. Its StreamMaxLength "
        "must take the largest upload. Empty: none. While it does not answer, files "
        "are refused.",
    )
    witnesses: str = _setting(
        "",
        "Who cosigns the checkpoints of the log: for each witness its public key and "
        "its address, apart by blanks, such as `example.cn/log/witness+0a1b2c3d+BA… "
        "https://example.cn/log/witness`. They are asked by `gi-registry worker`.",
    )
    witnessed_logs: str = _setting(
        "",
        "Whose logs this registry witnesses: their public keys, apart by blanks, such "
        "as `example.cn/log+0a1b2c3d+AQ…`. They ask at `/log/witness`.",
    )

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
        SettingMissingError: a value means nothing without another one.
        SettingsConflictError: two values ask for different base maps.
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
    settings = Settings(**values)
    _check_base_map(settings)
    _check_mail(settings)
    _check_witnesses(settings)
    return settings


def _check_mail(settings: Settings) -> None:
    """Refuse mail without a sender, and a password that nobody is to have."""
    if "://" in settings.smtp_url and not settings.mail_from:
        raise SettingMissingError("GI_SMTP_URL", "GI_MAIL_FROM")
    if settings.smtp_password_file and "@" not in settings.smtp_url:
        raise SettingMissingError("GI_SMTP_PASSWORD_FILE", "GI_SMTP_URL")


def _check_witnesses(settings: Settings) -> None:
    """Refuse that a registry is witness of itself."""
    own = settings.base_url.partition("://")[2]
    names = {key.partition("+")[0] for key in settings.witnesses.split()[::2]}
    logs = {key.partition("+")[0] for key in settings.witnessed_logs.split()}
    if f"{own}/log/witness" in names:
        raise SettingValueError("GI_WITNESSES", "of others than this registry itself")
    if f"{own}/log" in logs:
        raise SettingValueError("GI_WITNESSED_LOGS", "of others than this registry")


def _check_base_map(settings: Settings) -> None:
    """Refuse half a base map, and two of them."""
    if settings.tianditu_key and settings.basemap_url:
        raise SettingsConflictError("GI_TIANDITU_KEY", "GI_BASEMAP_URL")
    needs = {
        "tianditu_key": ("map_approval_number",),
        "basemap_url": ("basemap_crs", "basemap_attribution"),
        "basemap_crs": ("basemap_url",),
        "basemap_attribution": ("basemap_url",),
    }
    for given, others in needs.items():
        for other in others:
            if getattr(settings, given) and not getattr(settings, other):
                raise SettingMissingError(
                    environment_name(given), environment_name(other)
                )
    shown = settings.tianditu_key or settings.basemap_url
    if settings.map_approval_number and not shown:
        raise SettingMissingError("GI_MAP_APPROVAL_NUMBER", "GI_TIANDITU_KEY")


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
    """Return a setting's value; a reader returns None for what it cannot use."""
    if variable not in _READERS:
        return text
    read, expected = _READERS[variable]
    value = read(text)
    if value is None:
        raise SettingValueError(variable, expected)
    return value


def _one_of(*known: str) -> Callable[[str], str | None]:
    return lambda text: text if text in known else None


def _web_address(text: str) -> str | None:
    is_one = text.startswith(("http://", "https://"))
    return text.rstrip("/") if is_one else None


def _tiles(text: str) -> str | None:
    """Return an address of tiles; its host goes into a header, so it is looked at."""
    parts = urlsplit(text)
    is_host = re.fullmatch(r"[A-Za-z0-9.-]+(:\d{1,5})?", parts.netloc)
    places = sorted(re.findall(r"\{(.*?)\}", parts.path + "?" + parts.query))
    is_one = parts.scheme in ("http", "https") and is_host and places == ["x", "y", "z"]
    return text if is_one else None


def _mail_server(text: str) -> str | None:
    """Return an address of a mail server; a password does not belong in it."""
    if text in ("", "file"):
        return text
    user = r"([^\s:/@]+(@[^\s:/@]+)?@)?"
    found = re.fullmatch(rf"smtps?://{user}[A-Za-z0-9.-]+(:\d{{1,5}})?/?", text)
    return text if found else None


def _mail_address(text: str) -> str | None:
    return text if re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", text) else None


def _logs(text: str) -> str | None:
    return text if all(vkeys.read(each, b"\x01") for each in text.split()) else None


def _witnesses(text: str) -> str | None:
    words = text.split()
    keys, addresses = words[::2], words[1::2]
    are_keys = all(vkeys.read(key, b"\x04") for key in keys)
    are_safe = all(_is_safe(address) for address in addresses)
    return text if len(keys) == len(addresses) and are_keys and are_safe else None


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what goes to an address."""
    parts = urlsplit(address)
    is_bare = not (parts.username or parts.query or parts.fragment)
    is_own = parts.scheme == "http" and parts.hostname in LOOPBACK
    return is_bare and bool(parts.hostname) and (parts.scheme == "https" or is_own)


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "GI_DATA_DIR": (Path, "a folder"),
    "GI_TRUSTED_PROXIES": (
        lambda text: int(text) if text.isdecimal() else None,
        "a whole number",
    ),
    "GI_LOG_FORMAT": (_one_of(*get_args(LogFormat)), "json or text"),
    "GI_BASE_URL": (_web_address, "an http:// or https:// address"),
    "GI_SMTP_URL": (
        _mail_server,
        "smtp[s]://[user@]host[:port] or file; passwords: GI_SMTP_PASSWORD_FILE",
    ),
    "GI_MAIL_FROM": (_mail_address, "a mail address, such as gi@example.cn"),
    "GI_TIANDITU_KEY": (
        lambda text: text if text.isalnum() and text.isascii() else None,
        "the letters and figures of the key alone",
    ),
    "GI_BASEMAP_URL": (
        _tiles,
        "an http:// or https:// address with {z}, {x} and {y}, each once",
    ),
    "GI_CLAMD": (
        lambda text: text if not text or is_address(text) else None,
        "tcp://host:port or unix:/path",
    ),
    "GI_WITNESSES": (
        _witnesses,
        "a key (name+0a1b2c3d+BA…) and an address (https://…) for each, by blanks",
    ),
    "GI_WITNESSED_LOGS": (
        _logs,
        "public keys of logs (name+0a1b2c3d+AQ…), apart by blanks",
    ),
    "GI_BASEMAP_CRS": (_one_of(*get_args(TileCrs)), "GCJ-02, CGCS2000 or WGS84"),
}

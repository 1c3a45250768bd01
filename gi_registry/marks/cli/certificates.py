"""`verify-certificate`: a certificate checked with the published keys alone."""

import json
import sys
from dataclasses import asdict
from datetime import date
from operator import methodcaller
from pathlib import Path
from typing import Any, Final

import click

from gi_registry.core import clock
from gi_registry.core.errors import GiError
from gi_registry.core.words import Language, Words, china_time, long_day
from gi_registry.marks.certificates import (
    PREFIX,
    CertificateClaims,
    KeySetError,
    NoInputError,
    Period,
    Verified,
    text_in_file,
    verify,
)
from gi_registry.marks.certificates.claims import PERIOD_WORDS
from gi_registry.marks.certificates.keys import unpadded
from gi_registry.marks.certificates.picture import MAX_BYTES, is_picture
from gi_registry.marks.cli.installation import own_key_set

_LISTED: Final = Words(
    "截至 {day} 的撤销清单，未见中止、注销。此后的变化，请在登记平台上按授权编号查询。",
    "The revocation list of {day} has no suspension or cancellation of it. Look the "
    "number up in the register for what changed since.",
)
_NOT_LISTED: Final = Words(
    "公钥文件里没有撤销清单：只核了签名。是否中止、注销，请在登记平台上按授权编号查询。",
    "The file of keys has no revocation list: only the signature was checked. Look "
    "the number up in the register to see whether it was suspended or cancelled.",
)
_REASONS: Final = {
    Period.NOT_YET: "certificate-not-yet-valid",
    Period.EXPIRED: "certificate-expired",
}
_OPEN_END: Final = Words("长期", "no end")


@click.command("verify-certificate")
@click.argument("source", metavar="INPUT")
@click.option(
    "--keys",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="JWKS-FILE",
    help="Public keys, as /.well-known/gi-keys.json; else the installation's own.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def verify_certificate(*, source: str, key_file: Path | None, as_json: bool) -> None:
    """Check a certificate and print what it says.

    INPUT is the text itself, which begins with GI1:, or the name of a text file,
    a PNG or JPEG picture, or a PDF. Exits with 1 unless the certificate is genuine,
    on no list of what is revoked, and the authorization within its period today.
    """
    try:
        found = verify(_text_of(source), _key_set(key_file))
    except GiError as error:
        click.echo(_refusal(error, as_json=as_json))
        sys.exit(1)
    period = found.claims.period(clock.today())
    click.echo(_as_json(found, period) if as_json else _as_lines(found, period))
    if period is not Period.CURRENT:
        sys.exit(1)


def _text_of(source: str) -> str:
    if source.lstrip().startswith(PREFIX):
        return source
    try:
        with Path(source).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NoInputError from error
    if is_picture(data):
        return text_in_file(data)
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    return next((line for line in lines if line.lstrip().startswith(PREFIX)), "")


def _key_set(file: Path | None) -> dict[str, Any]:
    if file is None:
        return own_key_set()
    try:
        keys = json.loads(file.read_bytes())
    except ValueError as error:
        raise KeySetError from error
    if not isinstance(keys, dict):
        raise KeySetError
    return keys


def _refusal(error: GiError, *, as_json: bool) -> str:
    if not as_json:
        return f"{error.words.zh}\n{error.words.en}"
    return json.dumps(
        {"outcome": "refused", "reason": error.slug, "words": error.words._asdict()},
        ensure_ascii=False,
    )


def _as_json(found: Verified, period: Period) -> str:
    answer = {
        "outcome": "valid" if period is Period.CURRENT else period.value,
        "words": PERIOD_WORDS[period]._asdict(),
        "claims": asdict(found.claims),
        "key": {"kid": unpadded(found.key.kid), "status": found.key.status.value},
        "revocations_on": found.listed_on,
    }
    if period in _REASONS:
        answer["reason"] = _REASONS[period]
    return json.dumps(answer, ensure_ascii=False, default=methodcaller("isoformat"))


def _as_lines(found: Verified, period: Period) -> str:
    verdict = PERIOD_WORDS[period]
    rows = [f"{label.zh} / {label.en}: {value}" for label, value in _rows(found.claims)]
    day = found.listed_on
    reminder = _LISTED.filled(day=day.isoformat()) if day else _NOT_LISTED
    return "\n".join([verdict.zh, verdict.en, "", *rows, "", *reminder])


def _rows(claims: CertificateClaims) -> list[tuple[Words, str]]:
    return [
        (
            Words("地理标志", "Geographical indication"),
            f"{claims.gi_name} ({claims.gi_code})",
        ),
        (Words("公告号或注册号", "Announcement or registration"), claims.right_number),
        (Words("合法使用人", "Authorized user"), claims.holder),
        (Words("统一社会信用代码", "Unified social credit code"), claims.uscc),
        (Words("授权编号", "Authorization number"), claims.number),
        (Words("起始日", "From"), _day(claims.valid_from)),
        (Words("截止日", "To (inclusive)"), _day(claims.valid_to)),
        (Words("登记平台", "Issued by"), claims.issuer),
        (
            Words("签发时间（北京时间）", "Signed (China time)"),
            china_time(claims.issued_at),
        ),
    ]


def _day(day: date | None) -> str:
    if day is None:
        return f"{_OPEN_END.zh} / {_OPEN_END.en}"
    return f"{long_day(day, Language.ZH)} / {long_day(day, Language.EN)}"

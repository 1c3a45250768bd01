import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from gi_registry.core import clock
from gi_registry.core.words import Language, long_day
from gi_registry.marks.certificates import KeyStatus, SigningKey, sign
from gi_registry.marks.cli import COMMANDS
from gi_registry.marks.cli.certificates import verify_certificate
from gi_registry.marks.qr import qr_png
from tests.marks.certificates.examples import CLAIMS, KEY, KEYS, claims, keys

# Midnight may pass between here and a test.
TODAY = clock.today()
NEAR = timedelta(days=2)
NOW = sign(claims(valid_from=TODAY - NEAR, valid_to=TODAY + NEAR), KEY)
ENDED = sign(claims(valid_from=date(2020, 1, 1), valid_to=TODAY - NEAR), KEY)
TO_COME = sign(claims(valid_from=TODAY + NEAR, valid_to=None), KEY)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Give the file that anybody may download."""
    file = tmp_path / "gi-keys.json"
    file.write_text(json.dumps(KEYS))
    return file


def run(*arguments: str | Path) -> Result:
    """Run the command where nothing is installed."""
    return CliRunner().invoke(verify_certificate, list(map(str, arguments)))


def test_a_genuine_certificate_says_what_it_is_in_both_languages(
    key_file: Path,
) -> None:
    result = run(NOW, "--keys", key_file)

    assert result.exit_code == 0
    for words in (
        "签名有效，授权在有效期内",
        "Genuine, and the authorization is within its period",
        "山西老陈醋 (GI-140000-0001)",
        CLAIMS.holder,
        CLAIMS.uscc,
        CLAIMS.number,
        long_day(TODAY + NEAR, Language.ZH),
        long_day(TODAY + NEAR, Language.EN),
        "2026-11-22 10:30",
        "是否中止、注销",
    ):
        assert words in result.stdout


def test_the_installation_knows_its_own_keys(app: Flask) -> None:
    key = SigningKey.of_master(app.extensions["gi"].secrets.master)
    text = sign(claims(valid_from=TODAY - NEAR, valid_to=None), key)
    made_for_it = app.test_cli_runner().invoke(verify_certificate, [text])
    with app.app_context():
        already_there = CliRunner().invoke(verify_certificate, [text])

    assert made_for_it.exit_code == already_there.exit_code == 0
    assert made_for_it.stdout == already_there.stdout
    assert "的撤销清单，未见中止、注销" in made_for_it.stdout


def test_a_text_file_and_a_picture_are_read(tmp_path: Path, key_file: Path) -> None:
    text, picture = tmp_path / "certificate.txt", tmp_path / "certificate.png"
    text.write_text(f"授权凭证\n{NOW}\n", encoding="utf-8-sig")
    picture.write_bytes(qr_png(NOW, module_px=3))

    results = [run(file, "--keys", key_file) for file in (text, picture)]

    assert [result.exit_code for result in results] == [0, 0]
    assert results[0].stdout == results[1].stdout


@pytest.mark.parametrize(
    ("text", "outcome", "reason", "code"),
    [
        (NOW, "valid", None, 0),
        (ENDED, "expired", "certificate-expired", 1),
        (TO_COME, "not_yet", "certificate-not-yet-valid", 1),
    ],
)
def test_json_gives_the_outcome_and_the_claims(
    text: str, outcome: str, reason: str | None, code: int, key_file: Path
) -> None:
    result = run(text, "--keys", key_file, "--json")

    said = json.loads(result.stdout)
    assert (said["outcome"], result.exit_code) == (outcome, code)
    assert said.get("reason") == reason
    assert said["revocations_on"] is None
    assert said["claims"]["holder"] == CLAIMS.holder
    assert said["claims"]["issued_at"] == "2026-11-22T02:30:00+00:00"
    assert said["key"] == {"kid": KEYS["keys"][0]["kid"], "status": "active"}
    assert set(said["words"]) == {"zh", "en"}


def test_an_ended_authorization_is_read_but_does_not_pass(key_file: Path) -> None:
    result = run(ENDED, "--keys", key_file)

    assert "授权已届满" in result.stdout
    assert CLAIMS.holder in result.stdout
    assert result.exit_code == 1


def test_an_authorization_without_an_end_says_so(key_file: Path) -> None:
    result = run(TO_COME, "--keys", key_file)

    assert "授权尚未开始" in result.stdout
    assert "长期 / no end" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("text", "key_set", "reason"),
    [
        (NOW[:-1], KEYS, "not-a-certificate"),
        (sign(CLAIMS, SigningKey(bytes(32))), KEYS, "certificate-unknown-key"),
        (NOW, keys(KeyStatus.REVOKED), "certificate-key-revoked"),
        (NOW, {"keys": 7}, "key-set"),
        (NOW, [], "key-set"),
        ("HELLO", KEYS, "certificate-input"),
        ("x" * 5_000, KEYS, "certificate-input"),
        ("\0", KEYS, "certificate-input"),
    ],
)
def test_a_refusal_says_why_and_fails(
    text: str, key_set: object, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(key_set))

    spoken, data = run(text, "--keys", file), run(text, "--keys", file, "--json")

    said = json.loads(data.stdout)
    assert (said["outcome"], said["reason"]) == ("refused", reason)
    assert spoken.stdout.splitlines() == [said["words"]["zh"], said["words"]["en"]]
    assert (spoken.exit_code, data.exit_code) == (1, 1)


def test_keys_that_are_no_json_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_bytes(b"<html>")

    result = run(NOW, "--keys", file, "--json")

    assert json.loads(result.stdout)["reason"] == "key-set"


def test_a_file_without_a_certificate_is_refused(
    tmp_path: Path, key_file: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("您好")

    result = run(file, "--keys", key_file, "--json")

    assert json.loads(result.stdout)["reason"] == "not-a-certificate"


def test_keys_that_do_not_exist_are_wrong_usage() -> None:
    assert run(NOW, "--keys", "no-such-file").exit_code == 2


def test_the_application_is_given_all_commands() -> None:
    names = [command.name for command in COMMANDS]
    assert names == ["certificates", "codes", "runs", "verify-certificate"]

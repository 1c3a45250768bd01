import subprocess
import sys
from pathlib import Path

import pytest


def _run(tmp_path: Path, *words: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-m", "gi_registry.app.cli", *words],
        env={"GI_DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"} | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_installation_is_made_and_found_sound(tmp_path: Path) -> None:
    before = _run(tmp_path, "doctor")
    upgraded = _run(tmp_path, "db", "upgrade")
    after = _run(tmp_path, "doctor", "--json")

    assert before.returncode == 1
    assert "gi-registry db upgrade" in before.stdout
    assert upgraded.returncode == 0
    assert after.returncode == 0, after.stdout
    assert '"sound": true' in after.stdout


def test_an_account_and_a_token_are_made_and_a_refusal_is_one_of_words(
    tmp_path: Path,
) -> None:
    _run(tmp_path, "db", "upgrade")
    person = (
        *(
            "accounts",
            "create",
            "a@example",
            "--name",
            "示例",
            "--organisation",
            "示例",
        ),
        *(
            "--role",
            "producer",
            "--kind",
            "producer",
            "--password",
            "long enough it is",
        ),
    )
    first = _run(tmp_path, *person)
    again = _run(tmp_path, *person)
    token = _run(
        tmp_path, "tokens", "create", "--account", "a@example", "--scope", "produce"
    )
    refused = _run(
        tmp_path, "tokens", "create", "--account", "a@example", "--scope", "accounts"
    )

    assert first.stdout.strip() == "1", first.stderr
    assert again.returncode == 1
    assert "The login a@example is taken" in again.stderr
    assert token.stdout.startswith("gi_")
    assert refused.returncode == 1


@pytest.mark.parametrize("words", [(), ("--help",), ("db", "--help")])
def test_every_command_explains_itself(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = _run(tmp_path, *words)

    assert "Usage: gi-registry" in done.stdout + done.stderr


def test_an_unknown_setting_stops_the_start_and_names_the_nearest(
    tmp_path: Path,
) -> None:
    done = _run(tmp_path, "doctor", GI_BASEURL="http://x")

    assert done.returncode == 1
    assert "GI_BASE_URL" in done.stderr

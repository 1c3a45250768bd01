import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from gi_registry.core.codes import RUN_SIZE, CodeKeys, RunSizeError, grouped
from gi_registry.marks.cli.codes import Progress, codes
from tests.core.codes.vectors import ITEM_CODES, ITEM_KEY
from tests.marks.certificates.examples import MASTER

KEY = ITEM_KEY.hex()


def run(*arguments: str, typed: str | bytes = "") -> Result:
    """Run a command where nothing is installed."""
    return CliRunner().invoke(codes, arguments, input=typed)


def test_encode_prints_the_codes_of_a_range_one_a_line() -> None:
    result = run("encode", "--run", "1", "--start", "0", "--count", "3", "--key", KEY)

    assert result.stdout.splitlines() == [code for run, _, code in ITEM_CODES[:3]]
    assert (result.stderr, result.exit_code) == ("", 0)


def test_encode_streams_a_large_range() -> None:
    result = run("encode", "--run", "7", "--count", "200000", "--key", KEY)

    lines = result.stdout.splitlines()
    assert len(lines) == 200_000
    assert lines[123_456] == "KE9P4D51BH99XC1G7KMP"


def test_encode_takes_the_epoch_key_of_the_installation(installed: Flask) -> None:
    arguments = ["encode", "--run", "7", "--count", "1", "--epoch", "2"]

    result = installed.test_cli_runner().invoke(codes, arguments)

    expected = CodeKeys(MASTER, epochs=(2,)).encode(2, 7, 0)
    assert result.stdout == f"{expected}\n"


def test_encode_refuses_a_range_beyond_the_run() -> None:
    result = run(
        "encode", "--run", "7", "--start", str(RUN_SIZE), "--count", "1", "--key", KEY
    )

    assert isinstance(result.exception, RunSizeError)
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["encode", "--run", "7", "--count", "1", "--key", "00"],
        ["encode", "--run", "7", "--count", "1", "--key", "x" * 64],
        ["encode", "--run", "-1", "--count", "1", "--key", KEY],
        ["encode", "--run", str(2**32), "--count", "1", "--key", KEY],
        ["encode", "--run", "7", "--key", KEY],
        ["verify", "no-such-file", "--key", KEY],
    ],
)
def test_wrong_usage_is_exit_code_two(arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""


def test_verify_answers_each_line_and_fails_if_one_is_not_ok() -> None:
    typed = f"{grouped(ITEM_CODES[3][2]).lower()}\n{'0' * 20}\n\nnot a code\n"

    result = run("verify", "--key", KEY, typed=typed)

    assert result.stdout.splitlines() == [
        "ke9p-4d51-bh99-xc1g-7kmp\tok\t7\t123456",
        "00000000000000000000\tforged\t\t",
        "not a code\tmalformed\t\t",
    ]
    assert result.exit_code == 1


def test_verify_reads_a_file_as_windows_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "codes.txt"
    lines = [code for _, _, code in ITEM_CODES]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())

    result = run("verify", str(file), "--key", KEY)

    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        [code, "ok", str(run), str(index)] for run, index, code in ITEM_CODES
    ]
    assert result.exit_code == 0


def test_verify_gives_json_lines() -> None:
    result = run("verify", "--json", "--key", KEY, typed=f"{ITEM_CODES[3][2]}\n醋\t\n")

    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"code": ITEM_CODES[3][2], "verdict": "ok", "run": 7, "index": 123_456},
        {"code": "醋", "verdict": "malformed", "run": None, "index": None},
    ]


def test_verify_reads_every_line_of_a_large_file() -> None:
    made = run("encode", "--run", "9", "--count", "70000", "--key", KEY).stdout

    result = run("verify", "--key", KEY, typed=made)

    answers = [line.split("\t") for line in result.stdout.splitlines()]
    assert [int(answer[3]) for answer in answers] == list(range(70_000))
    assert {(answer[1], answer[2]) for answer in answers} == {("ok", "9")}
    assert result.exit_code == 0


def test_verify_keeps_its_columns_whatever_it_reads() -> None:
    typed = b"A\tB\x1b[31m\n" + b"\xff\xfe\n" + b"9" * 2_000

    result = run("verify", "--key", KEY, typed=typed)

    lines = result.stdout.splitlines()
    assert {tuple(line.split("\t")[1:]) for line in lines} == {("malformed", "", "")}
    assert max(map(len, lines)) < 600
    assert "\x1b" not in result.stdout


def test_verify_tries_older_epochs_of_the_installation(installed: Flask) -> None:
    runner = installed.test_cli_runner()
    keys = CodeKeys(MASTER, epochs=(1, 2))
    typed = f"{keys.encode(1, 7, 5)}\n{keys.encode(2, 7, 6)}\n"

    newest = runner.invoke(codes, ["verify", "--epoch", "2"], input=typed)
    first = runner.invoke(codes, ["verify"], input=typed)

    assert [line.split("\t")[1] for line in newest.stdout.splitlines()] == ["ok", "ok"]
    assert [line.split("\t")[1] for line in first.stdout.splitlines()] == [
        "ok",
        "forged",
    ]


def test_nothing_to_verify_is_no_failure() -> None:
    result = run("verify", "--key", KEY)

    assert (result.stdout, result.exit_code) == ("", 0)


class Terminal(io.StringIO):
    """A place to write that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_progress_is_shown_on_a_terminal_after_two_seconds() -> None:
    times = iter([0.0, 1.9, 2.0, 2.0, 2.2, 2.6, 2.6])
    terminal = Terminal()
    progress = Progress(1_000_000, terminal=terminal, clock=lambda: next(times))

    for done in (100_000, 200_000, 300_000, 500_000):
        progress.show(done)
    progress.end()

    assert terminal.getvalue() == (
        "\r200,000 / 1,000,000 (20 %)\r500,000 / 1,000,000 (50 %)\n"
    )


def test_progress_is_not_shown_where_nobody_looks() -> None:
    times = iter([0.0, 5.0, 5.0])
    file = io.StringIO()
    progress = Progress(10, terminal=file, clock=lambda: next(times))

    progress.show(5)
    progress.end()

    assert file.getvalue() == ""

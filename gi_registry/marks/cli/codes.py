"""`codes encode` and `codes verify`: item codes without a database."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any, Final, TypeVar

import click

from gi_registry.core.codes import RUN_SIZE, RUNS, CodeKeys, well_formed
from gi_registry.marks.cli.installation import master_secret

_BLOCK: Final = 32_768
_LONGEST_LINE: Final = 512
_KEY_BYTES: Final = 32
_SILENT_S: Final = 2.0
_EVERY_S: Final = 0.5

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _AesKey(click.ParamType[bytes]):
    """A 32-byte AES key, as 64 hexadecimal digits."""

    name = "hex"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> bytes:
        """Return the key; a wrong one is wrong usage."""
        try:
            key = value if isinstance(value, bytes) else bytes.fromhex(str(value))
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            self.fail("the key is 64 hexadecimal digits (32 bytes)", param, ctx)
        return key


def _key_option(command: _Command) -> _Command:
    return click.option(
        "--key",
        type=_AesKey(),
        metavar="HEX",
        help="The AES key itself, 64 hexadecimal digits; else the installation's.",
    )(command)


class Progress:
    """A line on a terminal's stderr, once work has taken two seconds.

    Args:
        total: how many there will be.
        terminal: where to write; nothing is written where it is no terminal.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        total: int,
        *,
        terminal: IO[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._terminal = terminal if terminal.isatty() else None
        self._clock = clock
        self._next = clock() + _SILENT_S
        self._said = False

    def show(self, done: int) -> None:
        """Say how many are done, if it is time to."""
        if self._terminal is None or self._clock() < self._next:
            return
        self._next = self._clock() + _EVERY_S
        self._said = True
        share = 100 * done // self._total
        self._terminal.write(f"\r{done:,} / {self._total:,} ({share} %)")
        self._terminal.flush()

    def end(self) -> None:
        """Leave the line, if there is one."""
        if self._terminal is not None and self._said:
            self._terminal.write("\n")


@click.group("codes")
def codes() -> None:
    """Make and check item codes without the database; look after their keys."""


@codes.command("encode")
@click.option("--run", required=True, type=click.IntRange(0, RUNS - 1))
@click.option("--start", default=0, show_default=True, type=click.IntRange(0, RUN_SIZE))
@click.option("--count", required=True, type=click.IntRange(0, RUN_SIZE))
@click.option("--epoch", default=1, show_default=True, type=click.IntRange(1))
@_key_option
def encode(*, run: int, start: int, count: int, epoch: int, key: bytes | None) -> None:
    """Print the codes of a range of a run's labels, one a line."""
    pieces = _keys(key, [epoch]).encode_range(epoch, run, start, count)
    out = sys.stdout.buffer
    progress = Progress(count, terminal=sys.stderr)
    done = 0
    for piece in pieces:
        out.write(piece)
        done += piece.count(b"\n")
        progress.show(done)
    out.flush()
    progress.end()


@codes.command("verify")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--epoch", default=1, show_default=True, type=click.IntRange(1))
@click.option("--json", "as_json", is_flag=True, help="A JSON document a line.")
@_key_option
def verify(*, file: IO[bytes], epoch: int, as_json: bool, key: bytes | None) -> None:
    """Check the codes in FILE or on stdin, one a line.

    Prints the line, ok, forged or malformed, the run and the index, separated by
    tabs. --epoch names the newest key in use; older ones are tried after it.
    Exits with 1 if any code is not ok.
    """
    keys = _keys(key, range(1, epoch + 1))
    spelt = _as_json if as_json else _as_columns
    sound = True
    for lines in _blocks(file):
        answers = list(_answers(keys, lines))
        sound = sound and all(answer[1] == "ok" for answer in answers)
        click.echo("\n".join(spelt(*answer) for answer in answers))
    if not sound:
        sys.exit(1)


def _keys(key: bytes | None, epochs: list[int] | range) -> CodeKeys:
    if key is not None:
        return CodeKeys.of_key(key, epoch=max(epochs))
    return CodeKeys(master_secret(), epochs)


def _blocks(file: IO[bytes]) -> Iterator[list[str]]:
    """Give the lines that are not blank, some thousands at a time.

    A line beyond 512 bytes is given in parts, so that memory has a bound.
    """
    texts = (
        line.decode(errors="replace").lstrip("\ufeff").strip()
        for line in iter(lambda: file.readline(_LONGEST_LINE), b"")
    )
    while block := list(islice(filter(None, texts), _BLOCK)):
        yield block


_Answer = tuple[str, str, int | None, int | None]


def _answers(keys: CodeKeys, lines: list[str]) -> Iterator[_Answer]:
    found = keys.decode_many(lines)
    formed = found.ok if found.ok.all() else well_formed(lines)
    columns = (found.ok, formed, found.run, found.index)
    for line, ok, form, run, index in zip(
        lines, *(column.tolist() for column in columns), strict=True
    ):
        if ok:
            yield line, "ok", run, index
        else:
            yield line, "forged" if form else "malformed", None, None


def _as_columns(line: str, verdict: str, run: int | None, index: int | None) -> str:
    shown = line if line.isprintable() else _printable(line)
    if run is None:
        return f"{shown}\t{verdict}\t\t"
    return f"{shown}\t{verdict}\t{run}\t{index}"


def _as_json(line: str, verdict: str, run: int | None, index: int | None) -> str:
    answer = {"code": line, "verdict": verdict, "run": run, "index": index}
    return json.dumps(answer, ensure_ascii=False)


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)

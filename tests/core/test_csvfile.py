"""CSV that opens well in a spreadsheet and runs nothing there."""

import csv
import io

import pytest

from gi_registry.core import csvfile


def _read(rows: list[list[object]]) -> list[list[str]]:
    text = "".join(csvfile.lines(rows))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+8613800000000",
        "-2+3",
        '@SUM(A1:A9)*cmd|"/c calc"!A0',
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
    ],
)
def test_text_that_starts_a_formula_is_kept_as_text(text: str) -> None:
    assert _read([[text]]) == [["'" + text]]


def test_numbers_and_plain_text_stay_as_they_are() -> None:
    cells: list[object] = [-5, 1.5, "祁县, 示例", 'say "hi"', "", None, "a=b"]

    assert _read([cells]) == [["-5", "1.5", "祁县, 示例", 'say "hi"', "", "", "a=b"]]


def test_only_the_first_line_has_a_byte_order_mark() -> None:
    lines = list(csvfile.lines([["a"], ["b"]]))

    assert lines == ["\ufeffa\r\n", "b\r\n"]


def test_a_cell_with_line_breaks_is_one_cell() -> None:
    assert _read([["first\nsecond", 1]]) == [["first\nsecond", "1"]]

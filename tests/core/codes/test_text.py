import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.codes import ALPHABET, CodeFormatError, grouped, normalise
from gi_registry.core.errors import InvalidError

CODE = "CBQYZAWQ2FNFJK4459A1"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        "CBQY-ZAWQ-2FNF-JK44-59A1",
        "cbqy zawq 2fnf jk44 59a1",
        "  cbqyzawq2fnfjk4459a1\r\n",
        "CBQY–ZAWQ—2FNF−JK44‑59A1",
        "ＣＢＱＹ－ＺＡＷＱ　２ＦＮＦ ＪＫ４４ ５９Ａ１",
        "\ufeffCBQYZAWQ\u200b2FNFJK4459A1",
        "CBQYZAWQ2FNFJK4459AI",
        "CBQYZAWQ2FNFJK4459Al",
    ],
)
def test_what_a_person_types_is_understood(typed: str) -> None:
    assert normalise(typed) == CODE


def test_letter_o_means_nought_and_letters_i_and_l_mean_one() -> None:
    assert normalise("oOiIlL23456789ABCDEF") == "00111123456789ABCDEF"


@pytest.mark.parametrize(
    ("typed", "symbols"),
    [("", 0), (CODE[:19], 19), (CODE + "0", 21), ("-" * 20, 0), ("9" * 10**6, 10**6)],
)
def test_a_wrong_length_is_told(typed: str, symbols: int) -> None:
    with pytest.raises(CodeFormatError) as refusal:
        normalise(typed)

    assert refusal.value.facts == {"symbols": symbols}
    assert str(symbols) in refusal.value.words.zh
    assert str(symbols) in refusal.value.words.en


@pytest.mark.parametrize(
    ("typed", "told"), [("U", "U"), ("u", "U"), ("*", "*"), ("晋", "晋"), ("＊", "*")]
)
def test_a_symbol_of_no_code_is_told_with_its_place(typed: str, told: str) -> None:
    with pytest.raises(CodeFormatError) as refusal:
        normalise(f"CBQY-{typed}AWQ-2FNF-JK44-59A1")

    assert refusal.value.facts == {"symbol": told, "position": 5}
    assert isinstance(refusal.value, InvalidError)


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    try:
        code = normalise(typed)
    except CodeFormatError:
        return
    assert len(code) == 20
    assert set(code) <= set(ALPHABET)


@given(st.text(ALPHABET, min_size=20, max_size=20))
def test_groups_of_four_read_back(code: str) -> None:
    printed = grouped(code)

    assert [len(group) for group in printed.split("-")] == [4] * 5
    assert normalise(printed) == code

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.uscc import (
    ALPHABET,
    UsccCharacterError,
    UsccCheckError,
    UsccError,
    UsccLengthError,
    check,
    inner_check,
    outer_check,
)

REAL = (
    "914403001922038216",
    "91330100799655058B",
    "9144030071526726XG",
    "91110000600037341L",
    "91110108551385082Q",
    "91440101231245152Y",
)
"""Published codes of well-known companies."""
SYNTHETIC = (
    "91140105MA0K00013N",
    "93140430MA0K000211",
    "N2140430MF00000135",
    "52140000MJ00000189",
    "12140400400000018U",
    "92140105MA0KTE5T0Y",
)
PAIRS = [
    first + second
    for first, seconds in [
        ("1", "1239"),
        ("2", "19"),
        ("3", "123459"),
        ("4", "19"),
        ("5", "1239"),
        ("6", "129"),
        ("7", "129"),
        ("8", "19"),
        ("9", "123"),
        ("A", "19"),
        ("N", "1239"),
        ("Y", "1"),
    ]
    for second in seconds
]

_OFFICES = st.text("0123456789", min_size=6, max_size=6)
_BODIES = st.text(ALPHABET, min_size=8, max_size=8)


def _code(pair: str, office: str, body: str) -> str:
    first_17 = pair + office + body + inner_check(body)
    return first_17 + outer_check(first_17)


codes = st.builds(_code, st.sampled_from(PAIRS), _OFFICES, _BODIES)


@pytest.mark.parametrize("code", REAL + SYNTHETIC)
def test_known_codes_are_accepted_without_a_word(code: str) -> None:
    result = check(code)

    assert result.code == code
    assert result.warnings == ()


@pytest.mark.parametrize("pair", PAIRS)
def test_every_legal_pair_is_accepted_without_a_warning(pair: str) -> None:
    result = check(_code(pair, "140727", "MF000001"))

    assert result.warnings == ()


@pytest.mark.parametrize("pair", ["99", "N4", "Y9", "B1", "95"])
def test_an_unknown_pair_is_accepted_with_a_warning(pair: str) -> None:
    result = check(_code(pair, "140727", "MF000001"))

    assert len(result.warnings) == 1
    assert f"“{pair}”" in result.warnings[0].zh
    assert f"“{pair}”" in result.warnings[0].en


@pytest.mark.parametrize(
    "typed",
    [
        "91140105ma0k00013n",
        " 91140105 MA0K 00013N ",
        "９１１４０１０５ＭＡ０Ｋ０００１３Ｎ",
        "\u200b91140105MA0K00013N\ufeff",
    ],
)
def test_width_case_and_spaces_do_not_matter(typed: str) -> None:
    assert check(typed).code == "91140105MA0K00013N"


@pytest.mark.parametrize("code", REAL + SYNTHETIC)
def test_every_swap_of_neighbours_is_detected(code: str) -> None:
    swapped = {
        code[:i] + code[i + 1] + code[i] + code[i + 2 :]
        for i in range(len(code) - 1)
        if code[i] != code[i + 1]
    }

    for text in swapped:
        with pytest.raises(UsccError):
            check(text)


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_change_is_detected(code: str, place: int, new: str) -> None:
    changed = code[:place] + new + code[place + 1 :]

    if changed == code:
        assert check(changed).code == code
    else:
        with pytest.raises(UsccError):
            check(changed)


@pytest.mark.parametrize(
    ("letter", "alike"), [("I", "1"), ("O", "0"), ("S", "5"), ("V", "U"), ("Z", "2")]
)
def test_a_letter_that_is_not_used_is_asked_about_and_never_replaced(
    letter: str, alike: str
) -> None:
    code = "91140105MA0K00013N"

    with pytest.raises(UsccCharacterError) as caught:
        check(code[:10] + letter + code[11:])

    assert f"第 11 位是“{letter}”" in caught.value.words.zh
    assert f"是不是 {alike}？" in caught.value.words.zh
    assert f"Is it {alike}?" in caught.value.words.en


def test_an_o_that_would_fit_as_a_zero_is_still_refused() -> None:
    with pytest.raises(UsccCharacterError):
        check("91140105MAOK00013N")


@pytest.mark.parametrize("found", ["-", "一", "?", "."])
def test_other_signs_are_named_with_their_place(found: str) -> None:
    with pytest.raises(UsccCharacterError) as caught:
        check("91140105MA0K0001" + found + "N")

    assert f"第 17 位是“{found}”" in caught.value.words.zh


def test_the_places_of_the_office_take_digits_only() -> None:
    with pytest.raises(UsccCharacterError) as caught:
        check("9114A105MA0K00013N")

    assert "第 5 位" in caught.value.words.zh
    assert "第 3 至 8 位只能是数字" in caught.value.words.zh


@pytest.mark.parametrize("text", ["", "91140105MA0K00013", "91140105MA0K00013NN"])
def test_the_length_is_said(text: str) -> None:
    with pytest.raises(UsccLengthError) as caught:
        check(text)

    assert f"这里有 {len(text)} 位" in caught.value.words.zh


def test_a_wrong_last_character_is_the_outer_check_alone() -> None:
    with pytest.raises(UsccCheckError) as caught:
        check("91140105MA0K00013P")

    assert (caught.value.is_inner_wrong, caught.value.is_outer_wrong) == (False, True)
    assert "第 18 位" in caught.value.words.zh


def test_a_slip_in_the_organisation_code_fails_both_checks() -> None:
    with pytest.raises(UsccCheckError) as caught:
        check("91140105MA0K00023N")

    assert (caught.value.is_inner_wrong, caught.value.is_outer_wrong) == (True, True)
    assert "第 9 至 17 位" in caught.value.words.zh


def test_a_code_made_up_to_fit_the_outer_check_alone_is_refused() -> None:
    first_17 = "91140105MA0K00014"
    made_up = first_17 + outer_check(first_17)

    with pytest.raises(UsccCheckError) as caught:
        check(made_up)

    assert (caught.value.is_inner_wrong, caught.value.is_outer_wrong) == (True, False)
    assert "第 17 位" in caught.value.words.zh


def test_the_published_weights_of_the_standard_are_the_powers_of_three() -> None:
    printed = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    for code in REAL:
        total = sum(
            ALPHABET.index(c) * w for c, w in zip(code[:17], printed, strict=True)
        )
        assert ALPHABET[(31 - total % 31) % 31] == code[17]

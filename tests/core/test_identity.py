import hashlib
import hmac

import pytest

from gi_registry.core.identity import (
    IdentityBirthError,
    IdentityCheckError,
    IdentityError,
    IdentityFormError,
    check,
    check_character,
    conceal,
    is_of,
)

# The two examples of GB 11643-1999, annex A.
MAN, WOMAN = "440524188001010014", "11010519491231002X"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PEPPER = b"p" * 32


@pytest.mark.parametrize("number", [MAN, WOMAN])
def test_the_standards_examples_are_sound(number: str) -> None:
    assert check(number) == number
    assert check(f" {number[:6]} {number[6:].lower()}") == number
    total = sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True))
    assert "10X98765432"[total % 11] == number[-1] == check_character(number[:17])


def test_every_wrong_digit_and_every_swap_of_neighbours_is_found() -> None:
    for place in range(17):
        for digit in "0123456789":
            wrong = WOMAN[:place] + digit + WOMAN[place + 1 :]
            if wrong != WOMAN:
                with pytest.raises(IdentityError):
                    check(wrong)
        swapped = list(MAN)
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        if "".join(swapped) != MAN:
            with pytest.raises(IdentityError):
                check("".join(swapped))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", IdentityFormError),
        (MAN[:15], IdentityFormError),
        ("4405241880O1010014", IdentityFormError),
        ("440524188013010014", IdentityBirthError),
        ("440524188001010015", IdentityCheckError),
    ],
)
def test_what_is_no_number_is_refused_and_not_repeated(
    text: str, error: type[IdentityError]
) -> None:
    with pytest.raises(error) as caught:
        check(text)

    assert not text or text not in str(caught.value.words)


def test_what_is_kept_hides_the_number_and_knows_the_person_again() -> None:
    kept = conceal(MAN, "911", pepper=PEPPER, salt=b"s" * 16)
    again = conceal(MAN, "911", pepper=PEPPER, salt=b"t" * 16)
    elsewhere = conceal(MAN, "912", pepper=PEPPER, salt=b"s" * 16)

    assert kept.digest != again.digest, "each row has its salt"
    assert kept.key == again.key != elsewhere.key
    assert kept.last4 == "0014"
    assert MAN[:-4] not in repr(kept)
    assert is_of(MAN, kept, pepper=PEPPER)
    assert not is_of(WOMAN, kept, pepper=PEPPER)
    assert not is_of(MAN, kept, pepper=b"q" * 32), "nothing without the secret"
    message = b"\0\x06salted\0\x10" + b"s" * 16 + b"\0\x12" + MAN.encode()
    assert kept.digest == hmac.new(PEPPER, message, hashlib.sha256).hexdigest()

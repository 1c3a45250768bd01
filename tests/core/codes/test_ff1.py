import pytest
from fastfpe import ff1 as oracle
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.core.codes import ff1
from tests.core.codes.vectors import NIST, Sample


@pytest.mark.parametrize("sample", NIST)
def test_nist_samples_encrypt_and_decrypt(sample: Sample) -> None:
    key, tweak = bytes.fromhex(sample.key), bytes.fromhex(sample.tweak)

    made = ff1.encrypt(key, sample.plain, radix=sample.radix, tweak=tweak)
    opened = ff1.decrypt(key, sample.cipher, radix=sample.radix, tweak=tweak)

    assert (made, opened) == (sample.cipher, sample.plain)


@given(
    key=st.binary(min_size=16, max_size=16) | st.binary(min_size=32, max_size=32),
    tweak=st.binary(max_size=40),
    radix=st.integers(2, 36),
    data=st.data(),
)
def test_it_agrees_with_another_implementation(
    key: bytes, tweak: bytes, radix: int, data: st.DataObject
) -> None:
    digits = ff1.DIGITS[:radix]
    text = data.draw(st.text(digits, min_size=20, max_size=90))

    made = ff1.encrypt(key, text, radix=radix, tweak=tweak)

    assert made == oracle.encrypt(key.hex(), tweak.hex(), digits, text)
    assert ff1.decrypt(key, made, radix=radix, tweak=tweak) == text


@pytest.mark.parametrize(
    ("text", "radix", "why"),
    [
        ("01234567a9", 10, "not of radix 10"),
        ("12345", 10, "fewer than a million"),
        ("0000000", 37, "between 2 and 36"),
        ("0000000", 1, "between 2 and 36"),
    ],
)
def test_what_is_not_ff1_is_refused(text: str, radix: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ff1.encrypt(bytes(16), text, radix=radix)

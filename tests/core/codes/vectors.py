"""Values that others computed."""

from typing import NamedTuple


class Sample(NamedTuple):
    """One FF1 sample."""

    key: str
    tweak: str
    radix: int
    plain: str
    cipher: str


_128 = "2b7e151628aed2a6abf7158809cf4f3c"
_192 = _128 + "ef4359d8d580aa4f"
_256 = _192 + "7f036d6f04fc6a94"
_DIGITS = "0123456789"
_LETTERS = "0123456789abcdefghi"

# NIST, "FF1 Samples", which accompany SP 800-38G: samples 1 to 9.
NIST = [
    Sample(_128, "", 10, _DIGITS, "2433477484"),
    Sample(_128, "39383736353433323130", 10, _DIGITS, "6124200773"),
    Sample(_128, "3737373770717273373737", 36, _LETTERS, "a9tv40mll9kdu509eum"),
    Sample(_192, "", 10, _DIGITS, "2830668132"),
    Sample(_192, "39383736353433323130", 10, _DIGITS, "2496655549"),
    Sample(_192, "3737373770717273373737", 36, _LETTERS, "xbj3kv35jrawxv32ysr"),
    Sample(_256, "", 10, _DIGITS, "6657667009"),
    Sample(_256, "39383736353433323130", 10, _DIGITS, "1001623463"),
    Sample(_256, "3737373770717273373737", 36, _LETTERS, "xs8a0azh2avyalyzuwd"),
]

ITEM_KEY = bytes(range(32))

# Run, index, code under `ITEM_KEY`; from a separate plain implementation, made
# when the code's construction was designed.
ITEM_CODES = [
    (1, 0, "CBQYZAWQ2FNFJK4459A1"),
    (1, 1, "WMEZRE6BA27Z68GPCEZV"),
    (1, 2, "T2BST6WXAKCX87AX9363"),
    (7, 123_456, "KE9P4D51BH99XC1G7KMP"),
    (4_294_967_295, 268_435_455, "NH8R9J46D14QRHA10FKA"),
    (20_260_001, 99_999_999, "WN81H73PW1Z152BJ889Y"),
]

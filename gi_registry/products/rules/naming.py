"""What search looks through, and how what is typed is made comparable to it."""

import re
from collections.abc import Iterable
from unicodedata import normalize

_TONES = "\u0300\u0301\u0304\u030c"
"""Grave, acute, macron, caron: the four tones as marks."""
_DIAERESIS = "u\u0308"
_TONE_NUMBERS = re.compile(r"(?<=[a-z])[1-5](?![0-9])")


def comparable(text: str) -> str:
    """Return text as search compares it.

    Lower case, half width, spaces single, tone marks and numbers of pinyin
    taken off, ü written v as keyboards have it: `Lǜ Dòu` and `lv4 dou4` are
    both `lv dou`.
    """
    apart = normalize("NFD", normalize("NFKC", text).casefold())
    plain = "".join(mark for mark in apart if mark not in _TONES)
    plain = normalize("NFC", plain.replace(_DIAERESIS, "v"))
    return " ".join(_TONE_NUMBERS.sub("", plain).split())


def search_text(name_zh: str, others: Iterable[str]) -> str:
    """Return what a product is found by, one line a form, with a break around each.

    The first line is the pinyin, syllables apart, so that the whole sorts as a
    dictionary does.

    Args:
        name_zh: the name in Chinese characters.
        others: further texts: the name in Latin letters, what it is in English,
            its code.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- takes half a second

    syllables = lazy_pinyin(name_zh)
    initials = lazy_pinyin(name_zh, style=Style.INITIALS, strict=False)
    further = [comparable(other) for other in others]
    lines = [
        " ".join(syllables),
        "".join(syllables),
        "".join(syllable[:1] for syllable in syllables),
        "".join(initials),
        comparable(name_zh),
        *further,
        *(line.replace(" ", "") for line in further),
    ]
    unique = dict.fromkeys(comparable(line) for line in lines)
    return "\n" + "\n".join(line for line in unique if line) + "\n"

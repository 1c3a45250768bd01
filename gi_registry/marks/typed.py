"""What people type for a label: its number in the run, or its code."""

from dataclasses import dataclass

from gi_registry.core.codes import CodeFormatError, CodeKeys
from gi_registry.core.fields import plain_number
from gi_registry.core.words import Words

_LONGEST_NUMBER = 10

NOT_OURS = Words(
    "这不是本系统的标识编码；请重新扫码，或改填序号",
    "This is no code of ours; scan it again, or type the number",
)
NO_NUMBER = Words(
    "请填序号（如 1200），或扫入标识上的编码",
    "Type a number such as 1200, or scan the code of the label",
)
WHICH_RUN = Words(
    "请选择标识批；填编码时可不选",
    "Choose the run; with codes it need not be chosen",
)
ANOTHER_RUN = Words(
    "这枚标识不在所选的标识批中；请核对",
    "This label is not of the run chosen; please check",
)


@dataclass(frozen=True, slots=True)
class Named:
    """A label, as it was named.

    Attributes:
        run: the run number that its code says; None for a bare number.
        index: sequence number.
    """

    run: int | None
    index: int


def named(text: str, keys: CodeKeys) -> Named | Words:
    """Return the label that was meant, or why none was.

    Args:
        text: a number, a code in any spelling, or the address in a QR code.
        keys: that open codes.
    """
    number = plain_number(text)
    if number.isdecimal() and len(number) <= _LONGEST_NUMBER:
        return Named(None, int(number))
    try:
        found = keys.decode(text.rstrip("/").rsplit("/", 1)[-1])
    except CodeFormatError:
        return NO_NUMBER
    return NOT_OURS if found is None else Named(found.run, found.index)

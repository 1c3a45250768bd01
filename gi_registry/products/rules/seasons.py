"""The months in which a product comes to market, as a mask of twelve bits."""

from collections.abc import Iterable


def mask_of(months: Iterable[int]) -> int:
    """Return the mask of months: bit 0 is January, bit 11 December.

    Args:
        months: 1 to 12.

    Raises:
        ValueError: there is no such month.
    """
    mask = 0
    for month in months:
        mask |= bit(month)
    return mask


def months_of(mask: int) -> tuple[int, ...]:
    """Return the months of a mask, 1 to 12, in order."""
    return tuple(month for month in range(1, 13) if mask & bit(month))


def bit(month: int) -> int:
    """Return the mask of one month.

    Raises:
        ValueError: there is no such month.
    """
    if not 1 <= month <= 12:  # noqa: PLR2004 -- the months of a year
        msg = f"{month} is no month"
        raise ValueError(msg)
    return 1 << (month - 1)

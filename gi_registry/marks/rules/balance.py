"""The year's account of an authorized user's labels; values alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """Labels of one authorized user in one year, counts.

    Attributes:
        opening: neither activated, void, expired nor samples when the year began.
        issued: of the runs of the production year.
        activated: put onto goods on a day of the year.
        void: void, lost, stolen or returned on a day of the year.
        expired: unused on the last day of their run, which fell in the year.
        closing: none of these when the year ended.
        samples: kept by a printer from a day of the year on.
    """

    opening: int
    issued: int
    activated: int
    void: int
    expired: int
    closing: int
    samples: int = 0


def is_conserved(balance: Balance) -> bool:
    """Whether every label is accounted for once; nothing is below zero."""
    came = balance.opening + balance.issued
    went = balance.activated + balance.void + balance.expired + balance.samples
    figures = (came, went, balance.closing, balance.expired, balance.opening)
    return came - went == balance.closing and min(figures) >= 0

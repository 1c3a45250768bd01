"""What a printer must look at, file and keep, by the rule of printing; values alone."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from gi_registry.core.words import Words
from gi_registry.law.rules import TIMERS, deadline, months_after

_TIMERS: Final = {timer.key: timer for timer in TIMERS}
SAMPLE_WITHIN: Final = _TIMERS["label-sample"]
KEEP_FOR: Final = _TIMERS["printing-records"]


class PrintCheck(StrEnum):
    """What a printer looks at before it takes an order; public, never renamed."""

    CLIENT = "client"
    MARK = "mark"
    LICENCE = "licence"
    ARTWORK = "artwork"
    FORM = "form"


class Described(NamedTuple):
    """A check in words, and the rule of law that it comes from."""

    words: Words
    rule: str


CHECKS: Final = {
    PrintCheck.CLIENT: Described(
        Words(
            "已看委托人的营业执照或者身份证明",
            "Seen: the client's business licence or identity",
        ),
        "printing.3",
    ),
    PrintCheck.MARK: Described(
        Words(
            "已看用标公告或者商标注册证，并留复印件",
            "Seen: the announcement of the user, or the mark's certificate; copy kept",
        ),
        "printing.4",
    ),
    PrintCheck.LICENCE: Described(
        Words(
            "已看许可合同或者授权书，并留复印件（本单位就是用标主体或者注册人的，以公告代替）",
            "Seen: licence contract or authority, copy kept; for a user or registrant "
            "itself the announcement stands for it",
        ),
        "printing.4",
    ),
    PrintCheck.ARTWORK: Described(
        Words(
            "图样与公告或者注册证一致，标明使用人名称和地址",
            "The artwork is that of the announcement or certificate, and bears the "
            "user's name and address",
        ),
        "printing.5",
    ),
    PrintCheck.FORM: Described(
        Words(
            "已填商标印制业务登记表，图样加盖骑缝章",
            "The register form is filled in and the drawing sealed",
        ),
        "printing.8",
    ),
}


def sample_due(printed_on: date) -> date:
    """Return by when a sample is to be filed: `printing.8`."""
    return deadline(printed_on, SAMPLE_WITHIN.span).day


def keep_until(last_entry: date) -> date:
    """Return until when files and ledger are to be kept: `printing.10`.

    The text does not say from when; it is counted from the last entry.
    """
    return months_after(last_entry, KEEP_FOR.span.amount)

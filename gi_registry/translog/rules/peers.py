"""Who witnesses the log, when each is asked, and what can be wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.translog.rules.cosignatures import WitnessKey

WAITED_FOR: Final = timedelta(minutes=10)
"""For so long a checkpoint without witnesses stands back behind one that has them."""
AGAIN: Final = timedelta(hours=12)
"""A log that does not grow is cosigned anew so often, to say that it did not."""
AT_LEAST: Final = timedelta(days=1)
"""A witness that was silent for so long is reported."""

_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=1)
_AHEAD: Final = timedelta(minutes=5)
_BEHIND: Final = timedelta(hours=1)


class Trouble(StrEnum):
    """Why a witness does not cosign."""

    UNREACHABLE = "unreachable"
    ANSWER = "answer"
    """It answers something that is no answer."""
    UNKNOWN_LOG = "unknown-log"
    SIGNATURE = "signature"
    CLOCK = "clock"
    AHEAD = "ahead"
    """It has seen more entries than the log has."""
    CONTRADICTS = "contradicts"
    """It has seen other entries than the log has."""


GRAVE: Final = frozenset({Trouble.AHEAD, Trouble.CONTRADICTS})
"""What may mean that the log shows two histories: never hidden."""

TROUBLE_WORDS: Final = {
    Trouble.UNREACHABLE: Words(
        "没有应答；将继续重试，请核对网址和网络",
        "does not answer; it is asked again; look at address and network",
    ),
    Trouble.ANSWER: Words(
        "应答不合协议；请向证人的运行单位查问",
        "answers against the protocol; ask its operator",
    ),
    Trouble.UNKNOWN_LOG: Words(
        "不见证本日志；请把本日志的公钥（/log/key）交给证人的运行单位登记",
        "does not witness this log; give the log's key (/log/key) to its operator",
    ),
    Trouble.SIGNATURE: Words(
        "不认本日志的签名，或它的联署与登记的公钥不符；请双方核对公钥",
        "refuses the log's signature, or its own is not of the key that is set; "
        "compare keys on both sides",
    ),
    Trouble.CLOCK: Words(
        "联署的时间不对；请双方核对时钟",
        "says a time that cannot be; compare the clocks on both sides",
    ),
    Trouble.AHEAD: Words(
        "见过 {seen} 条，比本日志现有的多：日志被截短，或从旧备份恢复过；"
        "请登记机关查明并公开说明",
        "has seen {seen} entries, more than the log has: it was cut, or an older "
        "backup was restored; the registry must find out and explain it in public",
    ),
    Trouble.CONTRADICTS: Words(
        "见过的前 {seen} 条与本日志现在的不同：历史被改写，或从旧备份恢复后又续写；"
        "请登记机关查明并公开说明",
        "has seen other first {seen} entries than the log has now: history was "
        "rewritten, or continued after an older backup was restored; the registry "
        "must find out and explain it in public",
    ),
}


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who is asked to cosign.

    Attributes:
        key: whose cosignatures count.
        address: where it is asked: the submission prefix.
    """

    key: WitnessKey
    address: str


def witnesses_of(setting: str) -> tuple[Witness, ...]:
    """Return who is asked, from `GI_WITNESSES`; its form was looked at before."""
    words = setting.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return tuple(Witness(WitnessKey.read(key), at.rstrip("/")) for key, at in pairs)


def wait_after(failures: int, chance: float) -> timedelta:
    """Return how long a witness is left alone that failed so many times in a row.

    Args:
        failures: at least 1; each doubles the wait, up to an hour.
        chance: 0 to 1, so that many logs do not ask at once.
    """
    wait = min(_FIRST_WAIT * (1 << min(failures - 1, 10)), _LONGEST_WAIT)
    return wait * (0.5 + chance / 2)


def is_sane(at: datetime, *, now: datetime) -> bool:
    """Whether a cosignature that was just given can be of this time."""
    return now - _BEHIND <= at <= now + _AHEAD

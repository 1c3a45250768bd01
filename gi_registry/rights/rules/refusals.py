"""When a registrant may refuse who asks to use its certification mark.

Source:
    《集体商标、证明商标注册和管理规定》 (CNIPA Order 79, in force 2024-02-01) Art. 16:
    whoever meets the conditions may use the mark after the procedure, and its
    registrant may not refuse the procedure (注册人不得拒绝办理手续).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gi_registry.producers.errors import (
    MemberDayError,
    RefusalConditionError,
    RefusalMarkError,
)
from gi_registry.products.rules import RightKind

REFUSAL_RULE: Final = "order79.16"


@dataclass(frozen=True, slots=True)
class NewRefusal:
    """A refusal as an office records it.

    Attributes:
        name, uscc: of who asked.
        asked_on: day of the request.
        refused_on: day of the refusal.
        condition: of the rules for use, that was not met.
        file_sha256: of the registrant's kept paper.
    """

    name: str
    uscc: str
    asked_on: date
    refused_on: date
    condition: str
    file_sha256: str | None = None


def check_refusal(kind: RightKind, new: NewRefusal, *, today: date) -> None:
    """Refuse to record a refusal that the article does not allow, or cannot be.

    Raises:
        RefusalMarkError: the right is no certification mark.
        MemberDayError: it was refused before it was asked, or in the future.
        RefusalConditionError: no condition is named.
    """
    if kind is not RightKind.CERTIFICATION_MARK:
        raise RefusalMarkError
    if not new.asked_on <= new.refused_on <= today:
        raise MemberDayError("refused_on", min(new.asked_on, today), today)
    if not new.condition.strip():
        raise RefusalConditionError

"""What a mail says, and when it is tried again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit

from gi_registry.core.words import Language, Words, china_time

MAX_LISTED: Final = 50
"""Notices that one mail lists; the rest are on the site."""
GIVEN_UP_AFTER: Final = timedelta(days=3)
"""A notice that could not be mailed by then is not mailed any more."""
_LONGEST_WAIT: Final = timedelta(hours=4)

_NAME: Final = Words("地理标志登记", "GI Registry")
_MANY: Final = Words("您有 {count} 条通知", "{count} notices for you")
_REST: Final = Words("另有 {count} 条，请在本站查看。", "{count} more are on the site.")
_FOOT: Final = Words(
    "本邮件由系统自动发出，请勿回复。选择哪些通知发邮件、用哪种语言：",
    "This mail was sent by a machine; do not answer it. Choose what is mailed, and "
    "in which language:",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One notice in a mail.

    Attributes:
        title: of its kind.
        words: the sentence.
        link: path of the page.
        made_at: when it was told.
    """

    title: Words
    words: Words
    link: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """From where to whom.

    Attributes:
        sender: address.
        to: address of the account.
        language: that it chose.
        base_url: public address of the registry.
        name: names this mail for ever, so that a second copy can be told.
    """

    sender: str
    to: str
    language: Language
    base_url: str
    name: str


def is_address(text: str) -> bool:
    """Whether mail can be sent there: plain ASCII, and a domain with a dot."""
    return re.fullmatch(r"[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", text) is not None


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: 1, 4, 16, 64, 240 minutes.

    Args:
        attempts: failures so far, at least 1.
    """
    return min(timedelta(minutes=4 ** min(attempts - 1, 10)), _LONGEST_WAIT)


def mail_of(envelope: Envelope, items: Sequence[Item], *, at: datetime) -> EmailMessage:
    """Return the mail that lists some notices, as text.

    It says of itself that a machine sent it (RFC 3834), so that no absence note
    answers it, and nothing of ours reads answers.
    """
    say = envelope.language
    count = len(items)
    title = items[0].title if count == 1 else _MANY.filled(count=count)
    mail = EmailMessage()
    mail["Subject"] = f"[{_NAME.said_in(say)}] {title.said_in(say)}"
    mail["From"] = Address(_NAME.said_in(say), addr_spec=envelope.sender)
    mail["To"] = Address(addr_spec=envelope.to)
    mail["Date"] = at
    domain = urlsplit(envelope.base_url).hostname or "localhost"
    mail["Message-ID"] = f"<{envelope.name}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["List-Unsubscribe"] = f"<{envelope.base_url}/account/notices>"
    mail["Content-Language"] = say.tag
    mail.set_content(_text(envelope, items))
    return mail


def _text(envelope: Envelope, items: Sequence[Item]) -> str:
    say, base = envelope.language, envelope.base_url
    parts = [
        f"{each.title.said_in(say)}\n{each.words.said_in(say)}\n"
        f"{base}{each.link}\n{china_time(each.made_at)}"
        for each in items[:MAX_LISTED]
    ]
    if len(items) > MAX_LISTED:
        rest = _REST.filled(count=len(items) - MAX_LISTED)
        parts.append(f"{rest.said_in(say)}\n{base}/notices")
    parts.append(f"-- \n{_FOOT.said_in(say)}\n{base}/account/notices")
    return "\n\n".join(parts) + "\n"

"""Mails go out here, never in a request."""

from datetime import timedelta

from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.notices.service import mailing


@jobs.handler(
    "notices.mail", Words("发送通知邮件", "Mail notices"), every=timedelta(minutes=1)
)
def mail(work: Work) -> None:
    """Send what waits, if mail is set up here."""
    if work.parts.settings.smtp_url:
        mailing.send_waiting(
            work.parts.database,
            work.parts.settings,
            now=work.now,
            between=lambda sent: work.progress(sent, 0),
        )

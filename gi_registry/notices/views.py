"""The API of notices: one's own, and that they were read."""

from typing import TYPE_CHECKING, Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.paging import Page
from gi_registry.core.sessions import read, write
from gi_registry.notices import service
from gi_registry.notices.schemas import (
    NoticeSchema,
    NoticesQuerySchema,
    NoticesSchema,
)
from gi_registry.notices.service import Wanted

if TYPE_CHECKING:
    from gi_registry.notices.models import SentNotice

api = Blueprint("notice", __name__, description="What one is told.")


@api.get("/notices")
@requires(Permission.SIGNED_IN)
@api.arguments(NoticesQuerySchema, location="query")
@api.response(200, NoticesSchema)
def listed(asked: dict[str, Any]) -> "Page[SentNotice]":
    """List one's own notices, newest first."""
    wanted = Wanted(asked["group"], asked["unread"])
    with read() as session:
        return service.listed(
            session, the_caller().account_id, wanted, number=asked["page"]
        )


@api.post("/notices/<int(max=2147483647):notice_id>/read")
@requires(Permission.SIGNED_IN)
@api.response(200, NoticeSchema)
def opened(notice_id: int) -> "SentNotice":
    """Mark a notice of one's own read; twice changes nothing."""
    with write() as session:
        return service.opened(
            session, the_caller().account_id, notice_id, now=clock.now()
        )

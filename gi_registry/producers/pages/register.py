"""The register of businesses for officers: list, CSV, one of them, those gone."""

from collections.abc import Iterator

from flask import Response, render_template, request

from gi_registry.areas import service as areas
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.language import said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.core.words import Words
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.confirming import TONES
from gi_registry.producers.pages.mine import TONES as APPLICATION_TONES
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    CHANGE_KIND_WORDS,
    CHANGE_STATE_WORDS,
    ENTITY_STATUS_WORDS,
    OPEN,
    EntityStatus,
)
from gi_registry.producers.service import DeskLink, EntityWanted

service.offer_link(
    DeskLink(
        endpoint="producers.gone",
        words=Words(
            "主体已注销或吊销，待报国家知识产权局注销",
            "Businesses gone, to be reported to CNIPA",
        ),
        permission=Permission.AUTHORIZATION_CONTROL,
        count=lambda session, caller, _: service.gone_count(session, caller),
    )
)

STANDING_TONES = {
    EntityStatus.ACTIVE: "good",
    EntityStatus.REVOKED: "stop",
    EntityStatus.CANCELLED: "stop",
}
_ALL = Words("全部", "All")
_GONE = "gone"
_HEAD = (
    Words("统一社会信用代码", "credit code"),
    Words("名称", "name"),
    Words("县（市、区）代码", "county code"),
    Words("生产地址", "address"),
    Words("登记状态", "standing"),
    Words("状态起始日", "since"),
    Words("可用标的核准", "authorizations in force"),
    Words("在办申请", "applications under way"),
)
_GONE_HEAD = (
    Words("用标核准编号", "authorization"),
    Words("使用人", "holder"),
    Words("统一社会信用代码", "credit code"),
    Words("产品", "product"),
    Words("产品代码", "product code"),
    Words("登记状态", "standing"),
    Words("自", "since"),
    Words("依据", "evidence"),
)


@pages.get("/desk/entities")
@requires(Permission.DESK)
def entities() -> str:
    """List the businesses of one's jurisdiction."""
    caller, wanted = the_caller(), _wanted()
    with read() as session:
        return render_template(
            "producers/entities.html",
            page=service.businesses(session, caller, wanted, number=asked_page()),
            wanted=wanted,
            statuses=[("", _ALL), (_GONE, Words("已注销或吊销", "Gone"))]
            + [(each.value, words) for each, words in ENTITY_STATUS_WORDS.items()],
            counties=[("", _ALL), *service.counties_of(session, caller)],
            standings=ENTITY_STATUS_WORDS,
            tones=STANDING_TONES,
            may_import=caller.may(Permission.AUTHORIZATION_CONTROL),
        )


@pages.get("/desk/entities.csv")
@requires(Permission.DESK)
def entities_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, wanted = the_caller(), _wanted()
    head = [said(words) for words in _HEAD]
    words = {status: said(w) for status, w in ENTITY_STATUS_WORDS.items()}
    database = registry().database

    def rows() -> Iterator[list[object]]:
        yield list(head)
        with database.read() as session:
            for row in service.every_business(session, caller, wanted):
                of = row.entity
                yield [
                    of.uscc,
                    of.name,
                    of.division,
                    of.address,
                    words[of.status],
                    of.status_on,
                    row.may_use,
                    row.under_way,
                ]

    return as_csv(rows(), "entities.csv")


@pages.get("/desk/entities/gone")
@requires(Permission.DESK)
def gone() -> str:
    """List the authorizations that CNIPA is still to cancel: business gone."""
    with read() as session:
        page = service.gone(session, the_caller(), number=asked_page())
        return render_template(
            "producers/entities_gone.html", page=page, standings=ENTITY_STATUS_WORDS
        )


@pages.get("/desk/entities/gone.csv")
@requires(Permission.DESK)
def gone_csv() -> Response:
    """Give them as CSV, for the report to CNIPA."""
    with read() as session:
        rows: list[list[object]] = [[said(words) for words in _GONE_HEAD]]
        rows += [
            [
                each.number,
                each.entity.name,
                each.entity.uscc,
                each.gi.name_zh,
                each.gi.code,
                said(ENTITY_STATUS_WORDS[each.entity.status]),
                each.statuses[-1].from_on,
                each.statuses[-1].reason,
            ]
            for each in service.every_gone(session, the_caller())
        ]
    return as_csv(iter(rows), "to-be-cancelled.csv")


@pages.get("/desk/entities/<code>")
@requires(Permission.DESK)
def business(code: str) -> str:
    """Show everything that is on record of a business."""
    with read() as session:
        found, held, sent = service.business(session, the_caller(), code)
        place = areas.full_names(session, {found.division}).get(found.division)
        return render_template(
            "producers/business.html",
            entity=found,
            place=place or Words(found.division, found.division),
            authorizations=held,
            applications=sent,
            open_now=[each for each in sent if each.state in OPEN],
            changes=service.changes_of(session, found.id),
            individuals=service.individuals_count(session, found.id),
            former=service.former_names(session, found.id),
            facts=[
                (label, said(text))
                for label, text in service.facts_of(session, [each.id for each in held])
            ],
            standings=ENTITY_STATUS_WORDS,
            standing_tones=STANDING_TONES,
            kinds=CHANGE_KIND_WORDS,
            change_states=CHANGE_STATE_WORDS,
            change_tones=TONES,
            states=AUTHORIZATION_STATE_WORDS,
            tones=common.AUTHORIZATION_TONES,
            application_states=APPLICATION_STATE_WORDS,
            application_tones=APPLICATION_TONES,
        )


def _wanted() -> EntityWanted:
    status = request.args.get("status", "")
    return EntityWanted(
        text=request.args.get("q", "").strip(),
        division=request.args.get("county", ""),
        status=status if status in {*EntityStatus, _GONE} else "",
        sort=request.args.get("sort", ""),
    )

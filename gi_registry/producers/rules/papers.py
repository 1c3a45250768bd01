"""What an application must hold before it is sent."""

from dataclasses import dataclass
from datetime import date

from gi_registry.core.words import Words
from gi_registry.producers.rules.states import EntityStatus, Route


@dataclass(frozen=True, slots=True)
class Papers:
    """What an application holds.

    Attributes:
        licence_record: number under which a licence or membership is recorded
            with CNIPA (Order 79 Art. 13); for the trade-mark route.
        licence_ends_on: last day of that licence, if it has one.
        on: the day asked about, in China.
    """

    route: Route
    entity_status: EntityStatus
    has_plot: bool
    standard_number: str | None
    product_description: str
    has_quality_report: bool
    licence_record: str | None
    licence_ends_on: date | None
    on: date


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing.

    Attributes:
        page: where it is added: `place` or `papers`; empty if it cannot be.
        field: the field there.
    """

    words: Words
    page: str
    field: str


def missing(papers: Papers) -> tuple[Missing, ...]:
    """Return what is missing, in the order of the form.

    Source:
        Order 80 Art. 20 (application and quality test report); Order 79 Art. 13
        (recordal of members and licences); Order 80 Art. 31 (business licence).
    """
    checks = (
        (
            papers.entity_status is EntityStatus.ACTIVE,
            Words(
                "存续的营业执照（登记状态为已注销或吊销）",
                "a business licence in force (it is cancelled or revoked)",
            ),
            ("", ""),
        ),
        (
            papers.has_plot,
            Words("生产地块或场所", "the plot or workshop"),
            ("place", "plot_id"),
        ),
        (
            bool(papers.standard_number),
            Words("执行的产品标准", "the standard produced to"),
            ("papers", "standard_number"),
        ),
        (
            bool(papers.product_description),
            Words("产品说明", "the description of the product"),
            ("papers", "product_description"),
        ),
        (
            papers.has_quality_report,
            Words("特色质量检验检测报告", "the quality test report"),
            ("papers", "quality_report"),
        ),
        *_of_route(papers),
    )
    return tuple(
        Missing(words, page, field)
        for is_there, words, (page, field) in checks
        if not is_there
    )


def _of_route(papers: Papers) -> tuple[tuple[bool, Words, tuple[str, str]], ...]:
    if papers.route is Route.PRODUCT:
        return ()
    end = papers.licence_ends_on
    return (
        (
            bool(papers.licence_record),
            Words(
                "许可备案号或会员登记（集体商标、证明商标）",
                "the recorded licence or membership of the collective or "
                "certification mark",
            ),
            ("papers", "licence_record"),
        ),
        (
            end is None or end >= papers.on,
            Words(
                f"未到期的许可（现填至 {end}）",
                f"a licence that has not ended (it ended on {end})",
            ),
            ("papers", "licence_ends_on"),
        ),
    )

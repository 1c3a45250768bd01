"""What stands on the packaging beside the special mark, for one authorization.

The official mark's artwork is CNIPA's to give; it is neither drawn nor served here.
"""

from dataclasses import dataclass
from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.producers.rules.states import Route


class PackItem(StrEnum):
    """One thing on the packaging."""

    MARK = "mark"
    USCC = "uscc"
    GI_NAME = "gi_name"
    STANDARD = "standard"
    TRADE_MARK = "trade_mark"


PACK_WORDS = {
    PackItem.MARK: Words("专用标志", "The special mark"),
    PackItem.USCC: Words("统一社会信用代码", "Credit code"),
    PackItem.GI_NAME: Words("地理标志名称", "Name of the GI"),
    PackItem.STANDARD: Words(
        "地理标志标准代号或批准公告号", "Number of the standard or announcement"
    ),
    PackItem.TRADE_MARK: Words(
        "集体商标或证明商标，及其注册号",
        "The collective or certification mark and its registration number",
    ),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """What is on record of an authorization, as it stands on a pack.

    Attributes:
        standard: produced to, if it is on record.
        announcement: CNIPA's, by its title.
        mark_number: registration number of the trade mark, on that route.
    """

    route: Route
    uscc: str
    gi_name: str
    standard: str | None
    announcement: str
    mark_number: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the check-list.

    Attributes:
        values: what to print, one of them; empty where it is a picture.
        rule: key of the rule of law behind it.
    """

    item: PackItem
    how: Words
    values: tuple[str, ...]
    rule: str


def requirements(of: Printed) -> tuple[Requirement, ...]:
    """Return what stands on the packaging.

    Source:
        CNIPA announcement 354 (credit code; GI name with standard or announcement
        number; trade mark with registration number); Order 80 Art. 22 (artwork).
    """
    common = (
        Requirement(
            PackItem.MARK,
            Words(
                "从国家知识产权局官方网站下载矢量图；只可按比例缩放，"
                "不得改变形状、构图、字体、图文比例和色值",
                "Download the artwork from CNIPA's site; scale it in proportion only, "
                "and alter neither shape, composition, typeface, proportions nor "
                "colours",
            ),
            (),
            "order80.22",
        ),
        Requirement(
            PackItem.USCC,
            Words("印在专用标志的指定位置", "At its place in the mark"),
            (of.uscc,),
            "notice354.uscc",
        ),
    )
    if of.route is Route.TRADE_MARK:
        return (
            *common,
            Requirement(
                PackItem.TRADE_MARK,
                Words(
                    "与专用标志同时使用商标图样，并标注注册号",
                    "The trade mark itself beside the special mark, with its number",
                ),
                (of.mark_number,) if of.mark_number else (),
                "notice354.mark-label",
            ),
        )
    return (
        *common,
        Requirement(
            PackItem.GI_NAME,
            Words("与专用标志同时使用", "Together with the special mark"),
            (of.gi_name,),
            "notice354.product-label",
        ),
        Requirement(
            PackItem.STANDARD,
            Words(
                "印在标签或包装上，二者有其一", "On label or packaging, one of these"
            ),
            tuple(text for text in (of.standard, of.announcement) if text),
            "notice354.product-label",
        ),
    )


def as_ticked(requirement: Requirement) -> str:
    """Return what a tick stands for; if it changes, the tick no longer counts."""
    return " / ".join(requirement.values)

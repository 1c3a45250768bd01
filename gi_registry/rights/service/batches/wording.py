"""Why a line of an announcement's list cannot be taken, in words."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Final

from gi_registry.core.words import Words
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import (
    ENDED,
    RIGHT_KIND_WORDS,
    RIGHT_STATUS_WORDS,
    RightKind,
)
from gi_registry.rights import rules
from gi_registry.rights.errors import LineError
from gi_registry.rights.models import RightProcedure
from gi_registry.rights.rules import State
from gi_registry.rights.rules.batches import MATTER_WORDS, Line, Matter
from gi_registry.rights.rules.names import name_key

_ALIKE: Final = 0.6


def demanded_matter(line: Line) -> Matter:
    """Return what the announcement does.

    Raises:
        LineError: the line does not say it.
    """
    found = line.matter
    if found is None:
        names = "、".join(words.zh for words in MATTER_WORDS.values())
        text = line.cells.get("matter", "")
        raise LineError(
            Words(
                (f"事项“{text}”读不懂" if text else "没有写事项")
                + f"；可以写：{names}",
                (f"“{text}” is no matter" if text else "The matter is missing")
                + f"; write one of: {names}",
            )
        )
    return found


def which_product(
    text: str, found: Sequence[Gi], products: Mapping[str, Sequence[Gi]]
) -> Words:
    """Return what to do where no product, or more than one, has a name."""
    if found:
        which = "、".join(f"{gi.name_zh} {gi.code}" for gi in found)
        return Words(
            f"“{text}”可能是：{which}；请填写产品代码",
            f"“{text}” may be: {which}; give the product code",
        )
    names = {key: gis[0].name_zh for key, gis in products.items()}
    near = difflib.get_close_matches(name_key(text), names, n=3, cutoff=_ALIKE)
    hint = "、".join(dict.fromkeys(names[key] for key in near))
    return Words(
        f"登记簿中没有产品“{text}”"
        + (f"，是不是 {hint}？" if hint else "；")
        + "请核对名称或填写产品代码；新产品请先导入产品目录",
        f"The register has no product “{text}”"
        + (f"; is it {hint}? " if hint else ". ")
        + "Check the name, or give the product code; a new product is imported with "
        "the catalogue first",
    )


def open_right(gi: Gi, kind: RightKind) -> GiRight | None:
    """Return the right of a kind that has not ended, if there is one.

    Raises:
        LineError: there are several.
    """
    found = [
        each for each in gi.rights if each.kind is kind and each.status not in ENDED
    ]
    if len(found) > 1:
        raise LineError(
            Words(
                f"“{gi.name_zh}”有 {len(found)} 项{RIGHT_KIND_WORDS[kind].zh}；"
                "请在权利页面逐项记录",
                f"“{gi.name_en}” has {len(found)} rights of this kind; record each on "
                "its own page",
            )
        )
    return found[0] if found else None


def no_right(gi: Gi, kind: RightKind) -> Words:
    """Return that there is nothing that the matter could happen to."""
    zh, en = RIGHT_KIND_WORDS[kind]
    return Words(
        f"“{gi.name_zh}”没有尚未终止的{zh}；请核对事项和产品",
        f"“{gi.name_en}” has no {en} that has not ended; check matter and product",
    )


def not_as_it_stands(right: GiRight) -> Words:
    """Return that the right does not enter the procedure."""
    zh, en = RIGHT_STATUS_WORDS[right.status]
    return Words(
        f"这项权利现为“{zh}”，不能记录这件事项；请先补记此前的公告",
        f"The right is “{en}”: this cannot be recorded. Record the announcements "
        "before it first",
    )


def chosen(under_way: Sequence[RightProcedure], state: State) -> RightProcedure:
    """Return the procedure under way that a state goes on with.

    Raises:
        LineError: more than one may be meant.
    """
    if len(under_way) == 1:
        return under_way[0]
    fitting = [
        each for each in under_way if state in rules.following(each.kind, each.state)
    ]
    if len(fitting) != 1:
        raise LineError(
            Words(
                f"这项权利有 {len(under_way)} 件同类事项在办；请在权利页面逐件记录",
                f"{len(under_way)} such procedures of the right are under way; record "
                "each on its page",
            )
        )
    return fitting[0]


def recognised_already(title: str) -> Words:
    """Return that another announcement recognised the right."""
    return Words(
        f"已由《{title}》认定；请核对公告号，变更保护要求的，事项写“变更”",
        f"Recognised already, by {title}; check the number, or write 变更 if it is a "
        "change",
    )

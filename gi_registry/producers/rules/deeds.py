"""What was done with an application or authorization, as people call it."""

from collections.abc import Mapping
from typing import Final

from gi_registry.core.words import Words
from gi_registry.overrides.rules import OUTCOME_WORDS
from gi_registry.producers.rules.states import AUTHORIZATION_STATE_WORDS
from gi_registry.producers.rules.steps import ACTION_WORDS

DEED_WORDS: Final[Mapping[str, Words]] = {
    **{f"application.{action.value}": words for action, words in ACTION_WORDS.items()},
    **{f"authorization.{s.value}": w for s, w in AUTHORIZATION_STATE_WORDS.items()},
    **{
        f"override.{outcome.value}": Words(
            f"例外申请：{words.zh}", f"Exception: {words.en}"
        )
        for outcome, words in OUTCOME_WORDS.items()
    },
    "override.asked": Words("提出例外申请", "Asked for an exception"),
    "authorization.announced": Words("公告，可以用标", "Announced"),
    "authorization.vector-opened": Words(
        "记录矢量图开通下载", "Recorded that the artwork was opened"
    ),
    "authorization.use-recorded": Words("记录用标证据", "Recorded evidence of use"),
    "authorization.non-use-decided": Words(
        "就两年未用标作出决定", "Decided on two years without use"
    ),
    "authorization.change-proposed": Words("提出变更", "Proposed a change"),
    "authorization.change-recorded": Words("记录变更", "Recorded a change"),
    "authorization.change-confirmed": Words("核对并登记变更", "Confirmed a change"),
    "authorization.change-refused": Words("不予变更", "Refused a change"),
    "authorization.change-taken-back": Words("收回变更记录", "Took a record back"),
    "authorization.change-withdrawn": Words("撤回变更", "Took a change back"),
    "capacity.decided": Words("核定可标产量", "Decided the capacity"),
    "evidence.entered": Words("录入产量依据", "Entered evidence of capacity"),
    "evidence.corrected": Words("更正产量依据", "Corrected evidence of capacity"),
    "evidence.confirmed": Words("确认产量依据", "Confirmed evidence of capacity"),
    "evidence.refused": Words("不确认产量依据", "Refused evidence of capacity"),
    "run.issued": Words("发放标识", "Issued labels"),
    "run.exported": Words("导出标识编码", "Exported codes of labels"),
    "ledger.closed": Words("年度标识账结转", "Closed the year's ledger"),
    "lot.opened": Words("登记批次", "Registered a lot"),
    "lot.closed": Words("批次结束", "Closed a lot"),
    "labels.activated": Words("启用标识", "Put labels to use"),
    "labels.activation-undone": Words("撤回启用", "Undid an activation"),
    "labels.void": Words("标识作废", "Labels void"),
    "labels.lost": Words("标识遗失", "Labels lost"),
    "labels.stolen": Words("标识被盗", "Labels stolen"),
    "labels.returned": Words("标识退回", "Labels returned"),
    "labels.at_printer": Words("标识在印刷厂", "Labels at the printer"),
    "labels.delivered": Words("标识已交付", "Labels delivered"),
    "labels.expired": Words("标识过期", "Labels expired"),
    "labels.recalled": Words("召回标识", "Labels recalled"),
    "print-lot.sent": Words("送印刷厂", "Sent labels to a printer"),
    "print-lot.accepted": Words("印刷厂承接印制", "The printer took labels on"),
    "print-lot.refused": Words("印刷厂不予承接", "The printer refused labels"),
    "print-lot.handed-over": Words("印刷厂交付标识", "The printer handed labels over"),
    "print-lot.received": Words("签收标识", "Received labels from the printer"),
    "print-lot.settled": Words("了结印制差异", "Settled what was missing"),
    "print-lot.returned": Words("撤回印制批", "Called a print lot off"),
    "print-lot.sample-filed": Words("印样存查", "The printer filed a sample"),
    "print-lot.waste-destroyed": Words("废品销毁", "The printer destroyed waste"),
    "packs.issued": Words("发放外包装标识", "Issued labels of outer packs"),
    "packs.exported": Words("导出外包装编码", "Exported codes of outer packs"),
    "packs.filled": Words("装箱", "Filled packs"),
    "packs.unfilled": Words("撤回装箱", "Undid the filling of packs"),
    "packs.opened": Words("开箱", "Opened packs"),
    "packs.recalled": Words("召回外包装", "Recalled packs"),
    "packs.void": Words("外包装作废", "Packs void"),
    "packs.lost": Words("外包装遗失", "Packs lost"),
    "packs.stolen": Words("外包装被盗", "Packs stolen"),
}
"""Kinds of entries of the log under such a number; see `deed_words`."""

_THINGS: Final = {
    "application": Words("申请", "Application"),
    "authorization": Words("用标资格", "Authorization"),
    "labels": Words("标识", "Labels"),
    "packs": Words("外包装", "Packs"),
    "print-lot": Words("印制批", "Print lot"),
}


def deed_words(kind: str) -> Words:
    """Return what an entry of the log is called; its own name where it has no words."""
    known = DEED_WORDS.get(kind)
    if known is not None:
        return known
    thing, _, verb = kind.partition(".")
    head = _THINGS.get(thing, Words(thing, thing))
    return Words(f"{head.zh}（{verb}）", f"{head.en} ({verb})")

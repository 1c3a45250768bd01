"""What entries are about, in words; the first part of a kind names it."""

from typing import Final

from gi_registry.core.words import Words

_FAMILIES: Final = {
    "absence": Words("外出与代办", "Absence and deputy"),
    "account": Words("账号", "Account"),
    "application": Words("用标申请", "Application to use the mark"),
    "area": Words("产地范围", "Production area"),
    "authorization": Words("用标授权", "Authorization to use the mark"),
    "campaign": Words("年报日程", "Days of annual reports"),
    "capacity": Words("产能核定", "Capacity"),
    "case": Words("停止用标案件", "Case of ended use"),
    "certificate-key": Words("凭证签名密钥", "Key of certificates"),
    "code": Words("编码判定", "Judgement on a code"),
    "codes": Words("编码密钥", "Key of codes"),
    "deliveries": Words("农户交售", "Deliveries of households"),
    "division": Words("行政区划", "Division"),
    "entity": Words("生产者", "Producer"),
    "entity-list": Words("吊销注销名单", "List of businesses that ended"),
    "evidence": Words("产量依据", "Evidence of capacity"),
    "factors": Words("折算系数", "Factors of capacity"),
    "figures": Words("年报统计", "Figures of reports"),
    "filing": Words("公益活动备案", "Filing of an event"),
    "individuals": Words("农户和个人成员", "Households and members"),
    "laboratory": Words("检验机构", "Laboratory"),
    "labels": Words("标识使用", "Use of labels"),
    "ledger": Words("标识台账", "Ledger of labels"),
    "lot": Words("批次", "Lot"),
    "member": Words("商标成员与许可", "Member or licence of a mark"),
    "override": Words("例外", "Exception"),
    "packs": Words("箱码", "Codes of cases"),
    "plot": Words("地块", "Plot"),
    "print-lot": Words("印制任务", "Print lot"),
    "printer": Words("印刷厂", "Printer"),
    "product": Words("产品登记", "Product"),
    "report": Words("使用人年报", "Annual report"),
    "reports": Words("年报汇总", "Annual reports together"),
    "right": Words("权利", "Right"),
    "role": Words("角色授予", "Role"),
    "run": Words("标识号段", "Run of labels"),
    "setting": Words("省级设定", "Setting of the province"),
}
_OTHER: Final = Words("其他", "Other")


def family(kind: str) -> Words:
    """Return what entries of a kind are about.

    Args:
        kind: such as `authorization.announced`.
    """
    return _FAMILIES.get(kind.partition(".")[0], _OTHER)

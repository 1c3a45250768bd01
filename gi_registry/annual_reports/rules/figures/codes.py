"""Codes with which questions are answered."""

from typing import Final

from gi_registry.core.words import Words

MARK_WAYS: Final = (
    ("printed", Words("印在包装上", "Printed on the pack")),
    ("sticker", Words("粘贴标识", "Stickers")),
    ("tag", Words("吊牌", "Tags")),
    ("online", Words("网店和宣传页面", "Online shops and pages")),
    ("other", Words("其他方式", "Other")),
)
"""How the mark was used."""

TRACE_SYSTEMS: Final = (
    ("registry", Words("本平台批次与一物一码", "Lots and item codes of this registry")),
    ("farm", Words("农产品质量安全追溯平台", "Platform for safety of farm produce")),
    ("food", Words("食品安全追溯平台", "Platform for food safety")),
    ("own", Words("企业自建系统", "A system of its own")),
    ("paper", Words("纸质台账", "Paper records")),
    ("none", Words("没有追溯", "None")),
)
"""How output is traced."""

ACTS: Final = (
    (
        "A1",
        Words("产区外同类产品使用受保护名称", "Protected name on goods from elsewhere"),
    ),
    ("A2", Words("使用近似名称造成误导", "A similar name that misleads")),
    (
        "A3",
        Words(
            "标明真实产地或以“型、式、类、风格”使用",
            "Name used with the true origin, or as “type”, “style”",
        ),
    ),
    (
        "A4",
        Words("产区内不达标产品使用名称", "Name on goods of the area not to standard"),
    ),
    ("A5", Words("冒用专用标志", "Fraudulent use of the mark")),
    ("A6", Words("使用与专用标志近似的标记", "A sign confusingly like the mark")),
    ("A7", Words("销售上述产品", "Sale of any of these goods")),
    ("A8", Words("伪造专用标志", "Forging the mark")),
    (
        "A9",
        Words(
            "合法使用人改动标志或缺信用代码、标准号",
            "A lawful user alters the mark, or leaves out a number",
        ),
    ),
    ("A10", Words("合法使用人转让、出售标识", "A lawful user passes labels on")),
)
"""Forbidden acts; the registry's own numbering."""

PROBLEMS: Final = (
    ("raw", Words("原料不足或价格波动", "Raw material short, or prices unsteady")),
    ("labour", Words("缺少人手或技艺传承", "Labour or craftsmen short")),
    ("disaster", Words("灾害、病虫害或疫病", "Disaster, pests or disease")),
    ("price", Words("用标没有带来溢价", "The mark brings no better price")),
    ("labels", Words("标识领用、印制不便", "Labels hard to get or print")),
    ("standard", Words("标准难以执行或过时", "Standard hard to meet, or outdated")),
    ("testing", Words("检验费用高或机构少", "Tests dear, or laboratories few")),
    ("fakes", Words("假冒侵权", "Imitations")),
    ("sales", Words("销路不畅", "Sales slow")),
    ("funds", Words("资金不足", "Funds short")),
    ("rules", Words("政策不清楚或手续繁琐", "Rules unclear, or paperwork heavy")),
    ("other", Words("其他", "Other")),
)
"""What stands in the way; the registry's own list."""

"""《商标印制管理办法》: Arts 3 to 10 of the 2004 text.

Left out, because a change of 2020 could not be read: the county's stamp on
copies (Art. 4) and the amounts of Art. 11.
"""

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

PRINTING = Instrument(
    key="printing",
    title=Words("商标印制管理办法", "Measures for the Printing of Trade Marks"),
    issue=Words(
        "按2004年文本录入；施行日期和2020年修改未核实",
        "After the text of 2004; its first day and a change of 2020 are unverified",
    ),
    since=None,
    note=Words(
        "本办法规范商标标识的印制；地理标志专用标志本身不是商标标识，标签同时载有集体商标、证明商标的才直接适用。",
        "The Measures are about trade-mark labels. The special mark is none; they "
        "apply directly where a label also bears a collective or certification mark.",
    ),
    reach=Reach.COPY,
    source=("公开转载的2004年文本，第三条至第十三条、第十五条逐条读过"),
)

ARTICLES = (
    Article(
        3,
        Words("委托人的证明", "Papers of the client"),
        Words(
            "委托印制者出示营业执照、合法营业证明或者身份证明。",
            "The client shows business licence, other proof of business, or identity.",
        ),
    ),
    Article(
        4,
        Words("注册商标的证明", "Papers of the mark"),
        Words(
            "印制注册商标的出示商标注册证并提供复印件；被许可人另出示许可合同并提供复印件；注册人单独授权的另出示授权书并提供复印件。",
            "For a registered mark the certificate is shown and a copy given; a "
            "licensee also the licence contract; a separate authority also its paper.",
        ),
        Words(
            "复印件是否须经盖章，未核实。",
            "Whether copies need an official stamp is unverified.",
        ),
    ),
    Article(
        5,
        Words("商标图样", "The artwork"),
        Words(
            "图样与注册证一致；被许可人有明确授权或者合同许可印制，图样标明被许可人的企业名称和地址。",
            "It is identical with the certificate; a licensee has clear authority to "
            "print, and its artwork bears its name and address.",
        ),
    ),
    Article(
        6,
        Words("未注册商标", "Marks not registered"),
        Words(
            "不违反商标法的禁用规定，不标注“注册商标”字样或者注册标记。",
            "Nothing that the Trademark Law forbids, and no sign of registration.",
        ),
    ),
    Article(
        7,
        Words("核查", "The printer checks"),
        Words(
            "印制单位核查证明文件和图样；不齐或者不符的不得承接。",
            "The printer checks papers and artwork; incomplete or not matching: the "
            "order may not be taken.",
        ),
    ),
    Article(
        8,
        Words("登记和留样", "Register and sample"),
        Words(
            "填写商标印制业务登记表，图样由管理人员加盖骑缝章；印制完毕之日起15天内提取标识样品，连同登记表、证明文件复印件存档。",
            "A register form is filled in and the drawing sealed; within 15 days of "
            "completion a sample label is filed with the form and copies of the "
            "papers.",
        ),
    ),
    Article(
        9,
        Words("出入库台账和销毁", "Store ledger and destruction"),
        Words(
            "标识出入库建立台账；废次标识集中销毁，不得流入社会。",
            "Labels go in and out of store by a ledger; waste is destroyed together "
            "and never released.",
        ),
    ),
    Article(
        10,
        Words("存查期", "How long records are kept"),
        Words("印制档案和台账存查两年。", "Files and ledger are kept for 2 years."),
        Words("未规定从哪一天起算。", "From which day is not said."),
    ),
)

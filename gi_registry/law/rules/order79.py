"""《集体商标、证明商标注册和管理规定》: the articles that were read."""

from datetime import date

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

ORDER_79 = Instrument(
    key="order79",
    title=Words(
        "集体商标、证明商标注册和管理规定",
        "Provisions on Collective and Certification Marks (Order 79)",
    ),
    issue=Words(
        "国家知识产权局令第79号，2023年12月29日公布，2024年2月1日施行",
        "CNIPA Order No. 79, issued 29 December 2023, in force 1 February 2024",
    ),
    since=date(2024, 2, 1),
    note=Words(
        "2003年的《集体商标、证明商标注册和管理办法》在执法中仍被引用；商标法2026年已修订，新条号未核对。",
        "The Measures of 2003 are still cited in enforcement. The Trademark Law was "
        "revised in 2026; its new article numbers have not been checked.",
    ),
    reach=Reach.COPY,
    source=(
        "desk33.com/d-1075253.html ; "
        "yeitp8b.cn/jiajuchang?article_id=7223&pagenum=4 (引国务院公报2024年第8号)"
    ),
)

ARTICLES = (
    Article(
        5,
        Words("地理标志商标的申请材料", "The file of a GI mark"),
        Words(
            "附管辖该地区的县级以上人民政府或者主管部门的批准文件，说明商品的特定质量、声誉或者其他特征、其与自然或者人文因素的关系、所标示地区的范围，并证明自有或者受托机构的专业人员和检测设备。",
            "Approval of the county or higher government or department, a statement of "
            "quality or reputation, of its cause in the area and of the extent of the "
            "area, and proof of staff and test equipment, own or entrusted.",
        ),
    ),
    Article(
        6,
        Words("使用管理规则", "Use-management rules"),
        Words(
            "规则约束注册人、集体成员和使用人，载明宗旨、质量或者产地等要求、使用手续、权利义务、违规责任和检验监督制度，证明商标还载明使用条件。规则公告；修改须经核准，自公告之日起生效。",
            "They bind registrant, members and users and hold purpose, quality or "
            "origin, procedure, rights and duties, liability and inspection; for "
            "certification marks also the conditions. Announced; an amendment takes "
            "effect from its announcement.",
        ),
    ),
    Article(
        11,
        Words("注册人的管理职责", "Duties of the registrant"),
        Words(
            "按规则准许使用；及时公开成员、使用人信息和规则；检查使用行为和商品是否符合要求；对不符合的及时取消资格并办理变更或者备案。",
            "Admit under the rules; publish members, users and rules promptly; check "
            "use and goods; promptly cancel those who do not comply and complete the "
            "change or recordal.",
        ),
        Words("“及时”未规定天数。", "“Promptly” has no number of days."),
    ),
    Article(
        12,
        Words("费用", "Fees"),
        Words(
            "可以向成员、使用人收取合理费用，数额、方式和期限公平协商并公开。",
            "Reasonable fees may be charged; amount, manner and time are agreed fairly "
            "and published.",
        ),
    ),
    Article(
        13,
        Words("成员变更和使用许可备案", "Recordal of members and licences"),
        Words(
            "集体成员变化的，注册人在3个月内申请变更注册事项；证明商标许可他人使用的，许可后3个月内报国家知识产权局备案；均由国家知识产权局公告。",
            "Members of a collective mark change: the registrant applies within 3 "
            "months. A certification mark is licensed: recordal within 3 months after "
            "the licence. CNIPA announces both.",
        ),
    ),
    Article(
        14,
        Words("受让人的资格", "Transferees"),
        Words(
            "受让人、继受人应当具备相应的主体资格。",
            "Whoever takes the mark over must have the same qualification.",
        ),
    ),
    Article(
        15,
        Words("集体商标的使用", "Use of a collective mark"),
        Words(
            "成员履行手续后使用，不得用于不符合规则的商品；不得许可非集体成员使用。",
            "Members use it after the procedure, not on goods that fail the rules; it "
            "may not be licensed to non-members.",
        ),
    ),
    Article(
        16,
        Words("证明商标的使用", "Use of a certification mark"),
        Words(
            "符合条件的，履行手续后可以使用，注册人不得拒绝办理手续；不得用于不符合要求的商品；注册人不得在自己提供的商品上使用。",
            "Whoever meets the conditions may use it after the procedure, and the "
            "registrant may not refuse; not on failing goods; the registrant may not "
            "use it on its own goods.",
        ),
    ),
    Article(
        17,
        Words("使用人的义务", "Duties of users"),
        Words(
            "使用人保证商品质量，可以同时使用自己的注册商标；产地范围外的商品不得使用该地理标志商标。",
            "Users guarantee quality and may add their own mark; goods made outside "
            "the area may not bear the GI mark.",
        ),
    ),
    Article(
        18,
        Words("注册人的推广和规范", "Promotion by the registrant"),
        Words(
            "注册人促进并规范商标的使用。", "The registrant promotes and regulates use."
        ),
    ),
    Article(
        22,
        Words("地名的正当使用", "Fair use of the place name"),
        Words(
            "不得禁止对地名的正当使用：用于企业字号，在配料表、包装上表明产品或者原料来源，在商品上表明产地，在网络平台商品详情中客观说明等；须为客观描述，符合商业惯例，不违反其他法律。",
            "The holder cannot forbid fair use of the place name: in a trade name, on "
            "ingredient lists and packaging to show the origin of goods or material, "
            "on goods, in product details online; factual, customary and lawful.",
        ),
    ),
    Article(
        26,
        Words("通用名称和三年不使用", "Generic name, three years without use"),
        Words(
            "因注册人不作为成为商品通用名称，或者无正当理由连续3年不使用的，任何单位或者个人可以申请撤销。",
            "Generic through the registrant's inaction, or 3 consecutive years without "
            "use and without proper reason: anyone may apply to revoke.",
        ),
    ),
)

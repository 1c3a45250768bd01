"""《地理标志产品保护办法》: what it protects, and recognition, Arts 2 to 19.

Read article by article from one public transcription whose article counts fit;
date and structure confirmed by the official English note.
"""

from datetime import date

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

ORDER_80 = Instrument(
    key="order80",
    title=Words(
        "地理标志产品保护办法", "Measures for the Protection of GI Products (Order 80)"
    ),
    issue=Words(
        "国家知识产权局令第80号，2023年12月29日公布，2024年2月1日施行",
        "CNIPA Order No. 80, issued 29 December 2023, in force 1 February 2024",
    ),
    since=date(2024, 2, 1),
    reach=Reach.COPY,
    source=(
        "www.jianbiaoku.com/webarbs/book/171760 ; "
        "english.cnipa.gov.cn/art/2024/1/31/art_3090_190094.html"
    ),
)

ARTICLES = (
    Article(
        2,
        Words("什么是地理标志产品", "What a GI product is"),
        Words(
            "包括来自本地区的种植、养殖产品，以及原材料全部或者部分来自其他地区、在本地区按照特定工艺生产加工的产品。",
            "Products grown or raised in the area, and products made in the area by a "
            "specific process, their raw material wholly or partly from elsewhere.",
        ),
    ),
    Article(
        3,
        Words("四性", "Four tests"),
        Words(
            "真实性、地域性、特异性、关联性；地域性指全部或者主要生产环节在限定的地域范围内。",
            "Genuine, of the area, specific, linked: the name long in use and known; "
            "all or the main steps of production inside the area; a distinct quality "
            "or reputation; owed to nature and people of the area.",
        ),
    ),
    Article(
        5,
        Words("谁管理", "Who administers"),
        Words(
            "国家知识产权局统一受理、审查、认定并负责全国管理；地方知识产权管理部门负责本行政区域内的管理和保护。",
            "CNIPA accepts, examines and recognises for the whole country; local IP "
            "offices manage and protect in their own division.",
        ),
    ),
    Article(
        6,
        Words("自愿、公开、诚信", "Voluntary, public, in good faith"),
        Words(
            "申请自愿，认定公开；申请保护和使用名称、专用标志应当诚实信用。",
            "Application is voluntary and recognition public; whoever applies for or "
            "uses name and mark acts in good faith.",
        ),
    ),
    Article(
        7,
        Words("规范使用名称和专用标志", "Proper use of name and mark"),
        Words(
            "受保护者应当规范使用产品名称和专用标志。名称由有地理指示功能的名称加反映产品真实属性的通用名称构成，或者是长期使用的约定俗成的名称。",
            "Holders use the name and the special mark properly. A name is a name that "
            "points to the place with the generic name of the product, or a customary "
            "name long in use.",
        ),
    ),
    Article(
        8,
        Words("不给予认定的情形", "When recognition is refused"),
        Words(
            "六种情形不给予认定：产品或名称违法、违背公序良俗或损害公共利益；仅为通用名称；为他人注册商标或未注册驰名商标且误导公众；与受保护产品名称相同致产地误认；与国家审定的植物品种或动物育种名称相同；产品或工艺违反安全、卫生、环保要求并可能造成危害。",
            "Six cases: unlawful or against public order or interest; only a generic "
            "name; another's registered or well-known mark, misleading; the same as a "
            "protected GI so that the source is mistaken; the same as an approved "
            "variety or breed; a product or process unsafe or harmful.",
        ),
    ),
    Article(
        9,
        Words("申请人", "Who may apply for protection"),
        Words(
            "由提出产地范围的县级以上人民政府，或者其指定的有代表性的社会团体、保护申请机构申请；不列企业和个人。",
            "The county or higher government that proposes the area, or a "
            "representative body that it names; enterprises and individuals are not "
            "listed.",
        ),
    ),
    Article(
        10,
        Words("谁提出产地范围", "Who proposes the area"),
        Words(
            "在一个县内由县级以上人民政府提出；跨县的由共同的上一级地方人民政府提出；跨地市的由省级人民政府提出；跨省的由有关省级人民政府共同提出。",
            "Within a county: a government from county level up. Across counties: the "
            "next higher one in common. Across prefectures: the province. Across "
            "provinces: the provinces together.",
        ),
    ),
    Article(
        11,
        Words("申请材料", "The file of an application for protection"),
        Words(
            "报省级知识产权管理部门：产地范围建议、申请和保护机制文件、产品材料（申请书、保护要求、检测报告、拟用标准、长期使用证明、知名度和产销说明、检测机构情况）和其他材料。",
            "To the provincial office: the proposal of the area, the document on the "
            "protection mechanism, the product's papers (application, protection "
            "requirements, test report, standard, proof of long use, renown and sales, "
            "testing body) and other material.",
        ),
    ),
    Article(
        12,
        Words("省级初审", "First review by the province"),
        Words(
            "省级自收到申请之日起3个月内提出初审意见；通过的报国家知识产权局，不通过的书面通知申请人。",
            "The province gives its opinion within 3 months of receiving the "
            "application; it passes the file on to CNIPA or tells the applicant in "
            "writing.",
        ),
        Words(
            "未规定在省级的补正期限和救济。",
            "No time to cure defects at the province and no remedy are set.",
        ),
    ),
    Article(
        13,
        Words("形式审查", "Formal examination"),
        Words(
            "形式审查通过的予以受理并书面通知；不通过的书面通知，申请人自收到通知之日起4个月内答复，逾期不答复或仍不合格的不予受理。",
            "CNIPA accepts what passes, in writing. Otherwise it writes, and the "
            "applicant answers within 4 months of receiving that; no answer or still "
            "defective: not accepted.",
        ),
        Words("未规定国家知识产权局自身的期限。", "CNIPA's own time is not set."),
    ),
    Article(
        14,
        Words("技术审查", "Technical examination"),
        Words(
            "专家审查委员会会议审查并进行必要的产地核查，申请人应当配合；通过的发布初步认定公告，不通过的驳回申请并书面通知。",
            "The expert committee meets and checks the place where needed, and the "
            "applicant cooperates. Passed: announcement of preliminary recognition. "
            "Not passed: refused in writing.",
        ),
        Words("未规定时限。", "No time is set."),
    ),
    Article(
        15,
        Words("异议", "Opposition"),
        Words(
            "任何单位或者个人自初步认定公告之日起2个月内可以提出异议，附请求书、理由和证据。无异议的发布认定公告。逾期或者未写明具体理由的不予受理。",
            "Anyone, within 2 months from the day of the preliminary announcement, "
            "with request, reasons and evidence. No opposition: announced as "
            "recognised. Late or without specific reasons: not accepted.",
        ),
    ),
    Article(
        16,
        Words("异议的处理", "How an opposition is settled"),
        Words(
            "受理后及时通知被异议方并组织协商；协商不成的，经专家审查委员会审议后裁决。异议成立的决定不予认定；不成立的驳回异议并发布认定公告。",
            "CNIPA tells the other side and has both negotiate; failing that it rules "
            "after the committee's deliberation. Upheld: no recognition. Not upheld: "
            "dismissed, and announced as recognised.",
        ),
        Words("未规定时限。", "No time is set."),
    ),
    Article(
        17,
        Words("地方政府的体系建设", "Systems run by the local government"),
        Words(
            "产地人民政府规划并实施标准、检验检测和质量保证体系建设。",
            "The local government plans and runs the systems of standards, testing and "
            "quality assurance.",
        ),
    ),
    Article(
        18,
        Words(
            "标准不得改变保护要求",
            "Standards may not alter the protection requirements",
        ),
        Words(
            "获得保护后，申请人参与制定国家、地方或者团体标准；标准不得改变保护要求中认定的名称、产品类型、产地范围、质量特色等强制性规定。",
            "The applicant helps to write national, local or group standards. A "
            "standard may not alter the binding parts of the protection requirements: "
            "name, type of product, area, quality features.",
        ),
    ),
    Article(
        19,
        Words("特色质量检验", "Testing of the special quality"),
        Words(
            "特色质量由具备资质条件的机构检验检测；必要时国家知识产权局组织复检。",
            "Done by bodies with the needed qualification; CNIPA organises a re-test "
            "where needed.",
        ),
    ),
)

"""《地理标志产品保护办法》: use of the mark, change, supervision, Arts 20 to 35."""

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article

ARTICLES = (
    Article(
        20,
        Words("专用标志的使用申请", "Applying to use the special mark"),
        Words(
            "产地范围内的生产者向产地知识产权管理部门申请，提交使用申请书和特色质量检验检测报告两项材料；产地部门核验产地，省级审核，国家知识产权局审查、注册登记并发布公告后方可使用。审查可以委托有条件的省级部门，登记和公告不委托。",
            "A producer inside the area applies to the office of the place of origin "
            "with two papers: the application and a report on the special quality. "
            "That office verifies the place, the province reviews, CNIPA examines, "
            "registers and announces; then use may begin. The examination may be "
            "entrusted to a province, registration and announcement may not.",
        ),
        Words(
            "未规定任何一级的办理期限。",
            "No time is set at any level.",
        ),
    ),
    Article(
        21,
        Words("公益性活动使用的备案", "Filing for public-interest events"),
        Words(
            "研讨会、展览、展会等公益性活动使用专用标志的，向所在地省级部门提交使用登记备案表和使用设计图样；省级审查后报国家知识产权局备案，备案后方可使用。",
            "For seminars, exhibitions, fairs: a filing form and a drawing of the use "
            "go to the provincial office of the place, which examines and reports to "
            "CNIPA; use only after CNIPA has filed it.",
        ),
        Words("未规定时限。", "No time is set."),
    ),
    Article(
        22,
        Words("矢量图的使用", "Use of the artwork"),
        Words(
            "合法使用人从国家知识产权局官方网站下载矢量图；可以按比例缩放并保持清晰可辨，不得改变形状、构图、字体、图文比例和色值。",
            "Lawful users download the drawing from CNIPA's site. It may be scaled in "
            "proportion and stays legible; shape, composition, typeface, proportions "
            "and colour values may not be altered.",
        ),
    ),
    Article(
        23,
        Words("按标准生产", "Producing to the standard"),
        Words(
            "生产者应当按照相应标准组织生产；其他人不得擅自使用受保护的名称和专用标志；申请人应当采取措施管理名称、专用标志的使用和特色质量。",
            "Producers make to the applicable standard. Nobody else uses the "
            "protected name or the mark. The applicant manages their use and the "
            "special quality.",
        ),
    ),
    Article(
        24,
        Words("日常监管和定期报送", "Supervision and reporting"),
        Words(
            "地方部门对产地范围、名称、质量特色、标准符合性、专用标志使用五个方面实施日常监管；省级定期向国家知识产权局报送产品、标志监管和保护体系运行情况。",
            "Local offices supervise five things day by day: area, name, quality "
            "features, conformity with standards, use of the mark. The province "
            "reports to CNIPA periodically.",
        ),
        Words("未规定报送周期和格式。", "Period and form of the report are not set."),
    ),
    Article(
        25,
        Words("何为使用", "What counts as use"),
        Words(
            "将名称或者专用标志用于产品、包装或者容器、交易文书，或者用于广告、展览和其他商业活动，以识别产地或者受保护产品。",
            "The name or the mark on product, packaging or container, on transaction "
            "documents, or in advertising, exhibitions and other business, to identify "
            "the origin or the protected product.",
        ),
    ),
    Article(
        26,
        Words("保护要求的变更", "Change of the protection requirements"),
        Words(
            "经省级初审后向国家知识产权局申请。不涉及名称、产地范围，质量特色和产品形态不变的，审查合格即公告；涉及名称、产地范围、质量特色、产品形态等主要内容的，经技术审查发布初步变更公告，2个月内无异议或者异议不成立的公告。",
            "To CNIPA, after the province's opinion. Minor: name and area untouched, "
            "quality and form unchanged; announced once examined. Main: name, area, "
            "quality features or form; technical examination, preliminary "
            "announcement, 2 months without opposition upheld, then announced.",
        ),
        Words(
            "未规定省级期限、申请人和材料。",
            "The province's time, who may apply and with what are not set.",
        ),
    ),
    Article(
        27,
        Words("撤销的情形", "Grounds of revocation"),
        Words(
            "自认定公告之日起任何单位或者个人可以请求撤销，附理由和证据。六种情形：成为通用名称；连续3年未在生产销售中使用；自然或者人文因素变化致质量不能保证且难以恢复；违法或者损害公共利益；不符合安全、卫生、环保要求；以欺骗等不正当手段取得。",
            "Anyone may ask, with reasons and evidence, from the day of recognition. "
            "Six grounds: generic; not used in production and sale for 3 consecutive "
            "years; natural or human factors changed beyond repair; unlawful or "
            "against public interest; unsafe or harmful; obtained by deception.",
        ),
    ),
    Article(
        28,
        Words("撤销请求的受理", "When a request for revocation is not accepted"),
        Words(
            "未写明具体理由的请求不予受理并书面通知。",
            "A request without specific reasons is not accepted, in writing.",
        ),
    ),
    Article(
        29,
        Words("撤销决定和救济", "Decision on revocation, and remedy"),
        Words(
            "国家知识产权局作出决定并书面通知，撤销的予以公告；不服的自收到通知之日起6个月内可以起诉。",
            "CNIPA decides in writing and announces a revocation; whoever disagrees "
            "may go to court within 6 months of receiving it.",
        ),
    ),
    Article(
        30,
        Words("依法处理的行为", "Acts dealt with by law"),
        Words(
            "九类：产地外同类或近似产品用受保护名称；产地外用近似名称误导公众；产地外标明真实产地或用译名、加“种、型、式、类、风格”等；产地内产品不符合标准和规范；冒用专用标志；与专用标志近似误导公众；销售上述产品；伪造专用标志；其他违法行为。",
            "Nine: the name on the same or similar goods from outside; a similar name "
            "from outside, misleading; the same with the true origin, in translation "
            "or with words such as kind or style; goods from inside not to the "
            "standard; passing off the mark; a similar device, misleading; selling "
            "such goods; forging the mark; others.",
        ),
        Words(
            "本办法不定罚款数额，依照相关法律法规处理。",
            "The Measures set no fines; other laws apply.",
        ),
    ),
    Article(
        31,
        Words("注销生产者的登记", "Cancelling a producer's registration"),
        Words(
            "国家知识产权局注销登记、停止使用专用标志并公告。营业执照或者有关生产许可被注销、吊销，迁出产地范围，不再生产该产品的，直接注销；未按标准生产，或者2年内未在受保护产品上使用专用标志，限期未改正的，注销。",
            "CNIPA cancels, stops the use and announces. At once: business licence or "
            "production licence cancelled or revoked; moved out of the area; product "
            "no longer made. Only if not put right by a day set: not to the standard; "
            "mark not used on the product within 2 years.",
        ),
        Words(
            "未规定改正期限、由谁确定、由谁提请。",
            "How long the cure period is, who sets it and who proposes are not set.",
        ),
    ),
    Article(
        32,
        Words("质量和标准责任", "Quality and standards"),
        Words(
            "生产者违反质量、标准管理规定的，依照产品质量法、标准化法等处理。",
            "Breaches by producers fall under the Product Quality Law and the "
            "Standardization Law.",
        ),
    ),
    Article(
        33,
        Words("名称用作字号", "A protected name as a trade name"),
        Words(
            "将受保护名称作为企业名称中的字号使用、误导公众、构成不正当竞争的，依照反不正当竞争法处理。",
            "A protected name in an enterprise's name that misleads and is unfair "
            "competition falls under the Anti-Unfair-Competition Law.",
        ),
    ),
    Article(
        35,
        Words("国外地理标志产品", "Foreign GI products"),
        Words(
            "国外地理标志产品的保护由国家知识产权局另行规定。",
            "CNIPA rules on the protection of foreign GI products separately.",
        ),
    ),
)

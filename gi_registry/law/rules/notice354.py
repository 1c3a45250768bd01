"""《地理标志专用标志使用管理办法（试行）》: what was read of announcement 354.

Numbers of its articles were not seen, so each rule has a name of ours; what is
only remembered of it is left out.
"""

from datetime import date

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

NOTICE_354 = Instrument(
    key="notice354",
    title=Words(
        "地理标志专用标志使用管理办法（试行）",
        "Measures for the Use of the GI Special Mark (trial), announcement 354",
    ),
    issue=Words(
        "国家知识产权局公告第354号，2020年4月3日发布施行",
        "CNIPA announcement No. 354, issued and in force 3 April 2020",
    ),
    since=date(2020, 4, 3),
    note=Words(
        "2024年12月的统一认定方案已宣布修订，未见替代文本；各条条号未见，不引用条号。",
        "A revision was announced in December 2024 and has not been seen. Article "
        "numbers were not seen and are not quoted.",
    ),
    reach=Reach.COPY,
    source=(
        "szlzhjgc.com/a/j9agnews/2154.html ; xzzxedu.org/xzzxedu/地理标志产品专用标志/0"
    ),
)

ARTICLES = (
    Article(
        "users",
        Words("合法使用人", "Who may use the mark"),
        Words(
            "四类：经公告核准的地理标志产品生产者；经公告的地理标志集体商标注册人的成员；经公告备案的地理标志证明商标被许可人；经国家知识产权局登记备案的其他使用人。",
            "Four: a producer of a GI product approved by announcement; an announced "
            "member of a GI collective mark; an announced and recorded licensee of a "
            "GI certification mark; another user registered and recorded with CNIPA.",
        ),
    ),
    Article(
        "duties",
        Words("使用人的三项义务", "Three duties of users"),
        Words(
            "按照标准或者规则生产；规范标示专用标志；及时公开并定期向所在地知识产权管理部门报送用标情况。",
            "Produce to the standard or rules; show the mark properly; publish in time "
            "and report regularly to the local office.",
        ),
        Words("未见报送的周期和格式。", "Period and form of the report were not seen."),
    ),
    Article(
        "uscc",
        Words("标注统一社会信用代码", "The credit code with the mark"),
        Words(
            "在专用标志的指定位置标注使用人的统一社会信用代码；国外地理标志产品标注经销商的代码。",
            "The user's unified social credit code stands at its place in the mark; "
            "for foreign GI products, the distributor's.",
        ),
    ),
    Article(
        "product-label",
        Words("地理标志产品的标注", "Labels of GI products"),
        Words(
            "同时使用专用标志和地理标志名称，并在标签或者包装上标注地理标志标准代号或者批准公告号。",
            "The mark together with the GI name, and on label or packaging the number "
            "of the GI standard or of the approving announcement.",
        ),
    ),
    Article(
        "mark-label",
        Words("地理标志商标的标注", "Labels under a GI trade mark"),
        Words(
            "同时使用专用标志和该集体商标或者证明商标，并标注商标注册号。",
            "The mark together with the collective or certification mark and its "
            "registration number.",
        ),
    ),
    Article(
        "ways",
        Words("标示方法", "Ways of showing the mark"),
        Words(
            "直接贴附、刻印、烙印、编织在产品、包装、容器、标签上；用于广播、电视、出版物、广告牌等宣传；用于展销会及其印刷品；用于电商网站、微信、公众号、微博、二维码、手机应用等。",
            "Stuck, engraved, branded or woven on product, packaging, container, "
            "label; in broadcasts, print and billboards; at fairs; on shops online, "
            "social media, QR codes and apps.",
        ),
    ),
)

"""《消费者权益保护法》: the one article that was read, on complaints to authorities.

The measures for complaints and reports (SAMR Order 121, in force 2026-04-15) were
read in official forms only: none of their periods is counted here.
"""

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

CONSUMER = Instrument(
    key="consumer",
    title=Words(
        "消费者权益保护法",
        "Law on the Protection of Consumers' Rights and Interests",
    ),
    issue=Words(
        "按2013年修改的文本录入；施行日期未核实",
        "After the text of the change of 2013; its first day is unverified",
    ),
    since=None,
    reach=Reach.PRESS,
    source="公共法规库中2013年修改的文本",
)

ARTICLES = (
    Article(
        46,
        Words("有关部门办理投诉的期限", "Time to handle a complaint"),
        Words(
            "消费者向有关行政部门投诉的，该部门自收到投诉之日起七个工作日内处理并告知消费者。",
            "An administration to which a consumer complains handles the complaint and "
            "tells the consumer within seven working days of receipt.",
        ),
        Words(
            "对只举报、不涉及本人权益的，是否适用未见规定；也没有规定投诉人联系方式保存多久。",
            "It does not say whether it covers a report on which no right of one's own "
            "depends, nor how long the complainant's contact is kept.",
        ),
    ),
)

"""国知办函保字〔2023〕1072号: what CNIPA asked the provinces to report, and when.

Its table (annex 1) was not to be had; notices on later years were not found.
"""

from gi_registry.core.words import Words
from gi_registry.law.rules.versions import Article, Instrument, Reach

NOTICE_1072 = Instrument(
    key="notice1072",
    title=Words(
        "地理标志专用标志使用监管2023年度报告",
        "Report of 2023 on the supervision of use of the special mark",
    ),
    issue=Words(
        "国家知识产权局通知，国知办函保字〔2023〕1072号，2023年12月22日",
        "Notice of CNIPA, 国知办函保字〔2023〕1072号, 22 December 2023",
    ),
    since=None,
    note=Words(
        "该通知只针对2023年度；此后年度的通知未见，时间以当年通知为准。附件1的表格未能取得。",
        "It is about 2023 alone; notices on later years were not found, and the one of "
        "the year goes first. Its table (annex 1) was not to be had.",
    ),
    reach=Reach.COPY,
    source="lyjx12330.cn/Article/Detail/973",
)

ARTICLES = (
    Article(
        "window",
        Words("省级填报时间", "When the provinces report"),
        Words(
            "数据截至当年12月31日；省级知识产权管理部门在次年1月15日至3月31日在国家知识产权局地理标志保护数据管理系统填报。",
            "Figures stand as of 31 December; the provincial office fills them in, in "
            "CNIPA's system for GI data, from 15 January to 31 March of the next year.",
        ),
        Words(
            "使用人和市、县何时报送，通知没有规定。",
            "When users, counties and prefectures report, it does not say.",
        ),
    ),
)

"""Why a clause of a wording has its status: one cause, one status (ADR 0017)."""

from enum import StrEnum

from gi_registry.areas.rules import ClauseStatus
from gi_registry.core.words import Words


class Cause(StrEnum):
    """Why a clause is resolved, ambiguous or gone."""

    DRAWN = "drawn"
    FORMER_NAME = "former_name"
    COUNT_AGREES = "count_agrees"
    COUNT_IS_WHOLE = "count_is_whole"
    DESCRIPTION = "description"
    BOX_HOLDS = "box_holds"
    BOX_WITHIN = "box_within"
    OUTLINE = "outline"
    CONFIRMED = "confirmed"

    TO_BE_CHECKED = "to_be_checked"
    SPLIT = "split"
    NOT_LISTED = "not_listed"
    NOT_NAMED = "not_named"
    NO_POLYGON = "no_polygon"
    SEVERAL = "several"
    ELSEWHERE = "elsewhere"
    NOT_IN_LIST = "not_in_list"
    PART = "part"
    COUNTED = "counted"
    COUNT_DIFFERS = "count_differs"
    OPEN_LIST = "open_list"
    NO_LINE = "no_line"
    NO_PLACE = "no_place"
    BOX_CUTS = "box_cuts"
    BOX_WIDE = "box_wide"
    BOX_MISSES = "box_misses"
    UNREAD = "unread"
    UNDECIDED = "undecided"

    NO_SUCCESSOR = "no_successor"
    ABOLISHED = "abolished"
    OTHER_KIND = "other_kind"
    NO_SUCH_TOWN = "no_such_town"
    ENDED = "ended"

    @property
    def status(self) -> ClauseStatus:
        """The status that it gives."""
        if self in _RESOLVED:
            return ClauseStatus.RESOLVED
        return ClauseStatus.GONE if self in _GONE else ClauseStatus.AMBIGUOUS

    @property
    def words(self) -> Words:
        """The sentence for it; `{names}`, `{more}` are filled in where they stand."""
        return _WORDS[self]


_RESOLVED = {
    Cause.DRAWN,
    Cause.FORMER_NAME,
    Cause.COUNT_AGREES,
    Cause.COUNT_IS_WHOLE,
    Cause.DESCRIPTION,
    Cause.BOX_HOLDS,
    Cause.BOX_WITHIN,
    Cause.OUTLINE,
    Cause.CONFIRMED,
}
_GONE = {
    Cause.NO_SUCCESSOR,
    Cause.ABOLISHED,
    Cause.OTHER_KIND,
    Cause.NO_SUCH_TOWN,
    Cause.ENDED,
}

_WORDS = {
    Cause.DRAWN: Words(
        "文字点名“{names}”，按现行界线落图",
        "The wording names “{names}”; drawn by its present border",
    ),
    Cause.FORMER_NAME: Words(
        "文字作“{names}”，{more}；按现行界线落图",
        "The wording says “{names}”, a former name ({more}); drawn by the present "
        "border",
    ),
    Cause.COUNT_AGREES: Words(
        "数目与列名相符：{more}", "The number agrees with the names: {more}"
    ),
    Cause.COUNT_IS_WHOLE: Words(
        "数目等于{names}的乡镇总数（{more}），按全境落图",
        "The number is that of all townships of {names} ({more}); drawn as the whole",
    ),
    Cause.DESCRIPTION: Words(
        "同一句已写明全境，这一段只是说明：{more}",
        "The same sentence names the whole, so this only describes it: {more}",
    ),
    Cause.BOX_HOLDS: Words(
        "所印经纬度框住了点名的县区（面积的 {more}%）",
        "The printed box holds the counties named ({more} % of their area)",
    ),
    Cause.BOX_WITHIN: Words(
        "所印经纬度在点名的县区之内（占其面积的 {more}%）",
        "The printed box lies in the counties named ({more} % of their area)",
    ),
    Cause.OUTLINE: Words(
        "按上传的界线落图：{more}", "Drawn by an uploaded outline: {more}"
    ),
    Cause.CONFIRMED: Words("管理人员核对：{more}", "Checked by an officer: {more}"),
    Cause.TO_BE_CHECKED: Words(
        "文字点名“{names}”，原文自注“{more}”",
        "The wording names “{names}” and says itself that this is to be checked",
    ),
    Cause.SPLIT: Words(
        "文字作“{names}”，{more}；取全部承继县区，可能偏大",
        "The wording says “{names}”, which was split ({more}); all successors are "
        "taken, which may be too much",
    ),
    Cause.NOT_LISTED: Words(
        "文字点名“{names}”，但录入的县区代码中没有它，未计入，待核",
        "The wording names “{names}”, which is not among the counties entered; left "
        "out, to be checked",
    ),
    Cause.NOT_NAMED: Words(
        "文字没有点名{names}，由录入者按来源列入，待核",
        "The wording does not name {names}; it was entered from the source, to be "
        "checked",
    ),
    Cause.NO_POLYGON: Words(
        "地名录中查到：{more}；现有图形只到县界，实际产地在该县界线以内",
        "Found in the gazetteer: {more}; the map only has the county, and the area "
        "lies inside it",
    ),
    Cause.SEVERAL: Words("同名的不止一个：{more}", "Several are called so: {more}"),
    Cause.ELSEWHERE: Words(
        "在所写的乡镇下查不到“{names}”，同县有：{more}，待核",
        "“{names}” is not in that township; in the same county there is {more}",
    ),
    Cause.NOT_IN_LIST: Words(
        "村名录（2023-06-30）中没有“{names}”：可能是自然村或已并村，待核",
        "“{names}” is not in the list of villages of 2023-06-30: a hamlet, or merged",
    ),
    Cause.PART: Words(
        "只取一部分，文字没有写是哪一部分。{more}",
        "Only a part, and the wording does not say which. {more}",
    ),
    Cause.COUNTED: Words(
        "只写数目，没有列名：{more}", "A number without names: {more}"
    ),
    Cause.COUNT_DIFFERS: Words(
        "数目与列名不符：{more}，待核", "The number differs from the names: {more}"
    ),
    Cause.OPEN_LIST: Words(
        "列举未尽，其余没有列名", "The list goes on without naming the others"
    ),
    Cause.NO_LINE: Words(
        "四至文字没有对应的线，不能落图",
        "Compass bounds in words; there is no line to draw them by",
    ),
    Cause.NO_PLACE: Words(
        "“{names}”没有确定的界线，不能落图。{more}",
        "“{names}” has no border of its own and cannot be drawn. {more}",
    ),
    Cause.BOX_CUTS: Words(
        "所印经纬度框切掉了点名县区的一部分（框内只有面积的 {more}%）：所印的框不合",
        "The printed box does not fit: it holds only {more} % of the counties named",
    ),
    Cause.BOX_WIDE: Words(
        "所印经纬度框远大于点名的县区：所印的框不合",
        "The printed box does not fit: it is far larger than the counties named",
    ),
    Cause.BOX_MISSES: Words(
        "所印经纬度框碰不到点名的县区（或其中之一）：所印的框不合",
        "The printed box does not fit: it misses a county that the wording names",
    ),
    Cause.UNREAD: Words("这一段没有读懂，待核", "This part was not understood"),
    Cause.UNDECIDED: Words(
        "管理人员未能确定：{more}", "The officer could not decide: {more}"
    ),
    Cause.NO_SUCCESSOR: Words(
        "代码 {names} 已不在现行区划中，也没有查到承继关系，未落图",
        "No division has the code {names} any more and no successor is known; not "
        "drawn",
    ),
    Cause.ABOLISHED: Words(
        "地名录注明已撤销：{more}；去向没有来源",
        "The gazetteer marks it abolished: {more}; no source says what became of it",
    ),
    Cause.OTHER_KIND: Words(
        "现无“{names}”，有同名的{more}，应为改制，没有文号，待核",
        "There is no “{names}” now but {more}, probably its successor; no document "
        "number is known",
    ),
    Cause.NO_SUCH_TOWN: Words(
        "地名录（2026-09-11）中该县没有“{names}”：已撤并或误写。{more}",
        "The gazetteer of 2026-09-11 has no “{names}” in that county: merged or "
        "misprinted. {more}",
    ),
    Cause.ENDED: Words("区划已不存在：{more}", "The division is gone: {more}"),
}

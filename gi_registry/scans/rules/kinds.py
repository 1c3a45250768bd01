"""What a scan may answer; values alone."""

from enum import StrEnum

from gi_registry.core.words import Words


class Verdict(StrEnum):
    """The answer to a scan, from the most to the least serious."""

    FORGED = "forged"
    NOT_ISSUED = "not_issued"
    VOID = "void"
    AUTHORIZATION_ENDED = "authorization_ended"
    NOT_ACTIVATED = "not_activated"
    SUSPECT = "suspect"
    GENUINE = "genuine"


class Judgement(StrEnum):
    """What an officer has said of one code."""

    SUSPECT = "suspect"
    CLEARED = "cleared"


VERDICT_WORDS = {
    Verdict.FORGED: Words("不是本系统的编码", "Not ours"),
    Verdict.NOT_ISSUED: Words("未签发", "Not issued"),
    Verdict.VOID: Words("已作废", "Void"),
    Verdict.AUTHORIZATION_ENDED: Words("启用时已无用标资格", "No right to the mark"),
    Verdict.NOT_ACTIVATED: Words("未启用", "Not put to use"),
    Verdict.SUSPECT: Words("可疑", "Suspect"),
    Verdict.GENUINE: Words("系本系统签发", "Genuine"),
}

JUDGEMENT_WORDS = {
    Judgement.SUSPECT: Words("可疑", "Suspect"),
    Judgement.CLEARED: Words("解除可疑", "Cleared"),
}

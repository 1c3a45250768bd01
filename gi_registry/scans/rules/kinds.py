"""What a scan may answer; values alone."""

from enum import StrEnum


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

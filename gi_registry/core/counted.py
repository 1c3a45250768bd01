"""One of a thing in English: what says `1 labels are` is put right as `1 label is`.

Sentences are written in the plural, with a number to come. Whether that is one is
known only when the sentence is said; so it is put right there, in one place.
"""

import re
from typing import Final

_THINGS: Final = (
    "accounts|acts|answers|applicants|applications|areas|attempts|bytes|businesses|"
    "cases|cells|characters|checks|choices|classes|codes|columns|complaints|"
    "cooperatives|copies|corners|"
    "counties|days|devices|differences|districts|draws|entries|exceptions|faults|"
    "features|figures|files|holders|hours|households|individuals|items|labels|"
    "laboratories|"
    "lines|lots|marks|matters|members|messages|minutes|months|notices|oppositions|"
    "packs|parts|people|permissions|pieces|plots|points|polygons|prefectures|"
    "printers|procedures|producers|products|provinces|questions|ranges|regions|"
    "reports|reporters|rights|rows|runs|samples|scans|seconds|sheets|standards|"
    "suggestions|tests|texts|times|townships|trees|users|vats|versions|villages|"
    "visits|weeks|workers|years"
)
"""Everything that is counted in a sentence; another is added here."""
_KINDS: Final = (
    "accepted|annual|authorized|calendar|different|empty|good|more|new|print|"
    "required|several|spoiled|such|working"
)
"""What may stand between the number and the thing."""
_VERBS: Final = {
    "are": "is",
    "were": "was",
    "have": "has",
    "carry": "carries",
    "differ": "differs",
    "need": "needs",
    "stand": "stands",
    "stay": "stays",
    "wait": "waits",
}
_IRREGULAR: Final = {"people": "person", "classes": "class", "businesses": "business"}
_COUNTED: Final = re.compile(
    rf"(?<![\d.,])\b1 ((?:(?:{_KINDS}) )*)({_THINGS})\b(?: ({'|'.join(_VERBS)})\b)?"
)


def put_right(text: str) -> str:
    """Return an English text with the singular wherever it counts one of a thing."""
    return _COUNTED.sub(_singular, text) if "1 " in text else text


def _singular(found: re.Match[str]) -> str:
    kinds, things, verb = found.groups()
    thing = _IRREGULAR.get(things) or (
        f"{things[:-3]}y" if things.endswith("ies") else things[:-1]
    )
    return f"1 {kinds}{thing}" + (f" {_VERBS[verb]}" if verb else "")

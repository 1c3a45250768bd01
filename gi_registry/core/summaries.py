"""The list of all that is wrong with a form names the question of each line.

The list stands above the form, before its questions are drawn, so their names are
put into it once the page is whole.
"""

import re
from collections.abc import Callable
from typing import Final

_SIGN: Final = '<div class="summary"'
_SUMMARY: Final = re.compile(_SIGN + ".*?</div>", re.DOTALL)
_LINE: Final = re.compile(r'(<a href="#([^"]+)">)([^<]*)(</a>)')
_NAMED: Final = (
    re.compile(r'<label class="field__label" for="(?P<id>[^"]+)">\s*(?P<name>[^<]+)'),
    re.compile(
        r'<legend>\s*(?P<name>[^<]+)(?:(?!</fieldset>).)*?<input\s+id="(?P<id>[^"]+)"',
        re.DOTALL,
    ),
    re.compile(r'<details id="(?P<id>[^"]+)"[^>]*>\s*<summary[^>]*>\s*(?P<name>[^<]+)'),
    re.compile(
        r'<(?:input|select|textarea)\s[^>]*?\bid="(?P<id>[^"]+)"'
        r'[^>]*?\baria-label="(?P<name>[^"]+)"'
    ),
)
"""How a control gets its name in our pages."""


def with_names(page: str, between: str) -> str:
    """Return a page whose summary of errors names the question of each line.

    Args:
        page: HTML of ours, its texts escaped.
        between: what stands between a question and what is wrong with its answer.
    """
    if _SIGN not in page:
        return page
    names = {
        found["id"]: found["name"].strip()
        for sign in reversed(_NAMED)
        for found in sign.finditer(page)
    }
    return _SUMMARY.sub(_lines(names, between), page)


def _lines(names: dict[str, str], between: str) -> Callable[[re.Match[str]], str]:
    def line(found: re.Match[str]) -> str:
        begun, to, said, ended = found.groups()
        name = names.get(to, "")
        if not name or name in said:
            return found[0]
        return f"{begun}{name}{between}{said}{ended}"

    return lambda summary: _LINE.sub(line, summary[0])

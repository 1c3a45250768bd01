"""What marshmallow says of a field, in Chinese too.

Fields of `core.fields` speak both languages themselves; those that only programs
send are marshmallow's own, and it speaks English alone.
"""

import re
from typing import Final

_SAID: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"Missing data for required field\.", "缺少这个必填字段"),
        (r"Unknown field\.", "没有这个字段；请核对名称，或删去"),
        (r"Field may not be null\.", "不能为 null"),
        (r"Not a valid integer\.", "应为整数"),
        (r"Not a valid number\.", "应为数字"),
        (r"Not a valid boolean\.", "应为 true 或 false"),
        (r"Not a valid string\.", "应为文字"),
        (r"Not a valid date\.", "应为日期，如 2026-01-31"),
        (r"Not a valid datetime\.", "应为时刻，如 2026-01-31T08:00:00Z"),
        (r"Not a valid list\.", "应为数组"),
        (r"Not a valid mapping type\.", "应为 JSON 对象"),
        (r"Invalid input type\.", "应为 JSON 对象"),
        (r"Invalid JSON body\.", "正文不是有效的 JSON"),
        (r"Invalid value\.", "这个值不行"),
        (r"Must be one of: (.*)\.", r"应为下列之一：\1"),
        (
            r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
            r"应在 \1 与 \2 之间",
        ),
        (r"Must be greater than or equal to (\S+)\.", r"不能小于 \1"),
        (r"Must be less than or equal to (\S+)\.", r"不能大于 \1"),
        (r"Shorter than minimum length (\d+)\.", r"长度不能小于 \1"),
        (r"Longer than maximum length (\d+)\.", r"长度不能大于 \1"),
        (r"Length must be between (\d+) and (\d+)\.", r"长度应在 \1 与 \2 之间"),
        (r"Length must be (\d+)\.", r"长度应为 \1"),
        (r"String does not match expected pattern\.", "格式不对，请看接口说明"),
    )
)


def in_chinese(messages: object) -> object:
    """Return messages of marshmallow with its own sentences in Chinese.

    Args:
        messages: a sentence, or lists and dicts of them as marshmallow nests them;
            a sentence that is not its own stays.
    """
    if isinstance(messages, dict):
        return {key: in_chinese(each) for key, each in messages.items()}
    if isinstance(messages, list):
        return [in_chinese(each) for each in messages]
    if not isinstance(messages, str):
        return messages
    for english, chinese in _SAID:
        if found := english.fullmatch(messages):
            return found.expand(chinese)
    return messages

"""The table beside a Shapefile: its attributes as text, whatever encoding it is in."""

import codecs
import struct

from gi_registry.geo.intake.refusals import RefusedFileError, unreadable

_HEADER, _FIELD = 32, 32
_END_OF_FIELDS, _DELETED = 0x0D, 0x2A
_LANGUAGES = {0x4D: "gb18030", 0x4F: "big5", 0x78: "big5", 0x7A: "gb18030"}
"""Of the language byte, those that are met in China."""
_PAGES = {"936": "gb18030", "950": "big5", "65001": "utf-8", "54936": "gb18030"}
_CHINESE = {"gbk", "gb2312", "gb18030"}


def rows(content: bytes, code_page: str | None) -> list[dict[str, str] | None]:
    """Return the attributes of every record, none of a deleted one.

    Args:
        content: of the .dbf.
        code_page: what the .cpg says, if there is one.

    Returns:
        A mapping of field name to text for each record, in the order of the
        file, as far as the file goes. The encoding is the first of what .cpg and
        language byte say, UTF-8 and GB18030 that fits the whole table.

    Raises:
        RefusedFileError: it is no table.
    """
    if len(content) < _HEADER:
        raise _broken()
    count, start, width = struct.unpack_from("<IHH", content, 4)
    fields = _fields(content[_HEADER:start])
    if not fields or width < 1 + sum(size for _, size, _ in fields):
        raise _broken()
    count = min(count, max(0, len(content) - start) // width)
    body = content[start : start + count * width]
    names = b"\n".join(name for name, _, _ in fields)
    encoding = _encoding([names, body], code_page, content[29])
    labels = [_text(name, encoding) for name, _, _ in fields]
    table: list[dict[str, str] | None] = []
    for record in range(count):
        at, row = record * width + 1, {}
        if body[at - 1] == _DELETED:
            table.append(None)
            continue
        for label, (_, size, is_number) in zip(labels, fields, strict=True):
            text = _text(body[at : at + size], encoding)
            row[label] = _plain(text) if is_number else text
            at += size
        table.append(row)
    return table


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _fields(content: bytes) -> list[tuple[bytes, int, bool]]:
    """Return the raw name and width of each field, and whether it is a number."""
    fields = []
    for at in range(0, len(content) - _FIELD + 1, _FIELD):
        if content[at] == _END_OF_FIELDS:
            break
        name = content[at : at + 11].partition(b"\0")[0]
        fields.append((name, content[at + 16], content[at + 11] in b"NF"))
    return fields


def _encoding(parts: list[bytes], code_page: str | None, language: int) -> str:
    said = [_codec(code_page or ""), _LANGUAGES.get(language)]
    candidates = [it for it in (*said, "utf-8", "gb18030") if it]
    sample = b"\n".join(parts)
    # a text cut at its field's width may end in half a character: least loss wins
    return min(candidates, key=lambda it: sample.decode(it, "replace").count("\ufffd"))


def _codec(code_page: str) -> str | None:
    name = code_page.strip().lower().removeprefix("cp").removeprefix("windows-")
    name = _PAGES.get(name, name)
    if name.replace("-", "") in _CHINESE:
        return "gb18030"
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError, TypeError):
        return None
    return None if found.startswith(("iso8859", "cp125", "ascii")) else found


def _text(raw: bytes, encoding: str) -> str:
    return raw.decode(encoding, "replace").strip(" \0\ufffd\r\n\t")


def _broken() -> RefusedFileError:
    return unreadable(
        "Shapefile 的 .dbf 属性表已损坏。请从制图软件重新导出全部文件，"
        "压缩成 zip 提交。",
        "The .dbf table of the Shapefile is broken. Export all its files again, pack "
        "them as zip and send that.",
    )

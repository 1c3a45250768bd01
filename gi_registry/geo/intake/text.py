"""Bytes of a text file into text, in the encodings that are met in China."""

import codecs
from collections.abc import Iterable

from gi_registry.geo.intake.refusals import unreadable

_MARKS = (  # the longer before the shorter that begins it
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> str:
    """Return a text: by its byte order mark, else UTF-8, else GB18030.

    GB18030 contains GBK and GB2312. UTF-16 without a mark is known by the zero
    bytes beside its Latin letters.

    Raises:
        RefusedFileError: it is none of these.
    """
    for encoding in _likely(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable(
        "文件的文字编码认不出来。请用 UTF-8 编码另存后重新提交。",
        "The encoding of this text file is not known. Save it as UTF-8 and send it "
        "again.",
    )


def _likely(content: bytes) -> Iterable[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    head = content[:512]
    if head[1::2].count(0) * 4 > len(head):
        return ["utf-16-le"]
    if head[::2].count(0) * 4 > len(head):
        return ["utf-16-be"]
    return ["utf-8", "gb18030"]

"""What is looked at in the parts of a workbook before anything reads its cells."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError, fromstring

from gi_registry.core.books.refusals import (
    BookLinkedError,
    BookMacroError,
    BookTooLargeError,
    BookUnreadableError,
    check_names,
)

_MAX_UNPACKED: Final = 400 * 1024 * 1024
_HEAD: Final = 4_096
"""Bytes of a sheet before its first element, and more."""
_MAX_CLEARED: Final = 120 * 1024 * 1024
"""A sheet of a million styled rows without values is some 90 MB."""
_MAX_MEMBERS: Final = 2_000
_MACROS: Final = ("vbaproject", "macrosheets/", "activex/", "ctrlprops/vba")
_LINKS: Final = "externallinks/"

_BEYOND: Final = rb"(?:[ABC]?+[A-Z]?+(?:[6-9]\d{4}|\d{6}|[A-Z]))"
_FAR: Final = (re.compile(b'"' + _BEYOND), re.compile(b"'" + _BEYOND))
"""What looks like a cell or row beyond the bounds; quick, for it sees whole sheets."""
_TOO_FAR: Final = re.compile(rb"\sr\s*=\s*[\"']" + _BEYOND)
"""What is one; what reads the sheet would make room for all before it."""
_BARE_CELL: Final = re.compile(rb"<((?:\w+:)?c)\s[^>]*?(?:/>|>\s*</\1>)")
_BARE_ROW: Final = re.compile(rb"<((?:\w+:)?row)\s[^>]*?(?:/>|>\s*</\1>)")
_FORMULAS: Final = (re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]"))
_ERRORS: Final = (re.compile(rb't="e"'), re.compile(rb"t='e'"))
_HIDING: Final = (re.compile(rb"hidden="),)
"""Whether it is worth the while to look closer; quick, too."""
_PLACE: Final = rb"[^>]*?\br=[\"']([A-Z]+)(\d+)[\"']"
_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?c\s" + _PLACE + rb"[^>]*>\s*<(?:\w+:)?f[\s/>]"
)
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*?\bt=[\"']e[\"'])" + _PLACE)
_HIDDEN: Final = re.compile(
    rb"<(?:\w+:)?row\s(?=[^>]*?\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br=[\"'](\d+)[\"']"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is noted of the cells of a sheet; rows and columns from 0.

    Attributes:
        formulas: the cells that hold one.
        errors: the cells that show an error such as #N/A, which read as empty.
        hidden: the rows that are not shown, or filtered out.
    """

    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was found in a workbook.

    Attributes:
        marks: by the sheet's name.
        cleared: members from which cells without a value were taken, with the rest.
    """

    marks: dict[str, Marks] = field(default_factory=dict)
    cleared: dict[str, bytes] = field(default_factory=dict)


def scanned(archive: zipfile.ZipFile) -> Scanned:
    """Look through the sheets of a workbook.

    Raises:
        BookKindError, BookMacroError, BookLinkedError, BookUnreadableError: it is
            none that is taken.
        BookTooLargeError: it is too large, or has values too far out.
    """
    _check_members(archive)
    found = Scanned()
    for name, member in _sheet_members(archive).items():
        content = archive.read(member)
        if b"<!DOCTYPE" in content[:_HEAD]:
            raise BookUnreadableError
        if _is_far(content):
            content = found.cleared[member] = _cleared(content)
        found.marks[name] = Marks(
            _cells(_FORMULA, content) if _has(content, _FORMULAS) else frozenset(),
            _cells(_ERROR, content) if _has(content, _ERRORS) else frozenset(),
            frozenset(int(row) - 1 for row in _HIDDEN.findall(content))
            if _has(content, _HIDING)
            else frozenset(),
        )
    return found


def rewritten(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return a ZIP with other content in some of its members."""
    made = io.BytesIO()
    with opened(data) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = changed.get(name)
            new.writestr(name, old.read(name) if content is None else content)
    return made.getvalue()


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP.

    Raises:
        BookUnreadableError: it is broken, or so is what is read of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        ParseError,
    ) as error:
        raise BookUnreadableError from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if (
        len(members) > _MAX_MEMBERS
        or sum(member.file_size for member in members) > _MAX_UNPACKED
    ):
        raise BookTooLargeError
    names = {name.lower() for name in _plain_names(archive)}
    if len(names) < len(members):
        raise BookUnreadableError
    check_names(names)
    if any(sign in name for name in names for sign in _MACROS):
        raise BookMacroError
    if any(_LINKS in name for name in names):
        raise BookLinkedError
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise BookMacroError


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member that holds each sheet, by the sheet's name."""
    known = _plain_names(archive)
    targets = {}
    for rel in _xml(archive, known["xl/_rels/workbook.xml.rels"]):
        target = rel.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[rel.get("Id")] = posixpath.normpath(path)
    sheets = (
        (each.get("name", ""), targets.get(_relation(each), ""))
        for each in _xml(archive, known["xl/workbook.xml"]).iter()
        if each.tag.endswith("}sheet")
    )
    members = {name: known[path] for name, path in sheets if path in known}
    strange = {
        member
        for path, member in known.items()
        if path.startswith("xl/worksheets/sheet")
    }
    if not members or strange - set(members.values()):
        raise BookUnreadableError
    return members


def _plain_names(archive: zipfile.ZipFile) -> dict[str, str]:
    r"""Return the members by their names with / where some programs write \."""
    return {name.replace("\\", "/"): name for name in archive.namelist()}


def _relation(sheet: Any) -> str:  # noqa: ANN401 -- an element
    """Return a sheet's relation, in the transitional or in the strict namespace."""
    return next((text for key, text in sheet.items() if key.endswith("}id")), "")


def _xml(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 -- an element
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BookUnreadableError
    return fromstring(content)  # noqa: S314 -- no document type, no entities


def _is_far(content: bytes) -> bool:
    cells = max(content.find(b"sheetData"), 0)
    return _has(content, _FAR, cells) and bool(_TOO_FAR.search(content, cells))


def _cleared(content: bytes) -> bytes:
    """Return a sheet without the cells and rows that hold nothing but a style.

    Spreadsheets write them by the million where somebody styled whole columns.

    Raises:
        BookTooLargeError: cells with a value are too far out as well.
    """
    if len(content) > _MAX_CLEARED:
        raise BookTooLargeError
    left = _BARE_ROW.sub(b"", _BARE_CELL.sub(b"", content))
    if _TOO_FAR.search(left):
        raise BookTooLargeError
    return left


def _has(content: bytes, signs: tuple[re.Pattern[bytes], ...], start: int = 0) -> bool:
    return any(sign.search(content, start) for sign in signs)


def _cells(sign: re.Pattern[bytes], content: bytes) -> frozenset[tuple[int, int]]:
    return frozenset(
        (int(row) - 1, _column(letters)) for letters, row in sign.findall(content)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1

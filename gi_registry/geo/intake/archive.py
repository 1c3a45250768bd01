"""Zip archives of strangers: looked at before, and counted while, they are unpacked.

What is inside is written under names of ours, so that no path of the archive is
ever used.
"""

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from gi_registry.geo.intake.outcomes import Reason
from gi_registry.geo.intake.refusals import RefusedFileError, refusal, unreadable

MOST_BYTES = 200_000_000
"""Unpacked, all members together."""
MOST_RATIO = 100
"""Unpacked to packed, of archives above `SMALL_BYTES`."""
SMALL_BYTES = 20_000_000
"""Unpacked; below, any ratio is harmless: tables full of blanks reach 500."""
MOST_MEMBERS = 200

_NESTED = {".zip", ".kmz", ".rar", ".7z", ".gz", ".tar", ".tgz"}
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One file out of an archive.

    Attributes:
        name: its path in the archive, with slashes.
        path: where its bytes are now.
    """

    name: str
    path: Path

    @property
    def stem(self) -> str:
        """The name without its ending, in lower case."""
        return str(PurePosixPath(self.name.lower()).with_suffix(""))

    @property
    def ending(self) -> str:
        """The ending in lower case, with its dot."""
        return PurePosixPath(self.name.lower()).suffix


def unpack(archive: Path, folder: Path) -> list[Member]:
    """Unpack a zip into a folder, flat, in the order of the archive.

    What macOS and Windows add for themselves is left out.

    Raises:
        RefusedFileError: it is broken, encrypted, too large, too tightly packed,
            has too many members or one that would leave its folder, or holds
            another archive.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _check_paths(opened.infolist())
            _check_size(entries)
            wanted = [entry for entry in entries if not _is_junk(_name(entry))]
            _check_kinds(wanted)
            return _write(opened, wanted, folder)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as broken:
        raise unreadable(
            "压缩包已损坏或不完整，解不开。请重新压缩成 zip 后提交。",
            "The archive is broken or incomplete. Pack it again as zip and send that.",
        ) from broken


def _write(
    opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path
) -> list[Member]:
    left, members = MOST_BYTES, []
    for number, entry in enumerate(entries):
        name = _name(entry)
        path = folder / f"{number}{PurePosixPath(name).suffix.lower()[:10]}"
        with opened.open(entry) as source, path.open("wb") as target:
            left -= _copy(source, target, left)
        members.append(Member(name, path))
    return members


def _copy(source: IO[bytes], target: IO[bytes], left: int) -> int:
    count = 0
    while block := source.read(_BLOCK):
        count += len(block)
        if count > left:
            raise _too_large()
        target.write(block)
    return count


def _check_paths(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        name, kind = _name(entry), stat.S_IFMT(entry.external_attr >> 16)
        special = kind not in {0, stat.S_IFREG, stat.S_IFDIR}
        if special or _is_unsafe(name):
            raise RefusedFileError(
                refusal(
                    Reason.ARCHIVE_UNSAFE_PATH,
                    "压缩包内有不安全的路径或链接“{name}”，整包不予接收。"
                    "请只把数据文件本身重新压缩后提交。",
                    "The archive holds an unsafe path or a link, “{name}”, and is "
                    "refused as a whole. Pack only the data files again and send that.",
                    name=ascii(name)[1:81],
                )
            )


def _is_unsafe(name: str) -> bool:
    parts = name.split("/")
    return (
        "\\" in name
        or name.startswith("/")
        or ".." in parts
        or name[1:2] == ":"
        or not name.strip("./ ")
        or any(ord(character) < 32 for character in name)  # noqa: PLR2004 -- controls
    )


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    tight = unpacked > SMALL_BYTES and unpacked > MOST_RATIO * packed
    if len(entries) > MOST_MEMBERS or unpacked > MOST_BYTES or tight:
        raise _too_large()


def _check_kinds(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise RefusedFileError(
                refusal(
                    Reason.ARCHIVE_ENCRYPTED,
                    "压缩包设有密码。请去掉密码重新压缩后提交。",
                    "The archive has a password. Pack it again without one and send "
                    "that.",
                )
            )
        if entry.compress_type not in _METHODS:
            raise unreadable(
                "压缩包用了少见的压缩方法。请用普通 zip（Deflate）重新压缩后提交。",
                "The archive is packed in an uncommon way. Pack it as a plain zip "
                "(Deflate) and send that.",
            )
        if PurePosixPath(_name(entry).lower()).suffix in _NESTED:
            raise unreadable(
                "压缩包里还有压缩包“{name}”。请解开后把数据文件直接压缩成一个 zip "
                "提交。",
                "The archive holds another archive, “{name}”. Unpack it and put the "
                "data files into one zip.",
                name=_name(entry),
            )


def _too_large() -> RefusedFileError:
    return RefusedFileError(
        refusal(
            Reason.ARCHIVE_TOO_LARGE_OR_RATIO,
            "压缩包解开后太大（上限 {bytes} MB、{members} 个文件），或压缩比异常"
            "（上限 {ratio} 倍）。请只压缩所需的图层，分批提交。",
            "The archive is too large when unpacked (at most {bytes} MB and {members} "
            "files), or packed too tightly (at most {ratio} times). Pack only the "
            "layers that are needed, and send them in parts.",
            bytes=MOST_BYTES // 1_000_000,
            members=MOST_MEMBERS,
            ratio=MOST_RATIO,
        )
    )


def _is_junk(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1].lower() in {
        ".ds_store",
        "thumbs.db",
        "desktop.ini",
    }


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; without the UTF-8 flag it is UTF-8 or GB18030."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename

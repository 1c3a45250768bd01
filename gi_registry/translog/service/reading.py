"""Reads the log: its size, tree, tiles, entries, and what is said of one thing."""

from functools import partial
from hashlib import sha256
from math import ceil
from typing import Any

from sqlalchemy import JSON, func, select
from sqlalchemy.orm import Session

from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.translog.errors import (
    EntryNotFoundError,
    LogBrokenError,
    TileNotFoundError,
)
from gi_registry.translog.models import LogLeaf, LogNode
from gi_registry.translog.rules import entries, tiles
from gi_registry.translog.rules.tiles import TileName
from gi_registry.translog.rules.tree import HEIGHT, WIDTH, Tree, leaf_hash


def size(session: Session) -> int:
    """Return how many entries the log has."""
    last = session.scalar(select(func.max(LogLeaf.index)))
    return 0 if last is None else last + 1


def tree(session: Session, count: int | None = None) -> Tree:
    """Return the tree of the log.

    Args:
        session: to read with.
        count: of its first entries; of all by default.
    """
    count = size(session) if count is None else count
    return Tree(count, partial(hashes, session))


def hashes(session: Session, level: int, first: int, count: int) -> list[bytes]:
    """Return hashes of a level of the tree.

    Args:
        session: to read with.
        level: from 0, the leaves.
        first: index of the first.
        count: how many.

    Raises:
        LogBrokenError: the tables lack one.
    """
    statement = (
        select(LogNode.hash).where(LogNode.level == level).order_by(LogNode.index)
        if level
        else select(LogLeaf.leaf_hash).order_by(LogLeaf.index)
    )
    index = LogNode.index if level else LogLeaf.index
    end = first + count
    found = session.scalars(statement.where(index >= first, index < end)).all()
    if len(found) != count:
        raise LogBrokenError(level, first, end)
    return [bytes.fromhex(each) for each in found]


def tile(session: Session, name: TileName) -> bytes:
    """Return a tile: hashes, or a bundle of entries.

    Raises:
        TileNotFoundError: the log has not grown so far.
        LogBrokenError: the tables lack a row of it.
    """
    level = name.level or 0
    first = name.number * WIDTH
    if (first + name.width) > size(session) >> (HEIGHT * level):
        raise TileNotFoundError
    if name.level is None:
        return tiles.bundle(bundle(session, first, name.width))
    return b"".join(hashes(session, name.level, first, name.width))


def bundle(session: Session, first: int, count: int) -> list[bytes]:
    """Return public entries, made from what is stored of them.

    Raises:
        LogBrokenError: the table lacks one.
    """
    rows = session.scalars(
        select(LogLeaf)
        .where(LogLeaf.index >= first, LogLeaf.index < first + count)
        .order_by(LogLeaf.index)
    ).all()
    if len(rows) != count:
        raise LogBrokenError(0, first, first + count)
    return [entry_of(row) for row in rows]


def leaf_at(session: Session, index: int) -> LogLeaf:
    """Return an entry with everything that is stored of it.

    Raises:
        EntryNotFoundError: the log has none such.
    """
    found = session.get(LogLeaf, index)
    if found is None:
        raise EntryNotFoundError(size(session))
    return found


def newest(session: Session, *, number: int) -> Page[LogLeaf]:
    """Return a page of entries, newest first.

    Args:
        session: to read with.
        number: of the page, from 1; beyond the end it gives the last page.
    """
    total = size(session)
    number = max(1, min(number, ceil(total / PAGE_SIZE)))
    end = total - (number - 1) * PAGE_SIZE
    rows = session.scalars(
        select(LogLeaf)
        .where(LogLeaf.index >= end - PAGE_SIZE, LogLeaf.index < end)
        .order_by(LogLeaf.index.desc())
    ).all()
    return Page(rows, number, PAGE_SIZE, total)


def shown_of(session: Session, subject: str, *, number: int) -> Page[LogLeaf]:
    """Return a page of the entries that name something publicly, newest first.

    Args:
        session: to read with.
        subject: public number, such as MA-2026-000042.
        number: of the page, from 1; beyond the end it gives the last page.
    """
    statement = (
        select(LogLeaf)
        .where(LogLeaf.subject == subject, LogLeaf.shown != JSON.NULL)
        .order_by(LogLeaf.index.desc())
    )
    return page_of(session, statement, number=number)


def history(session: Session, subject: str) -> list[LogLeaf]:
    """Return all decisions about one thing, oldest first."""
    statement = (
        select(LogLeaf).where(LogLeaf.subject == subject).order_by(LogLeaf.index)
    )
    return list(session.scalars(statement))


def record_of(leaf: LogLeaf) -> dict[str, Any]:
    """Return everything that is kept of a decision, but who took it."""
    return entries.record(leaf.index, leaf.at, leaf.kind, leaf.subject, leaf.body)


def entry_of(leaf: LogLeaf) -> bytes:
    """Return the public entry, of which the leaf hash is."""
    return entries.entry(record_of(leaf), leaf.shown, leaf.salt)


def is_whole(leaf: LogLeaf) -> bool:
    """Whether a row still gives the hash with which it was entered."""
    return leaf_hash(entry_of(leaf)).hex() == leaf.leaf_hash


def opening_of(leaf: LogLeaf) -> bytes:
    """Return record, salt and what is shown: from these the entry follows."""
    return entries.opening(record_of(leaf), leaf.shown, leaf.salt)


def former_hash(leaf: LogLeaf) -> str:
    """Return the hash by which receipts named a leaf before entries hid anything."""
    return sha256(b"\x00" + entries.canonical(record_of(leaf))).hexdigest()

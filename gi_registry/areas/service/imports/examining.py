"""What would become of a file, before anything of it is written."""

import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from gi_registry.areas.service.imports.ground import ground_of
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake import declared
from gi_registry.geo.intake.child import SECONDS
from gi_registry.geo.intake.examine import judge_safely, read_safely
from gi_registry.geo.intake.ground import Asked, reference_ground
from gi_registry.geo.intake.judged import JudgedFile
from gi_registry.geo.intake.raw import RawFile

MOST_BYTES: Final = 200 * 1024 * 1024
"""Of a file of plots; what it unpacks to has limits of its own."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as somebody hands it in.

    Attributes:
        path: where its bytes are.
        name: what it was called.
        crs: what its coordinates are in, if somebody says so.
        asked: county and product named for it, axes, who vouches.
        owner_id: the organisation whose plots they are, if they are any's.
    """

    path: Path
    name: str
    crs: Crs | None
    asked: Asked
    owner_id: int | None = None


def examine(session: Session, handed: Handed, *, on: date) -> JudgedFile:
    """Read and judge a file, within a minute for both; nothing is written.

    Args:
        session: to read with; it is not used while the file is read.
        handed: the file and what is said of it.
        on: the day whose divisions and areas count.
    """
    until = time.monotonic() + SECONDS
    raw = read_safely(handed.path, name=handed.name, crs=handed.crs)
    ground = ground_of(
        session, _products(raw, handed.asked), on=on, owner_id=handed.owner_id
    )
    return judge_safely(raw, ground, handed.asked, seconds=until - time.monotonic())


def examine_unready(handed: Handed) -> JudgedFile:
    """Read and judge a file against the reference layers, without a database.

    Areas of products and registered plots are then unknown.
    """
    until = time.monotonic() + SECONDS
    raw = read_safely(handed.path, name=handed.name, crs=handed.crs)
    asked = replace(handed.asked, product=None)
    ground = reference_ground()
    return judge_safely(raw, ground, asked, seconds=until - time.monotonic())


def _products(raw: RawFile, asked: Asked) -> set[str]:
    """Return the products whose areas and plots matter, by code or name."""
    if asked.is_area:
        return set()
    if asked.product:
        return {asked.product}
    named = (declared.product(it.properties) for it in raw.features)
    return {name for name in named if name}

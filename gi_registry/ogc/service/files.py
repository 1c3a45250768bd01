"""Files of the public layers, made once for each state of the register.

A file is written in a folder of its own and then moved into place, so that nobody
ever sees half of one and processes that make the same one do not meet.
"""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from gi_registry.core.db import Database
from gi_registry.ogc.errors import FileNotOfferedError
from gi_registry.ogc.files import FORMATS, Format
from gi_registry.ogc.files.layer import PublicLayer
from gi_registry.ogc.rules.collections import DIVISIONS, PRODUCTION_AREAS
from gi_registry.ogc.service.held import Held
from gi_registry.ogc.service.holding import held

LAYERS = {each.id: each for each in (PRODUCTION_AREAS, DIVISIONS)}
"""The layers that are offered as files."""

_FOLDER = "downloads"
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a layer that is ready.

    Attributes:
        name: under which it is kept by whoever takes it.
        size: bytes.
        etag: names these bytes.
    """

    path: Path
    name: str
    format: Format
    size: int
    etag: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where files are kept and what they are made from.

    Attributes:
        database: of the register.
        data_dir: of the installation.
        address: public address of the registry.
    """

    database: Database
    data_dir: Path
    address: str


def made(place: Place, name: str, *, on: date) -> Made:
    """Return a layer's file as of a day, made now if there is none of this state.

    Args:
        place: where it is kept.
        name: such as divisions.gpkg.
        on: the day whose features count.

    Raises:
        FileNotOfferedError: there is no such layer, or not in that format.
    """
    layer, _, ext = name.partition(".")
    if layer not in LAYERS or ext not in FORMATS:
        raise FileNotOfferedError(name, LAYERS, FORMATS)
    present = held(place.database, LAYERS[layer], on=on)
    path = place.data_dir / _FOLDER / f"{layer}-{present.state}.{ext}"
    with _one_at_a_time:
        if not path.exists():
            _make(place, present, FORMATS[ext], path, on)
    found = path.stat()
    etag = f"{present.state}-{found.st_mtime_ns:x}-{found.st_size:x}"
    return Made(path, name, FORMATS[ext], found.st_size, etag)


def _make(place: Place, present: Held, form: Format, path: Path, on: date) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    layer = PublicLayer(
        of=present.of,
        every=present.features,
        on=on,
        state=present.state,
        address=f"{place.address}/ogc/collections/{present.of.id}",
    )
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".making-") as folder:
        new = Path(folder) / f"{present.of.id}.{form.ext}"
        form.write(new, layer)
        new.replace(path)
    for former in path.parent.glob(f"{present.of.id}-*.{form.ext}"):
        if former != path:
            with suppress(FileNotFoundError):  # another process was faster
                former.unlink()

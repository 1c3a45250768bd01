"""QR codes of labels as an archive of single pictures."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO, Final, Literal, TypeAlias
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from PIL import Image

from gi_registry.marks.qr import modules_svg
from gi_registry.marks.sheets.modules import QUIET, qr_array

Kind: TypeAlias = Literal["png", "svg"]

_MODULE_PX: Final = 8


def zip_pictures(
    file: IO[bytes], address: str, labels: Iterable[tuple[int, str]], kind: Kind
) -> None:
    """Write one picture a label, named by sequence number and code.

    Args:
        file: takes the archive; need not seek.
        address: of a label's page without its code, upper case.
        labels: sequence number and code of each.
        kind: PNG has 8 pixels a module; SVG one unit.
    """
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for number, code in labels:
            modules = qr_array(address + code)
            if kind == "svg":
                rows = tuple(map(bytes, modules.view(np.uint8)))
                picture = modules_svg(rows, title=code).encode()
            else:
                picture = _png(np.pad(modules, QUIET))
            archive.writestr(f"{number:09d}-{code}.{kind}", picture)


def _png(modules: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> bytes:
    scaled = np.kron(~modules, np.ones((_MODULE_PX, _MODULE_PX), np.bool_))
    file = BytesIO()
    Image.fromarray(scaled).save(file, "PNG")
    return file.getvalue()

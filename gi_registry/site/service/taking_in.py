"""What needs several domains at once: taking a catalogue into the register."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.words import china_day
from gi_registry.products import service as products
from gi_registry.products.service import ImportResult


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What taking in a catalogue did.

    Attributes:
        products: created, updated and unchanged, counts.
        areas: new readings of production areas, count.
        divisions: divisions that had to be loaded first, count.
    """

    products: ImportResult
    areas: int
    divisions: int


def import_register(
    session: Session, document: dict[str, Any], *, now: datetime
) -> RegisterImport:
    """Take in products, then read the area of each; all or nothing.

    Args:
        session: a writing session.
        document: keeps to schemas/v1/gi-catalogue.schema.json.
        now: the instant of the import; new readings of areas count from its day
            in China.

    Raises:
        CatalogueInvalidError: the document has faults; all are named.
        RightGoneError: a registered right is missing, or of another kind.
    """
    made = products.import_catalogue(session, document, now=now)
    divisions = 0 if areas.counties(session) else areas.load_divisions(session, now=now)
    read = areas.import_catalogue(session, document, on=china_day(now), now=now)
    return RegisterImport(made, read, divisions)

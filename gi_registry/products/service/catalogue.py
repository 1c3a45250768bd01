"""Taking in a catalogue: everything that it says, or nothing."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.published import Fault, codelist, faults
from gi_registry.products.errors import CatalogueInvalidError
from gi_registry.products.models import Gi
from gi_registry.products.queries import WHOLE
from gi_registry.products.rules import checks
from gi_registry.products.rules.catalogue import WantedGi, read
from gi_registry.products.service import rows
from gi_registry.translog import service as translog

_SCHEMA = "gi-catalogue"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did to products, counts."""

    created: int
    updated: int
    unchanged: int

    @property
    def total(self) -> int:
        """Products in the document."""
        return self.created + self.updated + self.unchanged


def import_catalogue(
    session: Session, document: dict[str, Any], *, now: datetime
) -> ImportResult:
    """Take in a catalogue; a second time it changes nothing.

    Rights of one product are not linked to each other: a conversion needs a
    source that says so, and the catalogue has no place for one.

    Args:
        session: a writing session.
        document: keeps to schemas/v1/gi-catalogue.schema.json.
        now: the instant of the import.

    Raises:
        CatalogueInvalidError: the document has faults; all are named.
        RightGoneError: a registered right is missing, or of another kind.
    """
    _refuse_faults(document)
    goods = codelist("goods")
    wanted = [read(product, goods) for product in document["products"]]
    stored = _stored(session, [each.code for each in wanted])
    announcements = rows.announcements_of(session, wanted, document["title"])
    created = updated = 0
    for each in wanted:
        gi = stored.get(each.code)
        if gi is None:
            session.add(rows.new(each, announcements, now=now))
            created += 1
        elif rows.brought_up(session, gi, each, announcements):
            gi.imported_at = now
            updated += 1
        else:
            continue
        kind = "product.registered" if gi is None else "product.changed"
        translog.append(session, kind, each.code, _entry(each), now=now)
    session.flush()
    return ImportResult(created, updated, len(wanted) - created - updated)


def _refuse_faults(document: dict[str, Any]) -> None:
    found = faults(_SCHEMA, document)
    if not found:
        categories = codelist("category")
        found = [Fault(*pair) for pair in checks.faults(document, categories)]
    if found:
        raise CatalogueInvalidError(found)


def _stored(session: Session, codes: Sequence[str]) -> dict[str, Gi]:
    statement = select(Gi).where(Gi.code.in_(codes)).options(*WHOLE)
    return {gi.code: gi for gi in session.scalars(statement)}


def _entry(wanted: WantedGi) -> dict[str, Any]:
    """Return what the log keeps of a product: its rights, and a digest of it all."""
    rights = [
        {
            "kind": right.kind.value,
            "status": right.status.value,
            "number": right.number,
            "since": right.since,
        }
        for right in wanted.rights
    ]
    whole = json.dumps(
        {name: getattr(wanted, name) for name in WantedGi.__dataclass_fields__},
        default=_plain,
        ensure_ascii=False,
        sort_keys=True,
    )
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return {"name": wanted.name_zh, "rights": rights, "sha256": digest}


def _plain(value: Any) -> dict[str, Any]:  # noqa: ANN401 -- json's own signature
    return {name: getattr(value, name) for name in value.__dataclass_fields__}

"""Check-lists: the files of an application, and what stands on a pack."""

from typing import TYPE_CHECKING, Any

from flask import request
from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.sessions import read, write
from gi_registry.producers import service, web
from gi_registry.producers.errors import AuthorizationNotFoundError
from gi_registry.producers.rules.checklist import FILE_KIND_WORDS, FileKind
from gi_registry.producers.rules.packaging import PACK_WORDS, PackItem
from gi_registry.producers.schemas import files as file_schemas
from gi_registry.producers.schemas import packaging as pack_schemas
from gi_registry.producers.service import By
from gi_registry.producers.views.applications import Answer, mine, visible
from gi_registry.producers.views.blueprint import FILE_BODY, OPTIONAL_FILE, api

if TYPE_CHECKING:
    from gi_registry.producers.models import Application, Authorization


@api.get("/applications/<number>/files")
@requires(Permission.SIGNED_IN)
@api.response(200, file_schemas.ApplicationFilesSchema)
def files(number: str) -> Answer:
    """Give the check-list of an application's files, with what is there."""
    with read() as session:
        return _files(session, visible(session, number))


@api.post("/applications/<number>/files")
@requires(Permission.PRODUCE)
@api.doc(requestBody=FILE_BODY)
@api.arguments(file_schemas.NewFileSchema, location="query")
@api.response(201, file_schemas.ApplicationFilesSchema)
def add_file(asked: dict[str, Any], number: str) -> Answer:
    """Add a file to one's own application: PDF, JPEG or PNG as the body, up to 20 MB.

    The quality test report goes to `/quality-report`. Sent again, it is there once.
    """
    own = own_organisation()
    with read() as session:
        service.own(session, number, own)
    blob = web.put_body()
    with write() as session:
        _check(session, number)
        kept = web.keep_upload(session, blob, asked["name"])
        service.attach(
            session,
            number,
            FileKind(asked["kind"]),
            (kept, asked["name"]),
            organisation_id=own,
            by=_by(),
        )
        body, _, headers = _files(session, service.own(session, number, own))
        return body, 201, headers


@api.delete("/applications/<number>/files/<int:file_id>")
@requires(Permission.PRODUCE)
@api.response(200, file_schemas.ApplicationFilesSchema)
def remove_file(number: str, file_id: int) -> Answer:
    """Take a file of one's own application back; If-Match may name the list seen."""
    own = own_organisation()
    with write() as session:
        _check(session, number)
        service.detach(session, number, file_id, organisation_id=own, by=_by())
        return _files(session, service.own(session, number, own))


@api.get("/authorizations/<number>/packaging")
@requires(Permission.SIGNED_IN)
@api.response(200, pack_schemas.PackagingSchema)
def packaging(number: str) -> Answer:
    """Give what stands on the pack beside the mark, and what was ticked off."""
    caller = the_caller()
    with read() as session:
        found = service.authorization(session, number)
        if caller.may(Permission.DESK):
            caller.demand(Permission.DESK, service.place_of(found))
        elif found.entity.organisation_id != caller.organisation_id:
            raise AuthorizationNotFoundError(number)
        return _pack(session, found)


@api.post("/authorizations/<number>/packaging")
@requires(Permission.PRODUCE)
@api.doc(requestBody=OPTIONAL_FILE)
@api.arguments(pack_schemas.TickedSchema, location="query")
@api.response(200, pack_schemas.PackagingSchema)
def tick_off(asked: dict[str, Any], number: str) -> Answer:
    """Tick off what is right on one's own pack; a photo of it may be the body."""
    own = own_organisation()
    with read() as session:
        service.own_authorization(session, number, own)
    blob = web.put_body() if request.get_data() else None
    with write() as session:
        before = service.own_authorization(session, number, own)
        etags.check_version(_pack(session, before)[0])
        found = service.tick_off(
            session,
            number,
            [PackItem(item) for item in asked["items"]],
            web.keep_upload(session, blob, f"{number}-pack") if blob else None,
            organisation_id=own,
            by=_by(),
        )
        return _pack(session, found)


def _check(session: Session, number: str) -> None:
    """Lock one's own application; refuse another version of its list of files."""
    etags.check_version(_files(session, mine(session, number))[0])


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _files(session: Session, found: "Application") -> Answer:
    body = {
        "items": [
            {
                "kind": each.item.kind.value,
                "words": FILE_KIND_WORDS[each.item.kind]._asdict(),
                "need": each.item.need.value,
                "why": each.item.why._asdict(),
                "rule": each.item.rule,
                "is_there": each.is_there,
                "is_missing": each.is_missing,
                "files": [
                    {
                        "id": file.id,
                        "name": file.name,
                        "sha256": file.sha256,
                        "media_type": file.stored.media_type,
                        "size": file.stored.size,
                        "added_at": file.added_at,
                    }
                    for file in each.files
                ],
            }
            for each in service.files_of(session, found)
        ]
    }
    return body, 200, etags.headers(body)


def _pack(session: Session, found: "Authorization") -> Answer:
    body = {
        "authorization": found.number,
        "lines": [
            {
                "item": line.requirement.item.value,
                "words": PACK_WORDS[line.requirement.item]._asdict(),
                "how": line.requirement.how._asdict(),
                "values": list(line.requirement.values),
                "rule": line.requirement.rule,
                "is_done": line.is_done,
                "is_stale": line.is_stale,
                "checked_at": line.check and line.check.checked_at,
                "photo_sha256": line.check and line.check.sha256,
            }
            for line in service.pack_lines(session, found)
        ],
    }
    return body, 200, etags.headers(body)

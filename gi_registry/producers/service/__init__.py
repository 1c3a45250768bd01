"""Use cases of producers, their applications and their authorizations."""

from gi_registry.producers.queries import Wanted
from gi_registry.producers.service.applications import (
    NewPapers,
    applications_of,
    draft,
    missing_of,
    own,
    save_papers,
    save_place,
    submit,
    withdraw,
)
from gi_registry.producers.service.authorizations import (
    authorization,
    authorizations,
    authorizations_of,
    every_authorization,
    record_vector_opened,
    set_state,
    state_on,
)
from gi_registry.producers.service.cnipa import (
    Registration,
    record_announcement,
    record_refusal,
    record_registration,
)
from gi_registry.producers.service.entities import (
    NewEntity,
    entity_of,
    find_entity_of,
    register_entity,
)
from gi_registry.producers.service.files import find_file, keep, readable
from gi_registry.producers.service.review import (
    PlaceTests,
    application,
    place_tests,
    prefecture_review,
    province_review,
    return_,
    verify_origin,
)
from gi_registry.producers.service.steps import locked, place_of
from gi_registry.producers.service.worklist import (
    DeskLink,
    DeskRow,
    LinkCount,
    counties_of,
    desk,
    links,
    offer_link,
    waiting,
)

__all__ = [
    "DeskLink",
    "DeskRow",
    "LinkCount",
    "NewEntity",
    "NewPapers",
    "PlaceTests",
    "Registration",
    "Wanted",
    "application",
    "applications_of",
    "authorization",
    "authorizations",
    "authorizations_of",
    "counties_of",
    "desk",
    "draft",
    "entity_of",
    "every_authorization",
    "find_entity_of",
    "find_file",
    "keep",
    "links",
    "locked",
    "missing_of",
    "offer_link",
    "own",
    "place_of",
    "place_tests",
    "prefecture_review",
    "province_review",
    "readable",
    "record_announcement",
    "record_refusal",
    "record_registration",
    "record_vector_opened",
    "register_entity",
    "return_",
    "save_papers",
    "save_place",
    "set_state",
    "state_on",
    "submit",
    "verify_origin",
    "waiting",
    "withdraw",
]

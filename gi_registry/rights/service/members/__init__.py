"""The register of a mark's registrant: members and licences."""

from gi_registry.rights.queries import MEMBER_VIEWS
from gi_registry.rights.service.members.importing import (
    COLUMNS,
    NEEDED,
    MemberLine,
    judge_list,
    record_list,
)
from gi_registry.rights.service.members.reading import (
    MemberRow,
    WantedMembers,
    authorizations_of,
    every_member,
    marks,
    member,
    members,
    overdue,
)
from gi_registry.rights.service.members.recording import add, record_step, renew_term
from gi_registry.rights.service.members.refusing import (
    refusals,
    refuse,
    refused_before,
)
from gi_registry.rights.service.recording import locked

__all__ = [
    "COLUMNS",
    "MEMBER_VIEWS",
    "NEEDED",
    "MemberLine",
    "MemberRow",
    "WantedMembers",
    "add",
    "authorizations_of",
    "every_member",
    "judge_list",
    "locked",
    "marks",
    "member",
    "members",
    "overdue",
    "record_list",
    "record_step",
    "refusals",
    "refuse",
    "refused_before",
    "renew_term",
]

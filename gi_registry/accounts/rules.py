"""Decisions about accounts, of values alone."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is."""

    AUTHORITY = "authority"
    PRODUCER = "producer"
    OPERATOR = "operator"

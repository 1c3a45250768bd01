"""Versions of what the API gives, so that nobody overwrites what another changed."""

import hashlib
import json
from collections.abc import Mapping

from flask import request

from gi_registry.core.errors import GiError
from gi_registry.core.words import Words

_DIGITS = 32


class ChangedError(GiError):
    """What is to be changed is no longer what the caller has seen."""

    slug = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "内容已被别人改动，与 If-Match 不符；请重新读取，核对后再改",
                "It was changed meanwhile and is not what If-Match names; read it "
                "again, compare, and send the change anew",
            )
        )


class VersionNeededError(GiError):
    """A change does not say which version it changes."""

    slug = "if-match-needed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请在 If-Match 中写明所改的版本，即读取时 ETag 的值",
                "Say in If-Match which version is changed: the ETag that came when "
                "it was read",
            )
        )


def version_of(shown: Mapping[str, object]) -> str:
    """Return the version of what is given: the same content, the same version.

    Args:
        shown: a representation; days and instants may be in it.
    """
    text = json.dumps(shown, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def headers(shown: Mapping[str, object]) -> dict[str, str]:
    """Return the headers that tell the version of an answer."""
    return {"ETag": f'"{version_of(shown)}"'}


def check_version(shown: Mapping[str, object]) -> None:
    """Refuse a request whose If-Match names another version; it may name none.

    Args:
        shown: the present representation, read under a lock.

    Raises:
        ChangedError: it is another version.
    """
    named = "If-Match" in request.headers
    if named and not request.if_match.contains(version_of(shown)):
        raise ChangedError


def demand_version(shown: Mapping[str, object]) -> None:
    """Refuse a request that does not name the present version.

    Raises:
        VersionNeededError: it has no If-Match.
        ChangedError: it is another version.
    """
    if "If-Match" not in request.headers:
        raise VersionNeededError
    check_version(shown)

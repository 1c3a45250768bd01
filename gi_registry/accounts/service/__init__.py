"""Use cases of accounts."""

from gi_registry.accounts.service.absences import (
    NewAbsence,
    absences_of,
    end_absence,
    lent_grants,
    possible_deputies,
    record_absence,
    standing_in,
)
from gi_registry.accounts.service.itself import the_registry
from gi_registry.accounts.service.people import (
    account_by_id,
    by_login,
    caller_of,
    change_password,
    create_account,
    create_organisation,
    disable,
    enable,
    find_by_login,
    first_of,
    grant,
    holders,
    is_password,
    people,
)
from gi_registry.accounts.service.reached import Officers, members, officers
from gi_registry.accounts.service.signing import (
    end_all_sessions,
    end_session,
    find_caller_of_session,
    open_sessions,
    sign_in,
)
from gi_registry.accounts.service.tokens import (
    create_token,
    end_token,
    find_caller_of_token,
    tokens_of,
)

__all__ = [
    "NewAbsence",
    "Officers",
    "absences_of",
    "account_by_id",
    "by_login",
    "caller_of",
    "change_password",
    "create_account",
    "create_organisation",
    "create_token",
    "disable",
    "enable",
    "end_absence",
    "end_all_sessions",
    "end_session",
    "end_token",
    "find_by_login",
    "find_caller_of_session",
    "find_caller_of_token",
    "first_of",
    "grant",
    "holders",
    "is_password",
    "lent_grants",
    "members",
    "officers",
    "open_sessions",
    "people",
    "possible_deputies",
    "record_absence",
    "sign_in",
    "standing_in",
    "the_registry",
    "tokens_of",
]

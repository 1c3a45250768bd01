from itertools import product

import pytest

from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from gi_registry.producers.errors import WrongStepError
from gi_registry.producers.rules import (
    ACTION_WORDS,
    APPLICATION_STATE_WORDS,
    EDITABLE,
    OFFICER_ACTIONS,
    OPEN,
    WAITS_FOR,
    Action,
    ApplicationState,
    offers,
    permissions_in,
    step,
)

S, A = ApplicationState, Action

WAY = {
    (S.DRAFT, A.SUBMIT): (S.SUBMITTED, Role.PRODUCER),
    (S.RETURNED, A.SUBMIT): (S.SUBMITTED, Role.PRODUCER),
    (S.SUBMITTED, A.VERIFY_ORIGIN): (S.ORIGIN_VERIFIED, Role.COUNTY),
    (S.SUBMITTED, A.RETURN): (S.RETURNED, Role.COUNTY),
    (S.ORIGIN_VERIFIED, A.PREFECTURE_REVIEW): (S.PREFECTURE_REVIEWED, Role.PREFECTURE),
    (S.ORIGIN_VERIFIED, A.RETURN): (S.RETURNED, Role.PREFECTURE),
    (S.PREFECTURE_REVIEWED, A.PROVINCE_REVIEW): (S.SENT_TO_CNIPA, Role.PROVINCE),
    (S.PREFECTURE_REVIEWED, A.RETURN): (S.RETURNED, Role.PROVINCE),
    (S.SENT_TO_CNIPA, A.RECORD_REGISTRATION): (S.REGISTERED, Role.PROVINCE),
    (S.SENT_TO_CNIPA, A.RECORD_REFUSAL): (S.REFUSED, Role.PROVINCE),
    (S.REGISTERED, A.RECORD_ANNOUNCEMENT): (S.ANNOUNCED, Role.PROVINCE),
    (S.DRAFT, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
    (S.RETURNED, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
    (S.SUBMITTED, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
    (S.ORIGIN_VERIFIED, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
    (S.PREFECTURE_REVIEWED, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
    (S.SENT_TO_CNIPA, A.WITHDRAW): (S.WITHDRAWN, Role.PRODUCER),
}
"""By Order 80 Art. 20: origin office, province, CNIPA registers and announces."""


@pytest.mark.parametrize(("state", "action"), list(product(S, A)))
def test_each_step_is_taken_where_the_law_has_it_and_nowhere_else(
    state: ApplicationState, action: Action
) -> None:
    if (state, action) not in WAY:
        with pytest.raises(WrongStepError) as caught:
            step(state, action)
        assert APPLICATION_STATE_WORDS[state].zh in caught.value.words.zh
        assert ACTION_WORDS[action].en in caught.value.words.en
        return

    found = step(state, action)

    target, role = WAY[(state, action)]
    holders = {r for r, held in ROLE_PERMISSIONS.items() if found.permission in held}
    assert found.target is target
    assert holders == {role}


@pytest.mark.parametrize(("state", "role"), list(product(S, Role)))
def test_an_officer_is_offered_exactly_the_steps_of_his_role(
    state: ApplicationState, role: Role
) -> None:
    found = offers(state, lambda permission: permission in ROLE_PERMISSIONS[role])

    assert [offer.action for offer in found] == list(OFFICER_ACTIONS)
    for offer in found:
        allowed = WAY.get((state, offer.action), (None, None))[1] is role
        assert (offer.refusal is None) == allowed
        assert offer.refusal is None or (offer.refusal.zh and offer.refusal.en)


def test_nothing_follows_what_is_finished() -> None:
    finished = set(S) - OPEN

    assert finished == {S.ANNOUNCED, S.REFUSED, S.WITHDRAWN}
    assert all(not permissions_in(state) for state in finished)
    assert all(permissions_in(state) for state in OPEN)


def test_only_what_is_with_the_producer_can_be_edited() -> None:
    assert {S.DRAFT, S.RETURNED} == EDITABLE


def test_no_step_lets_the_province_announce_without_cnipas_registration() -> None:
    ways_to_announce = {at for (at, _), (to, _) in WAY.items() if to is S.ANNOUNCED}

    assert ways_to_announce == {S.REGISTERED}


def test_every_state_and_action_has_words() -> None:
    assert set(WAITS_FOR) == set(APPLICATION_STATE_WORDS) == set(S)
    assert set(ACTION_WORDS) == set(A)
    assert permissions_in(S.SUBMITTED) == {Permission.ORIGIN_CHECK, Permission.PRODUCE}

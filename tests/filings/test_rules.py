"""Every step of a filing, and whether the mark may be used at the event."""

from datetime import date
from itertools import product

import pytest

from gi_registry.core.access import Permission
from gi_registry.filings.errors import (
    EventOverError,
    FilingDayError,
    FilingStepError,
    FilingWordsError,
)
from gi_registry.filings.rules import (
    FILING_ACTION_WORDS,
    FILING_STATE_WORDS,
    RULE,
    USE_WORDS,
    FilingState,
    NewStep,
    Use,
    check_days,
    check_step,
    following,
    use,
)
from gi_registry.law import rules as law

S, P = FilingState, Permission
DAY, TODAY = date(2026, 11, 2), date(2026, 11, 23)

WAY = {
    (S.FILED_PROVINCE, S.PROV_OK): P.PROVINCE_REVIEW,
    (S.FILED_PROVINCE, S.RETURNED): P.PROVINCE_REVIEW,
    (S.FILED_PROVINCE, S.REFUSED): P.PROVINCE_REVIEW,
    (S.FILED_PROVINCE, S.WITHDRAWN): P.PRODUCE,
    (S.RETURNED, S.FILED_PROVINCE): P.PRODUCE,
    (S.RETURNED, S.WITHDRAWN): P.PRODUCE,
    (S.PROV_OK, S.CNIPA_FILED): P.CNIPA_RECORD,
    (S.PROV_OK, S.REFUSED): P.CNIPA_RECORD,
}
"""Art. 21 and the returns of law.md, by hand."""


@pytest.mark.parametrize(("now", "new"), list(product(S, S)))
def test_every_step_is_allowed_or_refused(now: FilingState, new: FilingState) -> None:
    step, permission = NewStep(new, DAY, "示例"), WAY.get((now, new))

    if permission is None:
        assert new not in following(now)
        with pytest.raises(FilingStepError):
            check_step(now, step, since=DAY, today=TODAY)
        return
    assert check_step(now, step, since=DAY, today=TODAY) is permission
    with pytest.raises(FilingDayError):
        check_step(now, step, since=TODAY, today=TODAY)
    silent = NewStep(new, DAY, " ")
    if new in (S.RETURNED, S.REFUSED, S.CNIPA_FILED):
        with pytest.raises(FilingWordsError):
            check_step(now, silent, since=DAY, today=TODAY)
    else:
        check_step(now, silent, since=DAY, today=TODAY)


def test_the_mark_may_be_used_only_once_it_is_filed_and_until_the_end() -> None:
    last = date(2026, 12, 5)
    after = date(2026, 12, 6)

    for state in S:
        expected = {
            S.CNIPA_FILED: (Use.ALLOWED, Use.ENDED),
            S.REFUSED: (Use.NEVER, Use.NEVER),
            S.WITHDRAWN: (Use.NEVER, Use.NEVER),
        }.get(state, (Use.NOT_YET, Use.ENDED))
        assert (use(state, last, on=last), use(state, last, on=after)) == expected
    assert set(USE_WORDS) == set(Use)
    assert set(FILING_STATE_WORDS) == set(FILING_ACTION_WORDS) == set(S)
    assert law.find(RULE, on=TODAY) is not None


def test_an_event_that_is_over_cannot_be_filed() -> None:
    check_days(DAY, TODAY, today=TODAY)
    for starts_on, ends_on in ((DAY, date(2026, 11, 22)), (date(2026, 12, 2), TODAY)):
        with pytest.raises(EventOverError):
            check_days(starts_on, ends_on, today=TODAY)

import pytest

from gi_registry.core.limits import Limit, TooOftenError


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    limit = Limit(per_minute=60, burst=3)
    for _ in range(3):
        limit.spend("a", at_s=0)

    with pytest.raises(TooOftenError) as caught:
        limit.spend("a", at_s=0)

    assert caught.value.facts["retry_after_s"] == 2
    limit.spend("a", at_s=1)
    with pytest.raises(TooOftenError):
        limit.spend("a", at_s=1)


def test_one_address_does_not_pay_for_another() -> None:
    limit = Limit(per_minute=1, burst=1)
    limit.spend("a", at_s=0)

    limit.spend("b", at_s=0)

    with pytest.raises(TooOftenError):
        limit.spend("a", at_s=0)

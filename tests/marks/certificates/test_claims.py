from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gi_registry.marks.certificates import CertificateClaims, Period
from gi_registry.marks.certificates.claims import PRIVATE
from tests.marks.certificates.examples import CLAIMS, claims

words = st.text(min_size=1, max_size=200)
# Instants fit a CWT as long as they fit a calendar in every zone.
days = st.dates(date(1990, 1, 1), date(2999, 12, 31))


@given(
    texts=st.tuples(words, words, words, words, words, words, words),
    period=st.tuples(days, days | st.none()),
    issued=st.datetimes(
        datetime(1990, 1, 1),  # noqa: DTZ001 -- the zone is put on beside it
        datetime(2999, 1, 1),  # noqa: DTZ001 -- the same
        timezones=st.just(UTC),
    ),
)
def test_claims_read_back_from_a_token(
    texts: tuple[str, ...], period: tuple[date, date | None], issued: datetime
) -> None:
    start, end = period
    issuer, number, gi_name, gi_code, right_number, uscc, holder = texts
    said = CertificateClaims(
        issuer=issuer,
        number=number,
        gi_name=gi_name,
        gi_code=gi_code,
        right_number=right_number,
        uscc=uscc,
        holder=holder,
        valid_from=min(start, end or start),
        valid_to=end and max(start, end),
        issued_at=issued.replace(microsecond=0),
    )

    assert CertificateClaims.from_cwt(said.to_cwt()) == said


def test_days_are_the_instants_at_which_they_begin_in_china() -> None:
    token = claims(valid_from=date(2026, 11, 22), valid_to=date(2026, 11, 30)).to_cwt()

    # 22 November begins in China at 16:00 UTC of the 21st; 30 November has
    # ended there at 16:00 UTC of the 30th.
    assert token[5] == datetime(2026, 11, 21, 16, tzinfo=UTC).timestamp()
    assert token[4] == datetime(2026, 11, 30, 16, tzinfo=UTC).timestamp()


def test_a_right_without_an_end_has_no_expiry() -> None:
    token = claims(valid_to=None).to_cwt()

    assert 4 not in token
    assert CertificateClaims.from_cwt(token).period(date(2999, 1, 1)) is Period.CURRENT


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 11, 21), Period.NOT_YET),
        (date(2026, 11, 22), Period.CURRENT),
        (date(2031, 11, 21), Period.CURRENT),
        (date(2031, 11, 22), Period.EXPIRED),
    ],
)
def test_both_ends_of_the_period_are_valid_days(day: date, period: Period) -> None:
    assert CLAIMS.period(day) is period


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": ""},
        {"holder": "醋" * 201},
        {"valid_to": date(2026, 11, 21)},
        {"issued_at": datetime(2026, 11, 22)},  # noqa: DTZ001 -- naive on purpose
    ],
)
def test_what_no_certificate_says_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"has|ends"):
        claims(**changes)


@pytest.mark.parametrize(
    ("key", "value"),
    [(1, 7), (2, None), (5, "2026"), (6, True), (4, 10**18), (PRIVATE, [])],
)
def test_a_token_with_a_wrong_claim_is_refused(key: int, value: object) -> None:
    with pytest.raises(ValueError, match=f"claim {key}"):
        CertificateClaims.from_cwt(CLAIMS.to_cwt() | {key: value})


@pytest.mark.parametrize("key", [1, 2, 5, 6, PRIVATE])
def test_a_token_without_a_claim_is_refused(key: int) -> None:
    token = CLAIMS.to_cwt()
    del token[key]

    with pytest.raises(ValueError, match=f"claim {key}"):
        CertificateClaims.from_cwt(token)

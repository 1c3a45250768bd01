"""What everybody sees of a decision; pages promise it where reasons are asked."""

import pytest

from gi_registry.translog.rules import entries

_CAPACITY = {"year": 2026, "ceiling_g": 5, "terms": {}, "reason": "减产", "override": 3}


@pytest.mark.parametrize(
    ("kind", "body", "seen"),
    [
        ("capacity.decided", _CAPACITY, ["override", "reason", "year"]),
        (
            "override.approved",
            {"kind": "capacity-above-factors", "request": 3, "reason": "丰年"},
            ["kind", "reason", "request"],
        ),
        ("override.approved", {"kind": "origin-check", "reason": "图上不明"}, None),
        ("factors.decided", {"basis": "HEAD", "reason": "省定"}, ["basis", "reason"]),
        ("labels.recalled", {"run": 7, "first": 5, "reason": "铅"}, ["reason", "run"]),
        ("evidence.refused", {"reason": "无此缸"}, None),
        ("authorization.suspended", {"on": "2026-01-01"}, None),
        (
            "authorization.suspended",
            {"announcement": 661, "on": "2026-01-01", "account": 5},
            ["announcement", "on"],
        ),
        ("a kind of tomorrow", {"name": "甲"}, None),
    ],
)
def test_only_what_is_listed_is_shown(
    kind: str, body: dict[str, object], seen: list[str] | None
) -> None:
    assert entries.shown(kind, body) == seen

"""Refusals about rules of law and what offices set."""

from collections.abc import Sequence
from datetime import date

from gi_registry.core.errors import NotFoundError, RefusedError
from gi_registry.core.words import Words


class RuleNotFoundError(NotFoundError):
    """No rule of this key was in force on that day."""

    slug = "rule-not-found"

    def __init__(self, key: str, on: date | None = None):
        day = on.isoformat() if on else ""
        super().__init__(
            Words(
                f"法规库中没有{day}有效的“{key}”；请从法规依据页查找",
                f"The library of rules has no {key} in force {day or 'on any day'}; "
                "look for it on the page of the rules of law",
            ),
            key=key,
        )


class SettingNotFoundError(NotFoundError):
    """Offices set nothing of this name."""

    slug = "setting-not-found"

    def __init__(self, key: str):
        super().__init__(
            Words(
                f"没有名为“{key}”的设定；请从省级设定页选择",
                f"There is no setting {key}; choose one on the page of settings",
            ),
            key=key,
        )


class SettingUnitError(RefusedError):
    """The setting is counted in another unit."""

    slug = "setting-unit"

    def __init__(self, units: Sequence[Words]):
        super().__init__(
            Words(
                f"这一项请用{'、'.join(unit.zh for unit in units)}填写",
                f"Give this in {' or '.join(unit.en for unit in units)}",
            ),
            field="unit",
        )


class SettingBoundsError(RefusedError):
    """The period is too short or too long."""

    slug = "setting-bounds"

    def __init__(self, most: int, unit: Words):
        super().__init__(
            Words(f"请填 1 至 {most} {unit.zh}", f"Give 1 to {most} {unit.en}"),
            field="amount",
            most=most,
        )


class SettingDayError(RefusedError):
    """A value would hold from a day that is past."""

    slug = "setting-day"

    def __init__(self, today: date):
        super().__init__(
            Words(
                f"生效日期不能早于今天（{today}）：已显示的期限不得改动；请填今天或以后",
                f"It cannot hold from before today ({today}), as that would change "
                "days already shown; give today or later",
            ),
            field="since",
            today=today.isoformat(),
        )


class SettingEmptyError(RefusedError):
    """What is not set cannot be emptied."""

    slug = "setting-empty"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这一项本来就未设定；请填写数值，或返回不作更改",
                "This is not set; give a value, or go back and change nothing",
            ),
            field="amount",
        )

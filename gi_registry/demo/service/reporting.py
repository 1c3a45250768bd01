"""Annual reports of the demonstration: filed, waiting, returned, missing."""

from random import Random

from sqlalchemy.orm import Session

from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary


def enter_reports(
    session: Session, diary: Diary, stories: list[Story], dice: Random
) -> None:
    """Enter the reports of 2024 and 2025."""

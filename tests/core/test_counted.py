"""One of a thing stands in the singular."""

import pytest
from flask import Flask

from gi_registry.core.counted import put_right
from gi_registry.core.words import Language, Words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 labels recorded", "1 label recorded"),
        ("1 complaints", "1 complaint"),
        ("1 labels are in use, 1 kg of goods", "1 label is in use, 1 kg of goods"),
        ("Enter 1 print lots, 12 labels", "Enter 1 print lot, 12 labels"),
        ("1 counties, 1 people, 1 businesses", "1 county, 1 person, 1 business"),
        ("11 labels, 1,001 rows, 2.1 days", "11 labels, 1,001 rows, 2.1 days"),
        ("Run 1 of labels, 1 to 500 lines", "Run 1 of labels, 1 to 500 lines"),
        ("21 days or 1 working days", "21 days or 1 working day"),
    ],
)
def test_one_of_a_thing_is_said_in_the_singular(written: str, said: str) -> None:
    assert put_right(written) == said


def test_every_way_in_which_a_count_is_said_goes_through_it(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        page = app.jinja_env.from_string(
            '{{ t("%s 枚", "%s labels")|format(n|count) }}; {{ n }} <b>'
        )

        assert page.render(n=1) == "1 label; 1 <b>"
        assert page.render(n=1_001) == "1,001 labels; 1001 <b>"
    assert Words("1 枚", "1 labels").said_in(Language.EN) == "1 label"
    assert Words("1 labels", "").said_in(Language.ZH) == "1 labels"

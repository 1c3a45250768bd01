"""The library of rules: what is in it, on which day, and that all cited is in it."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gi_registry.law import rules as law
from gi_registry.law.errors import RuleNotFoundError
from gi_registry.law.rules.versions import chinese

TODAY = date(2026, 11, 23)
CITED = re.compile(r"\bcite\(\s*[\"']([^\"']+)[\"']")


def test_every_article_that_the_registry_applies_is_in_the_library() -> None:
    applied = {f"order80.{n}" for n in (7, *range(9, 17), 18, *range(20, 32))}
    applied |= {f"order79.{n}" for n in (5, 6, *range(11, 19), 22, 26)}
    applied |= {f"printing.{n}" for n in range(3, 11)}
    applied |= {f"notice354.{name}" for name in ("uscc", "product-label", "mark-label")}

    assert applied <= {each.key for each in law.RULES}


def test_versions_of_one_rule_never_hold_on_the_same_day() -> None:
    references = [each.reference for each in law.RULES]

    assert len(set(references)) == len(references)
    for each in law.RULES:
        holding = [r for r in law.RULES if r.key == each.key and r.holds(TODAY)]
        assert len(holding) == 1


def test_a_rule_holds_from_its_first_day() -> None:
    # Order 80 has been in force since 1 February 2024 (its Art. 36).
    assert law.find("order80.20", on=date(2024, 1, 31)) is None
    assert law.rule("order80.20", on=date(2024, 2, 1)).reference == (
        "order80.20@2024-02-01"
    )
    with pytest.raises(RuleNotFoundError):
        law.rule("order80.20", on=date(2024, 1, 31))


def test_what_a_decision_keeps_leads_back_to_the_rule() -> None:
    kept = law.references(("order80.31", "order80.20"), on=TODAY)

    assert [law.cited(each).article.name for each in kept] == [20, 31]
    assert law.references(("order80.20",), on=date(2023, 12, 31)) == []


def test_a_key_that_never_was_is_refused() -> None:
    with pytest.raises(RuleNotFoundError):
        law.find("order80.99", on=TODAY)
    with pytest.raises(RuleNotFoundError):
        law.cited("order80.20@1999-01-01")


@pytest.mark.parametrize(
    ("number", "words"),
    [(3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一"), (99, "九十九")],
)
def test_articles_are_numbered_as_law_writes_it(number: int, words: str) -> None:
    assert chinese(number) == words


def test_no_fine_is_printed_for_the_acts_of_article_30() -> None:
    for each in law.RULES:
        assert not re.search(r"\d\s*(元|万元|yuan)", "".join(each.article.text))


def test_every_citation_in_a_template_is_in_the_library() -> None:
    keys = {each.key for each in law.RULES}
    cited = {
        key
        for path in Path("gi_registry/templates").rglob("*.html")
        if path.name != "law.html"
        for key in CITED.findall(path.read_text())
    }

    assert cited <= keys


def test_the_page_shows_every_rule_once_and_can_be_narrowed(
    visitor: FlaskClient,
) -> None:
    page = visitor.get("/law").text
    narrow = visitor.get("/law?of=order79&lang=en").text

    for each in law.RULES:
        assert page.count(f'id="{each.key}"') == 1
    assert "《地理标志产品保护办法》第二十条" in page
    assert 'id="order79.13"' in narrow
    assert 'id="order80.20"' not in narrow
    assert "not the wording of the law" in narrow

"""A summary of errors names the question of each line."""

import pytest

from gi_registry.core.summaries import with_names

SUMMARY = '<div class="summary"><ul><li><a href="#{0}">请填写</a></li></ul></div>'


@pytest.mark.parametrize(
    ("control", "name"),
    [
        (
            '<label class="field__label" for="jobs">从业人数 <i>（选填）</i></label>',
            "从业人数：",
        ),
        (
            '<legend>用标方式</legend><p id="jobs-hint"><input id="jobs"></fieldset>',
            "用标方式：",
        ),
        ('<details id="jobs" class="stack" open> <summary>原因</summary>', "原因："),
        ('<input class="input" id="jobs" aria-label="人数">', "人数："),
        ("<p>no control</p>", ""),
    ],
)
def test_a_line_of_the_summary_begins_with_its_question(
    control: str, name: str
) -> None:
    page = with_names(SUMMARY.format("jobs") + control, "：")

    assert f'<a href="#jobs">{name}请填写</a>' in page
    assert page.endswith(control)


def test_a_line_that_names_its_question_itself_stays_as_it_is() -> None:
    label = '<label class="field__label" for="jobs">写</label>'
    page = SUMMARY.format("jobs") + label

    assert with_names(page, "：") == page
    assert with_names(label, "：") == label

from dataclasses import replace

import pytest

from gi_registry.marks import sheets
from gi_registry.marks.sheets import (
    LabelText,
    LabelTextTooLongError,
    ModuleSmallError,
    Template,
    TemplateError,
)
from gi_registry.marks.sheets.typesetting import MM, typeset

A4 = Template(210, 297, 3, 8, 70, 37, top_mm=0.5, qr_mm=21)
TEXT = LabelText("山西老陈醋", "500 mL 瓶装", "91140727MA0H00000X", "GB/T 19777-2013")


def width(text: str) -> float:
    """Chinese characters an em wide, others 0.6: no font is needed to set lines."""
    return sum(1 if ord(symbol) > 0x2E80 else 0.6 for symbol in text)


@pytest.mark.parametrize("key", sheets.TEMPLATES)
def test_every_ready_layout_fits_and_is_read_by_phones(key: str) -> None:
    template = sheets.TEMPLATES[key][1]

    template.check()
    sheets.check_module(template, 33)

    lowest = min(template.corner(at)[1] for at in range(template.per_page))
    furthest = max(template.corner(at)[0] for at in range(template.per_page))
    assert lowest >= -1e-9
    assert furthest + template.label_width_mm <= template.page_width_mm + 1e-9
    assert all(line.y > 0 for line in typeset(template, TEXT, width))


def test_labels_go_row_by_row_from_the_top() -> None:
    assert A4.corner(0) == (0, 259.5)
    assert A4.corner(2) == (140, 259.5)
    assert A4.corner(3) == (0, 222.5)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("columns", {"columns": 4}),
        ("rows", {"rows": 9}),
        ("columns", {"gap_x_mm": 1.0}),
        ("qr_mm", {"qr_mm": 34.0}),
        ("place_mm", {"place_mm": 34.0}),
        ("label_width_mm", {"place_mm": 30.0}),
        ("columns", {"columns": 0}),
        ("page_width_mm", {"page_width_mm": 2000.0}),
    ],
)
def test_measures_that_cannot_be_printed_are_refused_at_their_field(
    field: str, change: dict[str, float]
) -> None:
    with pytest.raises(TemplateError) as refused:
        replace(A4, **change).check()  # type: ignore[arg-type] # by name

    assert refused.value.field == field


def test_a_module_below_a_third_of_a_millimetre_is_said_with_what_it_takes() -> None:
    # 33 modules and 8 of the quiet zone, 0.33 mm each: 13.53 mm.
    sheets.check_module(replace(A4, qr_mm=13.54), 33)

    with pytest.raises(ModuleSmallError) as refused:
        sheets.check_module(replace(A4, qr_mm=13.4), 33)

    assert "13.5" in refused.value.words.en


def test_lines_stay_within_the_label_and_do_not_overlap() -> None:
    lines = typeset(A4, TEXT, width)

    baselines = [line.y for line in lines]
    assert baselines == sorted(baselines, reverse=True)
    assert lines[0].y + lines[0].size <= 37 * MM
    for line in lines:
        assert width(line.text) * line.size <= A4.text_mm * MM + 1e-6


def test_a_narrow_label_breaks_lines_before_it_makes_them_small() -> None:
    narrow = replace(A4, label_width_mm=50.0, qr_mm=18.0)

    texts = [line.text for line in typeset(narrow, TEXT, width)]

    assert "统一社会信用代码" in texts
    assert TEXT.uscc in texts


def test_a_name_that_would_be_too_small_to_read_is_refused() -> None:
    long = replace(TEXT, product="很" * 60)

    with pytest.raises(LabelTextTooLongError):
        typeset(A4, long, width)


def test_a_label_too_low_for_its_lines_says_how_high_it_must_be() -> None:
    low = replace(A4, label_height_mm=15.0, qr_mm=11.0)

    with pytest.raises(TemplateError) as refused:
        typeset(low, TEXT, width)

    assert refused.value.field == "label_height_mm"

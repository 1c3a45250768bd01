import pytest
from flask import Flask
from marshmallow import ValidationError

from gi_registry.core import personal
from gi_registry.core.fields import Text
from gi_registry.core.sheets import (
    SheetPersonalError,
    read_rows,
    refuse_personal_list,
)

# 11010519491231002X and 440524188001010014 are the examples of GB 11643-1999
NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    "value",
    [
        NUMBER,
        NUMBER.lower(),
        f"户主张三（{NUMBER}）",
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        110105194912310000.0,
        "110105194912310000",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(value: object) -> None:
    assert personal.is_found(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "110105194912310021",  # another check character
        "110105194913310026",  # no such month
        "990105194912310028",  # no such province
        f"1{NUMBER}",
        "91140100MA0GT4WA1L",
        "6901234567892",
        1.10105e11,
    ],
)
def test_what_is_none_is_left_alone(value: object) -> None:
    assert not personal.is_found(value)
    assert personal.hidden(str(value)) == str(value)


def test_an_attribute_is_left_out_and_a_text_keeps_the_last_four() -> None:
    kept, had = personal.without(
        {
            "地块名称": "东地",
            "SFZH": "110105491231002",  # of before 1999
            "身份证号": "",
            "户主": f"张三 {NUMBER}",
            "备注": NUMBER,
            "许可证件号": "123456789012345",
        }
    )

    assert kept == {
        "地块名称": "东地",
        "身份证号": "",
        "户主": "张三 002X",
        "许可证件号": "123456789012345",
    }
    assert had == {"SFZH", "户主", "备注"}


def test_a_list_that_is_kept_is_refused_with_the_column() -> None:
    text = f"企业名称,法定代表人证件号码\n示例果业,{NUMBER}\n示例醋业,11010549123100\n"

    with pytest.raises(SheetPersonalError, match="B2") as refused:
        refuse_personal_list(text.encode())

    assert NUMBER not in str(refused.value)
    refuse_personal_list("企业名称,证件号码\n示例果业,91140100MA0GT4WA1L\n".encode())


def test_columns_that_are_read_hold_none_but_the_one_that_is_meant_for_it() -> None:
    columns = {"name": ("姓名",), "identity": ("身份证号",)}

    kept = read_rows(
        f"姓名,身份证号\n张三,{NUMBER}\n".encode(), columns, needed=("name",)
    )

    assert kept[0].cells["identity"] == NUMBER
    with pytest.raises(SheetPersonalError, match="A2"):
        read_rows(f"姓名\n张三{NUMBER}\n".encode(), columns, needed=("name",))


def test_nobody_types_one_where_it_is_not_asked_for(app: Flask) -> None:
    with app.test_request_context():
        assert Text(is_identity=True).deserialize(NUMBER) == NUMBER
        with pytest.raises(ValidationError, match="后四位"):
            Text().deserialize(f"张三，{NUMBER}")

"""Changes of businesses by programs: proposed, decided, or by an office's list."""

from io import BytesIO

from openpyxl import Workbook
from sqlalchemy import func, select

from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.producers.models import Entity, EntityList, StoredFile
from gi_registry.producers.rules import EntityStatus
from tests.core.test_blobs import PDF
from tests.producers.programs import People
from tests.producers.test_batches import code

TODAY = clock.today().isoformat()


def test_a_change_is_proposed_seen_and_decided_by_the_office(
    people: People, database: Database
) -> None:
    sha256 = (people.producer("POST", "/files", data=PDF).json or {})["sha256"]
    asked = {
        "kind": "name",
        "new": "示例新名称",
        "from_on": TODAY,
        "reason": "变更登记",
        "file_sha256": sha256,
    }

    wrong = people.producer("POST", "/changes", json=asked | {"file_sha256": "0" * 64})
    made = people.producer("POST", "/changes", json=asked)
    again = people.producer("POST", "/changes", json=asked)
    one = f"/changes/{(made.json or {})['number']}"
    seen = {who: getattr(people, who)("GET", one).status_code for who in WHO}
    own = people.producer("GET", "/changes?state=waiting").json or {}
    unsaid = people.county("POST", f"{one}/decision", json={"outcome": "refused"})
    strange = people.elsewhere("POST", f"{one}/decision", json={"outcome": "confirmed"})
    decided = people.county("POST", f"{one}/decision", json={"outcome": "confirmed"})
    late = people.producer("POST", f"{one}/withdraw")

    assert (wrong.status_code, made.status_code, again.status_code) == (404, 201, 409)
    assert seen == {"producer": 200, "county": 200, "elsewhere": 403, "other": 404}
    assert [each["number"] for each in own["items"]] == [made.json["number"]]  # type: ignore[index]
    assert (people.other("GET", "/changes").json or {})["total"] == 0
    assert (people.county("GET", "/changes").json or {})["total"] == 1
    assert (unsaid.status_code, strange.status_code) == (422, 403)
    assert (decided.status_code, late.status_code) == (200, 409)
    with database.read() as session:
        assert "示例新名称" in set(session.scalars(select(Entity.name)))


WHO = ("producer", "county", "elsewhere", "other")


def test_a_list_of_closed_businesses_is_looked_at_and_recorded(
    people: People, database: Database
) -> None:
    with database.write() as session:
        entity = session.scalars(select(Entity)).one()
        entity.uscc = code(1)
    sha256 = (people.province("POST", "/files", data=PDF).json or {})["sha256"]
    lines = [{"uscc": code(1), "status": "注销"}, {"uscc": "错", "status": "注销"}]
    asked = {
        "source": "示例名单",
        "listed_on": TODAY,
        "file_sha256": sha256,
        "lines": lines,
    }

    looked = people.province("POST", "/entities/lists/preview", json=asked).json or {}
    with database.read() as session:
        before = session.scalars(select(Entity.status)).one()
    made = people.province("POST", "/entities/lists", json=asked)

    assert people.county("POST", "/entities/lists", json=asked).status_code == 403
    assert [line["outcome"] for line in looked["lines"]][1] == "refused"
    assert looked["number"] is None
    assert before is EntityStatus.ACTIVE
    assert made.status_code == 201
    assert (made.json or {})["number"].startswith("EL-")
    with database.read() as session:
        assert session.scalars(select(Entity.status)).one() is EntityStatus.CANCELLED


def test_the_same_is_taken_as_the_file_that_an_office_has(
    people: People, database: Database
) -> None:
    with database.write() as session:
        session.scalars(select(Entity)).one().uscc = code(1)
    book, file = Workbook(), BytesIO()
    book.active.append(["统一社会信用代码", "登记状态", "吊销日期"])
    book.active.append([code(1), "吊销", TODAY])
    book.save(file)
    data, path = file.getvalue(), "/entities/lists/file"
    asked = f"?source=示例名单&listed_on={TODAY}&name=a.xlsx"

    looked = people.province("POST", f"{path}/preview{asked}", data=data)
    with database.read() as session:
        kept = session.scalar(select(func.count()).select_from(StoredFile))
    unread = people.province("POST", f"{path}{asked}", data=PDF)
    undated = people.province("POST", f"{path}?source=示例名单", data=data)
    denied = people.county("POST", f"{path}{asked}", data=data)
    made = people.province("POST", f"{path}{asked}", data=data)

    codes = [each.status_code for each in (looked, unread, undated, denied, made)]
    assert codes == [200, 422, 422, 403, 201]
    assert (looked.json or {})["lines"] == (made.json or {})["lines"]
    [line] = (made.json or {})["lines"]
    assert (line["row"], line["outcome"]) == (2, "status")
    with database.read() as session:
        assert session.scalars(select(Entity.status)).one() is EntityStatus.REVOKED
        found = session.scalars(select(EntityList)).one()
        original = session.get_one(StoredFile, found.file_sha256)
        assert original.name == "a.xlsx"
        files = session.scalar(select(func.count()).select_from(StoredFile))
        assert files == (kept or 0) + 1

"""An application with things of every domain, and people who come to change them."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from gi_registry.annual_reports.rules import ReportState
from gi_registry.app import create_app, tables
from gi_registry.core import clock
from gi_registry.core.access import Grant, Permission, Role
from gi_registry.core.db import Base, Database
from gi_registry.core.settings import Settings
from gi_registry.marks.rules import EvidenceState
from gi_registry.notices.models import SentNotice
from gi_registry.notices.rules import Kind
from gi_registry.producers.rules import ApplicationState
from tests import factories as make
from tests.annual_reports import rows as reports
from tests.conftest import signed_in
from tests.core.test_blobs import picture
from tests.producers.way import way

CHANGES: Final = {"POST", "PUT", "PATCH", "DELETE"}
LEFT_OUT: Final = {"sign_in_failure": "it counts refused sign-ins: that is its use"}
FOR_ANYBODY: Final = {Permission.PUBLIC, Permission.SIGNED_IN}
HERE: Final = {
    Role.PRODUCER: "",
    Role.PRINTER: "",
    Role.COUNTY: make.COUNTY,
    Role.PREFECTURE: "1407",
    Role.PROVINCE: "14",
    Role.INSPECTOR: "14",
    Role.AUDITOR: "14",
    Role.ADMINISTRATOR: "",
}
ELSEWHERE: Final = HERE | {
    Role.COUNTY: "620102",
    Role.PREFECTURE: "6201",
    Role.PROVINCE: "62",
    Role.INSPECTOR: "62",
    Role.AUDITOR: "62",
    Role.ADMINISTRATOR: "62",
}


class World:
    """An application with things of every domain, and who comes to change them.

    Attributes:
        values: of the arguments in addresses, by the argument's name or by a
            part of the address and that name; others are 1.
        fields: one body with everything that any form asks for.
        callers: browsers of "nobody", "right" (every role, here), "foreign" (every
            role, elsewhere), and one of each role by its name.
    """

    def __init__(self, app: Flask, database: Database) -> None:
        self.database = database
        with database.write() as session:
            w = way(session).to(ApplicationState.SUBMITTED)
            entity = w.application.entity
            held = make.authorization(session, entity, w.right)
            decided = make.capacity(session, held)
            run, lot = make.run(session, held), make.lot(session, held)
            labels = make.labels(session, run, 0, 10, lot)
            evidence = make.evidence(
                session, held, state=EvidenceState.WAITING, decided_at=None
            )
            report = reports.report(session, held, state=ReportState.SUBMITTED)
            right = make.account(
                session, *map(Grant, HERE, HERE.values()), of=w.organisation
            )
            notice = SentNotice(
                account_id=right.id,
                kind=next(iter(Kind)),
                key="a test",
                subject=held.number,
                words_zh="示例",
                words_en="example",
                link="/",
                made_at=make.NOW,
            )
            session.add(notice)
            session.flush()
            bystander = make.officer(session)
            people = {
                "right": right,
                "foreign": make.account(
                    session, *map(Grant, ELSEWHERE, ELSEWHERE.values())
                ),
            } | {
                role.value: make.account(session, Grant(role, place))
                for role, place in HERE.items()
            }
            self.values = {
                "/desk/applications number": w.number,
                "/producer/applications number": w.number,
                "number": held.number,
                "code": w.gi.code,
                "run": run.id,
                "lot": lot.id,
                "range_id": labels.id,
                "report_id": report.id,
                "evidence_id": evidence.id,
                "decision_id": decided.id,
                "plot_id": w.application.plot_id,
                "notice_id": notice.id,
                "account_id": bystander.id,
                "session_id": 999,
                "action": "verify-origin",
                "sha256": "0" * 64,
            }
            today = clock.today().isoformat()
            self.fields = dict.fromkeys(
                ("on", "on_day", "visited_on", "registered_on", "announced_on"), today
            ) | {
                "reason": "示例",
                "words": "示例",
                "state": "suspended",
                "decision": "rectify",
                "due_on": (clock.today() + timedelta(days=30)).isoformat(),
                "officer_one": "示例甲",
                "officer_two": "示例乙",
                "lon": "112.32",
                "lat": "37.32",
                "crs": "EPSG:4490",
                "finding": "示例",
                "register_number": "示例1号",
                "announcement_number": "701",
                "right_id": str(w.right.id),
                "permit": held.number,
                "ids": str(evidence.id),
                "verdict": "confirm",
                "amount": "1",
                "reference": "示例",
                "first": "20",
                "last": "30",
                "run": str(run.id),
                "declared": "on",
                "revision": "1",
                "colleague": str(bystander.id),
                "name": "示例",
                "used_on": today,
                "standard_number": "GB/T 19777-2013",
                "product_description": "示例",
            }
            self.officer_id = bystander.id
            logins = {name: person.login for name, person in people.items()}
        self.callers: dict[str, FlaskClient] = {
            name: signed_in(app, login) for name, login in logins.items()
        } | {"nobody": app.test_client()}

    def address(self, rule: Rule) -> str:
        """Return an address of a route that names something that is there."""
        named = {}
        for argument in rule.arguments:
            found = [
                value
                for key, value in self.values.items()
                if key.endswith(f" {argument}") and rule.rule.startswith(key.split()[0])
            ]
            value = found[0] if found else self.values.get(argument, 1)
            counted = f"<int:{argument}>" in rule.rule
            named[argument] = value if isinstance(value, int) or not counted else 1
        path = rule.build(named)
        assert path is not None
        return path[1]

    def ask(self, who: str, rule: Rule, *, filled: bool) -> TestResponse:
        """Send the request of a route, of a caller, with all fields or with none."""
        (method,) = (rule.methods or set()) & CHANGES
        return self.send(who, self.address(rule), method=method, filled=filled)

    def send(
        self, who: str, path: str, *, filled: bool, method: str = "POST", **given: Any
    ) -> TestResponse:
        """Send a request of a caller; some fields may be given other values."""
        fields: dict[str, Any] = dict(self.fields) | given if filled else {}
        if path.startswith("/api/"):
            return self.callers[who].open(path, method=method, json=fields)
        if filled:
            for name in ("announcement_file", "quality_report", "file", "list"):
                fields[name] = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "test.pdf")
            fields["photos"] = (io.BytesIO(picture("PNG")), "test.png")
        return self.callers[who].open(path, method=method, data=fields)

    def digests(self) -> dict[str, str]:
        """Return a digest of each table's rows."""
        found = {}
        with self.database.engine.connect() as connection:
            for table in Base.metadata.sorted_tables:
                if table.name in LEFT_OUT:
                    continue
                order = ", ".join(f'"{c.name}"' for c in table.primary_key.columns)
                rows = connection.exec_driver_sql(
                    f'SELECT * FROM "{table.name}" ORDER BY {order}'  # noqa: S608 -- our own
                ).fetchall()
                found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
        return found


def made(folder: Path) -> World:
    """Return the world on SQLite; what concerns engines is tested elsewhere."""
    database = Database(f"sqlite:///{folder / 'registry.db'}")
    tables.upgrade(database)
    app = create_app(Settings(data_dir=folder), database=database)
    app.testing = True
    return World(app, database)

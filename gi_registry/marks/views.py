"""The API of labels: a producer's own runs."""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core.access import Permission, own_organisation, requires
from gi_registry.core.sessions import read
from gi_registry.marks import service
from gi_registry.marks.schemas import RunsQuerySchema, RunsSchema
from gi_registry.marks.service import RunLine

api = Blueprint(
    "label-runs", __name__, description="Labels issued to the caller's organisation."
)


@api.get("/runs")
@requires(Permission.PRODUCE)
@api.arguments(RunsQuerySchema, location="query")
@api.response(200, RunsSchema)
def runs(query: dict[str, int]) -> dict[str, Any]:
    """List the runs of labels of one's own organisation, newest first."""
    with read() as session:
        page = service.runs_of_organisation(
            session, own_organisation(), number=query["page"], size=query["size"]
        )
        return {
            "items": [_shown(line) for line in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


def _shown(line: RunLine) -> dict[str, Any]:
    run = line.run
    return {
        "run": run.id,
        "authorization": run.authorization.number,
        "product": run.authorization.gi.code,
        "year": run.year,
        "pack_name": run.pack_name,
        "net_content_g": run.net_content_g,
        "size": run.size,
        "activated": line.activated,
        "dead": line.dead,
        "left": line.left,
        "issued_at": run.issued_at,
        "expires_on": run.expires_on,
    }

"""Open data: what can be taken away, under which terms, and the files themselves."""

from collections.abc import Iterator

from flask import Response, current_app, render_template, send_from_directory

from gi_registry.core import clock, csvfile, published
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read
from gi_registry.products.rules.seasons import months_of
from gi_registry.site import queries, service
from gi_registry.site.pages import asking
from gi_registry.site.pages.blueprint import pages
from gi_registry.site.schemas import ProductSchema
from gi_registry.site.service import Described

_HEAD = (
    *("code", "name_zh", "name_en", "category", "season_months"),
    *("evidence", "confidence", "right_kinds", "right_statuses", "right_numbers"),
    *("since", "standards", "area_text", "area_division_codes", "area_evidence"),
)
_JOINT = "; "


@pages.get("/open-data")
@requires(Permission.PUBLIC)
def open_data() -> str:
    """List what can be taken away."""
    with read() as session:
        return render_template(
            "site/open_data.html",
            dates=queries.dates(session),
            schemas=sorted(p.name for p in (published.ROOT / "v1").glob("*.json")),
            codelists=sorted(
                p.name for p in (published.ROOT / "codelists").glob("*.csv")
            ),
        )


@pages.get("/open-data/products.csv")
@requires(Permission.PUBLIC)
def products_csv() -> Response:
    """Give the products that the address asks for, a line each."""
    with read() as session:
        found = service.every_described(session, asking.search(), on=clock.today())
        rows = [_row(view) for view in found.items]
    answer = Response("".join(csvfile.lines([_HEAD, *rows])), mimetype="text/csv")
    return _as_file(answer, "gi-products.csv")


@pages.get("/open-data/products.json")
@requires(Permission.PUBLIC)
def products_json() -> Response:
    """Give the products that the address asks for, with all that is known."""
    today = clock.today()
    with read() as session:
        found = service.every_described(session, asking.search(), on=today)
        items = ProductSchema(many=True).dump(found.items)
    body = {"as_of": today.isoformat(), "total": found.total, "items": items}
    answer = current_app.response_class(current_app.json.dumps(body))
    answer.mimetype = "application/json"
    return _as_file(answer, "gi-products.json")


@pages.get("/schemas/<path:name>")
@requires(Permission.PUBLIC)
def schema(name: str) -> Response:
    """Give a file of the published schemas."""
    return send_from_directory(published.ROOT, name)


def _as_file(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(view: Described) -> list[object]:
    gi, area = view.gi, view.area
    codes = dict.fromkeys(county.code for county in area.counties) if area else {}
    return [
        gi.code,
        gi.name_zh,
        gi.name_en,
        gi.category,
        _joined(str(month) for month in months_of(gi.season_mask)),
        gi.evidence.value,
        gi.confidence.value,
        _joined(right.kind.value for right in gi.rights),
        _joined(right.status.value for right in gi.rights),
        _joined(right.number or "" for right in gi.rights),
        _joined(right.since or "" for right in gi.rights),
        _joined(standard.number for standard in gi.standards),
        area.text if area else None,
        _joined(codes),
        area.evidence.value if area else None,
    ]


def _joined(texts: Iterator[str] | dict[str, None]) -> str:
    return _JOINT.join(texts)

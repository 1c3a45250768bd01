"""The same for people: pages in the look of the registry, in both languages."""

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template, request

from gi_registry.core.language import current_language, said
from gi_registry.core.sessions import read
from gi_registry.core.words import Words
from gi_registry.ogc.documents import CONFORMS_TO, DESCRIPTION
from gi_registry.ogc.links import address
from gi_registry.ogc.pages import ready
from gi_registry.ogc.pages.blueprint import given, root
from gi_registry.ogc.rules import asking
from gi_registry.ogc.rules.collections import Collection, Property
from gi_registry.ogc.rules.coordinates import AXES, STORED
from gi_registry.ogc.service import Held, picture_of_one, picture_of_page
from gi_registry.products.rules import EVIDENCE_WORDS, RIGHT_KIND_WORDS
from gi_registry.products.service import category_words

_LEVEL_WORDS = {
    "province": Words("省级", "Province"),
    "prefecture": Words("市级", "Prefecture"),
    "county": Words("县级", "County"),
    "township": Words("乡镇", "Township"),
    "village": Words("村", "Village"),
}
_YES_NO = {True: Words("是", "Yes"), False: Words("否", "No")}


def landing(every: Mapping[str, Held]) -> Response:
    """Show what there is and how to take it."""
    return _page(
        "ogc/landing.html",
        every=list(every.values()),
        description=DESCRIPTION,
        conforms_to=CONFORMS_TO,
        here=address(root(), ""),
    )


def collections(every: Mapping[str, Held]) -> Response:
    """Show the collections."""
    return _page("ogc/collections.html", every=list(every.values()))


def conformance() -> Response:
    """Show what is conformed to."""
    return _page("ogc/conformance.html", conforms_to=CONFORMS_TO)


def collection(held: Held) -> Response:
    """Show what there is to know of a collection; its queryables too."""
    with read() as session:
        every = range(len(held.features))
        picture = picture_of_page(session, held, every, current_language())
    return _page(
        "ogc/collection.html",
        held=held,
        of=held.of,
        picture=picture,
        crs=AXES,
        stored=STORED,
    )


def api(described: Mapping[str, Any]) -> Response:
    """Show the API."""
    shared = described["components"]["parameters"]

    def named(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = parameter.get("$ref")
        found: Mapping[str, Any] = parameter
        return shared[reference.rpartition("/")[2]] if reference else found

    operations = [
        (path, answers["get"], [named(p) for p in answers["get"]["parameters"]])
        for path, answers in described["paths"].items()
    ]
    return _page("ogc/api.html", operations=operations)


def items(held: Held) -> Response:
    """Show the features that the address asks for as a table with a picture."""
    asked = asking.asked(request.args.items(multi=True), held.of)
    found = held.find(asked)
    with read() as session:
        picture = picture_of_page(session, held, found.positions, current_language())
    return _page(
        "ogc/items.html",
        of=held.of,
        found=found,
        picture=picture,
        rows=[
            (feature, [_value(p, feature.properties[p.name]) for p in held.of.shown])
            for feature in (held.features[at] for at in found.positions)
        ],
        next=_neighbour(held.of, found.next_after),
        previous=_neighbour(held.of, found.previous_after),
        as_json=_neighbour(held.of, asked.after, f="json"),
    )


def item(held: Held, position: int) -> Response:
    """Show one feature."""
    given(*asking.ITEM)
    feature = held.features[position]
    with read() as session:
        picture = picture_of_one(session, held, position, current_language())
    return _page(
        "ogc/item.html",
        of=held.of,
        feature=feature,
        picture=picture,
        facts=[
            (each.words, _value(each, feature.properties[each.name]))
            for each in held.of.properties
        ],
    )


def _page(template: str, **values: object) -> Response:
    answer = Response(render_template(template, **values))
    answer.vary.update(("Accept", "Accept-Language", "Cookie"))
    return answer


def _neighbour(of: Collection, after: str | None, f: str = "html") -> str | None:
    """Return the address of another page of what is asked for."""
    if after is None:
        return None
    kept = ready.parameters(request.environ.get("QUERY_STRING", ""))
    query = {k: v for k, v in kept if k not in ("after", "f")} | {"f": f}
    query |= {"after": after} if after else {}
    return address("", "collections", of.id, "items", query=query)


def _value(of: Property, value: Any) -> str | None:  # noqa: ANN401 -- a JSON value
    """Return a property's value as people read it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return said(_YES_NO[value])
    if isinstance(value, list):
        kinds: Mapping[Any, Words] = RIGHT_KIND_WORDS
        listed = [said(kinds[each]) if each in kinds else str(each) for each in value]
        return "、".join(listed) or None
    if of.name == "category":
        return said(category_words(value))
    words: Mapping[Any, Words] = {**EVIDENCE_WORDS, **_LEVEL_WORDS}
    if of.choices and value in words:
        return said(words[value])
    return f"{value:,}" if of.name == "area_m2" else str(value)

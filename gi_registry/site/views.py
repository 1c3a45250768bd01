"""The public register for programs."""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.paging import Page
from gi_registry.core.sessions import read
from gi_registry.site import service
from gi_registry.site.schemas import ProductSchema, ProductSearchSchema, ProductsSchema
from gi_registry.site.service import Described

api = Blueprint("products", __name__, description="Products of the register.")


@api.get("/products")
@requires(Permission.PUBLIC)
@api.arguments(ProductSearchSchema, location="query")
@api.response(200, ProductsSchema)
def products(asked: dict[str, Any]) -> Page[Described]:
    """List products, page by page."""
    with read() as session:
        return service.every_described(
            session,
            asked["search"],
            on=clock.today(),
            number=asked["page"],
            size=asked["size"],
        )


@api.get("/products/<code>")
@requires(Permission.PUBLIC)
@api.response(200, ProductSchema)
def product(code: str) -> Described:
    """Give one product with its rights, area, standards and facts."""
    with read() as session:
        return service.described(session, code, on=clock.today())

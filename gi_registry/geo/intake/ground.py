"""What plots are judged against: counties, the province, areas, other plots."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from gi_registry.core.words import Words
from gi_registry.geo import layers


@dataclass(frozen=True, eq=False, slots=True)
class Domain:
    """A county, or a product's area: what plots ought to lie in.

    Attributes:
        name: of the county; of the product whose area it is.
        geometry: polygon or multipolygon, EPSG:4490.
        uncertainty_m: by how much its border may be off, 90th percentile, metres.
        code: GB/T 2260, of a county; the product's, of an area.
        former: names and codes of a county that are no longer in use.
    """

    name: Words
    geometry: BaseGeometry
    uncertainty_m: float
    code: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """A plot that is registered already.

    Attributes:
        name: what its producer calls it; empty where whoever imports may not
            know it, because it is another producer's.
        product: code of its product.
        geometry: EPSG:4490.
    """

    name: str
    product: str
    geometry: BaseGeometry


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Everything that a file is judged against.

    Attributes:
        counties: those in force.
        province: the province.
        areas: areas of products by code and by exact name; those that are drawn.
        standing: plots of the products in question.
    """

    counties: tuple[Domain, ...]
    province: Domain
    areas: Mapping[str, Domain] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever hands in a file says of it.

    Attributes:
        county: code of the county in which everything lies.
        product: code of the product of everything, a key of `Ground.areas`
            where its area is drawn.
        swap_axes: latitude was written before longitude.
        sure_of_crs: the coordinate system is known from a survey, so that a
            suspicion warns and does not refuse.
        is_area: it is the outline of an area, which is held against counties
            alone, not against the product's area and its plots.
        most_points: of an outline that is to be registered as a plot.
        most_m2: the same.
    """

    county: str | None = None
    product: str | None = None
    swap_axes: bool = False
    sure_of_crs: bool = False
    is_area: bool = False
    most_points: int | None = None
    most_m2: float | None = None


def reference_ground() -> Ground:
    """Return the reference layers, for where no divisions are loaded."""
    former: dict[str, list[str]] = {}
    for alias in layers.aliases():
        for code in alias.new_codes:
            former.setdefault(code, []).extend((alias.old_name, alias.old_code))
    uncertainty = layers.uncertainty()
    counties = tuple(
        Domain(
            name=Words(county.name, county.name_en),
            geometry=county.geometry,
            uncertainty_m=uncertainty[county.adcode],
            code=county.adcode,
            former=tuple(former.get(county.adcode, ())),
        )
        for county in layers.counties()
    )
    whole = layers.province()
    province = Domain(
        name=Words(whole.name, whole.name_en),
        geometry=whole.geometry,
        uncertainty_m=layers.uncertainty_of(uncertainty),
        code=whole.adcode,
    )
    return Ground(counties, province)

"""Use cases of vector tiles."""

from gi_registry.tiles.service.desk import Desk, Packed
from gi_registry.tiles.service.layers import TileLayer, divisions, production_areas

__all__ = ["Desk", "Packed", "TileLayer", "divisions", "production_areas"]

"""Why there is no such tile."""

from gi_registry.core.errors import NotFoundError
from gi_registry.core.words import Words


class TileLayerNotFoundError(NotFoundError):
    """No layer of this name has tiles."""

    slug = "tile-layer-not-found"

    def __init__(self, name: str, *, known: tuple[str, ...]):
        super().__init__(
            Words(
                "没有图层“{name}”。请改用：{known}",
                "There is no layer {name}. Ask for one of: {known}",
            ).filled(name=name, known=", ".join(known)),
            layer=name,
            known=list(known),
        )


class TileNotFoundError(NotFoundError):
    """The address names no tile of the grid."""

    slug = "tile-not-found"

    def __init__(self, z: int, x: int, y: int, *, deepest: int):
        super().__init__(
            Words(
                "网格中没有瓦片 {z}/{x}/{y}。级别为 0 至 {deepest}，"
                "行列号为 0 至 2^级别 - 1；更深的级别请放大第 {deepest} 级。",
                "The grid has no tile {z}/{x}/{y}. Zooms are 0 to {deepest}, columns "
                "and rows 0 to 2^zoom - 1; enlarge zoom {deepest} to go deeper.",
            ).filled(z=z, x=x, y=y, deepest=deepest),
            z=z,
            x=x,
            y=y,
            deepest=deepest,
        )

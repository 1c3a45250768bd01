"""The one font with which we draw Chinese ourselves; it comes as a package."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from gi_registry.core.errors import RefusedError
from gi_registry.core.words import Words

if TYPE_CHECKING:
    from fontTools.subset import Options
    from fontTools.ttLib import TTFont

_CURVE_ERROR = 1.0
"""Of a cubic curve drawn as quadratic ones, in units of which an em has 1,000."""

_KEPT_NAMES = (1, 2, 4, 6)


class GlyphMissingError(RefusedError):
    """A text has characters that the font cannot draw."""

    slug = "glyph-missing"

    def __init__(self, characters: str) -> None:
        super().__init__(
            Words(
                "字体中没有这些字：{characters}。为避免印成空白，文件没有生成；"
                "请联系系统管理员更换字体，或改用网页打印。",
                "The font has no glyph for {characters}. The file was not made, so "
                "that nothing is printed blank. Ask the administrator for another "
                "font, or print the page.",
            ).filled(characters="、".join(characters)),
            characters=characters,
        )


def chinese_font() -> Path:
    """Return the font file, OpenType with PostScript outlines.

    Raises:
        FileNotFoundError: the package is there, its font is not.
    """
    root = Path(str(files("pylopdf_fonts_zh_cn")))
    found = min(root.rglob("*.otf"), default=None)
    if found is None:
        raise FileNotFoundError(root)
    return found


def truetype_of(text: str) -> bytes:
    """Return the font as TrueType with the glyphs of a text, to be embedded.

    Args:
        text: everything that will be drawn; some hundred characters take a fifth
            of a second.

    Raises:
        GlyphMissingError: the font lacks some of its characters.
    """
    from fontTools.subset import Subsetter  # noqa: PLC0415 -- seldom needed
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    wanted = {character for character in text if not character.isspace()} | {" "}
    with TTFont(chinese_font(), lazy=True) as font:
        missing = wanted - set(map(chr, font.getBestCmap()))
        if missing:
            raise GlyphMissingError("".join(sorted(missing)))
        subsetter = Subsetter(_options())
        subsetter.populate(unicodes=map(ord, wanted))
        subsetter.subset(font)
        _outlines_to_truetype(font)
        file = BytesIO()
        font.save(file)
    return file.getvalue()


def _options() -> "Options":
    """Return what the subset leaves out: everything but shapes and widths."""
    from fontTools.subset import Options  # noqa: PLC0415

    options = Options()
    options.layout_features = []
    options.name_IDs = [*_KEPT_NAMES]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    return options


def _outlines_to_truetype(font: "TTFont") -> None:
    """Draw PostScript's cubic curves as the quadratic ones that TrueType has."""
    from fontTools.pens.cu2quPen import Cu2QuPen  # noqa: PLC0415
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415
    from fontTools.ttLib import newTable  # noqa: PLC0415

    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    maximum = font["maxp"]
    maximum.tableVersion = 0x00010000
    maximum.maxZones = 1
    for name in (
        "TwilightPoints",
        "Storage",
        "FunctionDefs",
        "InstructionDefs",
        "StackElements",
        "SizeOfInstructions",
        "ComponentElements",
    ):
        setattr(maximum, f"max{name}", 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"

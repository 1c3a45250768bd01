"""The one font with which we draw Chinese ourselves; it comes as a package."""

from importlib.resources import files
from pathlib import Path


def chinese_font() -> Path:
    """Return the font file.

    Raises:
        FileNotFoundError: the package is there, its font is not.
    """
    root = Path(str(files("pylopdf_fonts_zh_cn")))
    found = min(root.rglob("*.otf"), default=None)
    if found is None:
        raise FileNotFoundError(root)
    return found

"""Products as other domains and edges use them."""

from gi_registry.products.service.catalogue import ImportResult, import_catalogue
from gi_registry.products.service.reading import (
    by_code,
    category_words,
    fact_words,
    goods_words,
    right,
    search,
)

__all__ = [
    "ImportResult",
    "by_code",
    "category_words",
    "fact_words",
    "goods_words",
    "import_catalogue",
    "right",
    "search",
]

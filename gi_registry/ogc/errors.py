"""Refusals of OGC API - Features; a wrong parameter is 400, as the standard says."""

from collections.abc import Iterable

from gi_registry.core.errors import BadQueryError, NotFoundError
from gi_registry.core.words import Words


class CollectionNotFoundError(NotFoundError):
    """No collection of features has this id."""

    slug = "collection-not-found"

    def __init__(self, collection: str, known: Iterable[str]):
        there = ", ".join(known)
        super().__init__(
            Words(
                f"没有名为“{collection}”的数据集；现有：{there}",
                f"There is no collection {collection}; there are: {there}",
            ),
            collection=collection,
        )


class FeatureNotFoundError(NotFoundError):
    """A collection has no feature with this id."""

    slug = "feature-not-found"

    def __init__(self, collection: str, feature: str):
        super().__init__(
            Words(
                f"数据集“{collection}”中没有编号为“{feature}”的要素；编号见 items",
                f"{collection} has no feature {feature}; take an id from its items",
            ),
            collection=collection,
            feature=feature,
        )


class UnknownParameterError(BadQueryError):
    """The address has a parameter that means nothing there."""

    slug = "parameter-unknown"

    def __init__(self, name: str, known: Iterable[str]):
        there = ", ".join(known)
        super().__init__(
            Words(
                f"不认识参数“{name}”；这里可以用：{there}",
                f"{name} is no parameter here; these are: {there}",
            ),
            field=name,
        )


class ParameterValueError(BadQueryError):
    """A parameter of the address has a value that it cannot have."""

    slug = "parameter-value"

    def __init__(self, name: str, expected: Words):
        super().__init__(
            Words(
                f"参数“{name}”的值不对，应为{expected.zh}",
                f"The value of {name} must be {expected.en}",
            ),
            field=name,
        )


class FileNotOfferedError(NotFoundError):
    """There is no such layer to download, or not in that format."""

    slug = "file-not-offered"

    def __init__(self, name: str, layers: Iterable[str], formats: Iterable[str]):
        there, forms = ", ".join(layers), ", ".join(formats)
        super().__init__(
            Words(
                f"没有文件“{name}”；图层有 {there}，格式有 {forms}",
                f"There is no file {name}; layers are {there}, formats {forms}",
            ),
            name=name,
        )

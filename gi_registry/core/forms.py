"""A submitted form: what was typed, what is wrong with it, what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, pre_load

from gi_registry.core.errors import GiError
from gi_registry.core.language import said

WHOLE_FORM = "form"
"""Key of refusals that are about no single field."""


class FormSchema(Schema):
    """A form in which a field left empty is one that was not sent."""

    @pre_load
    def leave_out_empty(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Take an empty field as one that was not sent."""
        return {name: value for name, value in data.items() if value != ""}


@dataclass(slots=True)
class Form:
    """What a page shows again when something is wrong; nothing typed is lost.

    Attributes:
        values: field to text, as typed.
        errors: field to sentences in the caller's language.
        data: what the schema made of it; only where there are no errors.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    data: Any = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.errors

    def value(self, name: str) -> Any:  # noqa: ANN401 -- text, or a list of texts
        """Return what a field shows."""
        value = self.values.get(name, "")
        return "" if value is None else value

    def error(self, name: str) -> str | None:
        """Return the first refusal of a field."""
        sentences = self.errors.get(name)
        return sentences[0] if sentences else None

    def refuse(self, error: GiError) -> None:
        """Mark what a service refused."""
        key = error.field or WHOLE_FORM
        self.errors.setdefault(key, []).append(said(error.words))


def submitted(schema: Schema) -> Form:
    """Read the request's form by a schema; never raises for bad input."""
    values = {
        key: request.form.getlist(key) if len(texts) > 1 else texts[0]
        for key, texts in request.form.lists()
        if key != "csrf_token"
    }
    try:
        data = schema.load(values, unknown=EXCLUDE)
    except ValidationError as error:
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        return Form(values, _flat(messages))
    return Form(values, {}, data)


def _flat(messages: Mapping[str, Any]) -> dict[str, list[str]]:
    flat: dict[str, list[str]] = {}
    for key, value in messages.items():
        name = WHOLE_FORM if key == "_schema" else key
        nested = isinstance(value, Mapping)
        texts = [t for ts in _flat(value).values() for t in ts] if nested else value
        flat[name] = [str(text) for text in texts]
    return flat

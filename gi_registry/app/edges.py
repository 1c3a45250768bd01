"""Finds each domain's edges: `pages`, `views`, `cli`, `tasks`, by their place."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

import click
from flask import Flask
from flask_smorest import Api

import gi_registry


def modules(kind: str) -> Iterator[ModuleType]:
    """Give every domain's module of one kind, in the order of names.

    Args:
        kind: `pages`, `views`, `cli`, `tasks` or `models`.
    """
    for domain in sorted(pkgutil.iter_modules(gi_registry.__path__)):
        if not domain.ispkg or domain.name in ("app", "core"):
            continue
        name = f"gi_registry.{domain.name}.{kind}"
        if importlib.util.find_spec(name) is not None:
            yield importlib.import_module(name)


def register(app: Flask, api: Api) -> None:
    """Put every page and every view on the application; take up what jobs there are."""
    for _tasks in modules("tasks"):
        pass
    for module in modules("pages"):
        app.register_blueprint(module.pages)
    for module in modules("views"):
        api.register_blueprint(module.api, url_prefix="/api/v1")


def commands() -> Iterable[click.Command]:
    """Return every domain's commands; groups of one name are put together."""
    found: dict[str, Any] = {}
    for command in (each for module in modules("cli") for each in module.COMMANDS):
        group = found.setdefault(command.name, command)
        if group is not command:
            for each in command.commands.values():
                group.add_command(each)
    return found.values()

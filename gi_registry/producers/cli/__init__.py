"""Commands about what producers hand in."""

from gi_registry.producers.cli.imports import group

COMMANDS = (group,)

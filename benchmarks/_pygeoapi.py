"""pygeoapi, the reference implementation, as a peer on the same server."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks._loopback import granian

IS_HERE: Final = find_spec("pygeoapi") is not None
NOT_HERE: Final = "pygeoapi is not installed (pip install '.[bench]')"

_SOMEBODY = {"name": "benchmark", "url": "http://127.0.0.1"}
_GENERATE = "import pygeoapi; pygeoapi.cli()"


@contextmanager
def pygeoapi(folder: Path, resources: dict[str, Any]) -> Iterator[int]:
    """Serve collections with pygeoapi by one worker of granian; give its port.

    Args:
        folder: for its configuration.
        resources: collections by id, as its configuration has them; what every
            collection needs beside its providers is added.
    """
    configuration, openapi = folder / "pygeoapi.yml", folder / "openapi.yml"
    configuration.write_text(json.dumps(_configuration(resources)))  # YAML has JSON
    names = {"PYGEOAPI_CONFIG": configuration, "PYGEOAPI_OPENAPI": openapi}
    environment = {name: str(path) for name, path in names.items()}
    words = ["openapi", "generate", str(configuration), "--output-file", str(openapi)]
    command = [sys.executable, "-c", _GENERATE, *words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- our own words
    with granian("pygeoapi.flask_app:APP", environment) as port:
        yield port


def _configuration(resources: dict[str, Any]) -> dict[str, Any]:
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 80},
            "url": "http://127.0.0.1",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 1000},
            "map": {"url": "http://127.0.0.1/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "benchmark",
                "description": "benchmark",
                "keywords": ["benchmark"],
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": "http://127.0.0.1",
            },
            "license": _SOMEBODY,
            "provider": _SOMEBODY,
            "contact": _SOMEBODY,
        },
        "resources": {
            name: {
                "type": "collection",
                "title": name,
                "description": name,
                "keywords": [name],
                "links": [],
                "extents": {"spatial": {"bbox": [110, 34, 115, 41]}},
            }
            | resource
            for name, resource in resources.items()
        },
    }

"""Runs benchmarks; prints a table and writes it to build/bench.json."""

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import benchmarks
from benchmarks._rows import Row

_DOCS = Path("docs/benchmarks.md")
_HEAD = ["| what | value | unit | bound | holds |", "|---|---:|---|---:|---|"]


def main() -> int:
    """Run the modules asked for, or all; return 1 if a bound does not hold."""
    known = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if not module.name.startswith("_")
    ]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument(
        "--docs", action="store_true", help=f"also put the figures into {_DOCS}"
    )
    asked = parser.parse_args()
    rows: list[Row] = []
    for name in asked.names or known:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{name}").run()
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    (folder / "bench.json").write_text(text + "\n")
    print("\n".join([*_HEAD, *map(_line, rows)]))
    if asked.docs:
        _DOCS.write_text(updated(_DOCS.read_text(), rows))
    return 0 if all(row["holds"] for row in rows) else 1


def updated(page: str, rows: list[Row]) -> str:
    """Return a page whose table has these figures; other lines of it stay."""
    before, head, rest = page.partition("\n".join(_HEAD) + "\n")
    table, gap, after = rest.partition("\n\n")
    lines = {line.split(" | ")[0]: line for line in table.splitlines()}
    lines |= {line.split(" | ")[0]: line for line in map(_line, rows)}
    return before + head + "\n".join(lines.values()) + gap + after


def _line(row: Row) -> str:
    cells = (row["name"], _said(row["value"]), row["unit"], row["bound"])
    holds = "" if not row["bound"] else "yes" if row["holds"] else "NO"
    return f"| {' | '.join(map(str, cells))} | {holds} |"


def _said(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004 -- digits


if __name__ == "__main__":
    sys.exit(main())

"""Runs every benchmark and writes a table, build/bench.json and nothing else."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

import benchmarks

Row = dict[str, Any]


def main() -> int:
    """Run each module's `run()`; return 1 if a bound does not hold."""
    rows: list[Row] = []
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name.startswith("_"):
            continue
        print(f"{module.name} ...", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{module.name}").run()
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    (folder / "bench.json").write_text(text + "\n")
    print(table(rows))
    return 0 if all(row["holds"] for row in rows) else 1


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | value | unit | bound | holds |", "|---|---:|---|---:|---|"]
    lines += [
        f"| {row['name']} | {row['value']:.3g} | {row['unit']} "
        f"| {row['bound']} | {'yes' if row['holds'] else 'NO'} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

"""Draws a run of labels whole, and prints what it took; see `sheets`."""

import json
import resource
from tempfile import TemporaryFile
from time import process_time

from benchmarks import sheets as bench
from gi_registry.marks import sheets

if __name__ == "__main__":
    start = process_time()
    pieces = bench.KEYS.encode_range(1, 7, 0, bench.LABELS)
    codes = (code for piece in pieces for code in piece.decode().split())
    with TemporaryFile() as file:
        sheets.draw_long(file, bench.SHEETS, enumerate(codes))
        size = file.tell()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "mb": usage.ru_maxrss * 1024 / 1e6,
        "rate": bench.LABELS / (process_time() - start),
        "bytes": size / bench.LABELS,
    }
    print(json.dumps(figures))

"""Streams a thousand million codes, and prints what it took; see `codes`."""

import json
import resource
from time import process_time

from gi_registry.core.codes import RUN_SIZE, CodeKeys

CODES = 1_000_000_000

if __name__ == "__main__":
    start, left, run = process_time(), CODES, 0
    keys = CodeKeys.of_key(bytes(range(32)))
    while left:
        run, count = run + 1, min(left, RUN_SIZE)
        for piece in keys.encode_range(1, run, 0, count):
            left -= len(piece) // 21
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "mb": usage.ru_maxrss * 1024 / 1e6,
        "rate": CODES / (process_time() - start),
    }
    print(json.dumps(figures))

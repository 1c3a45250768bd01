"""Item codes: a hundred million labels by one row and one key.

A code is 20 symbols of Crockford's base 32 that hold a run number and an index
within the run under format-preserving encryption. Nobody without the key can
make one, or tell from one what the next is or how many there are.
"""

from gi_registry.core.codes.errors import CodeFormatError, RunSizeError
from gi_registry.core.codes.item import RUN_SIZE, RUNS
from gi_registry.core.codes.keys import (
    CodeKeys,
    Decoded,
    DecodedMany,
    well_formed,
)
from gi_registry.core.codes.pins import PIN_DIGITS
from gi_registry.core.codes.text import ALPHABET, LENGTH, grouped, normalise

__all__ = [
    "ALPHABET",
    "LENGTH",
    "PIN_DIGITS",
    "RUNS",
    "RUN_SIZE",
    "CodeFormatError",
    "CodeKeys",
    "Decoded",
    "DecodedMany",
    "RunSizeError",
    "grouped",
    "normalise",
    "well_formed",
]

"""What rows of the ledger come to, as columns."""

from sqlalchemy import BigInteger, cast

from gi_registry.marks.models import LabelRange, LabelRun, PrintLotPart

LABELS = cast(LabelRange.end - LabelRange.first, BigInteger)
"""Labels of a range, count."""
RANGE_G = LABELS * LabelRun.net_content_g
"""Goods that the labels of a range stand for, grams."""
PRINTED = cast(PrintLotPart.end - PrintLotPart.first, BigInteger)
"""Labels of a part of a print lot, count."""
SIZE = cast(LabelRun.size, BigInteger)
"""Labels of a run, count."""
RUN_G = SIZE * LabelRun.net_content_g
"""Goods that the labels of a run stand for, grams."""

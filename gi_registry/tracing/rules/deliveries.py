"""Labels of a print lot as a list names them; values alone."""

from collections.abc import Sequence

from gi_registry.marks.errors import PartsOverlapError
from gi_registry.marks.rules import Part
from gi_registry.tracing.errors import LabelsUnnamedError


def check_all_named(said: Sequence[Part], within: Sequence[Part]) -> None:
    """Refuse lines that leave a label out, name one twice, or one too many.

    Args:
        said: what the lines of a list name, in any order.
        within: all labels that have to be named, in order.

    Raises:
        LabelsUnnamedError: some are on no line.
        PartsOverlapError: some are on two lines, or do not belong there.
    """
    lines = sorted(said)
    for whole in within:
        at = whole.first
        while at < whole.end:
            line = lines.pop(0) if lines else Part(whole.end, whole.end, whole.kind)
            if line.first > at:
                raise LabelsUnnamedError(first=at, last=min(line.first, whole.end) - 1)
            if line.first < at:
                raise PartsOverlapError(first=line.first, last=min(line.end, at) - 1)
            if line.end > whole.end:
                raise PartsOverlapError(first=whole.end, last=line.end - 1)
            at = line.end
    if lines:
        raise PartsOverlapError(first=lines[0].first, last=lines[0].end - 1)

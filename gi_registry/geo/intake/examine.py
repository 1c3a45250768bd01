"""Reads and judges a file in processes of their own, within limits."""

from gi_registry.core.words import Words
from gi_registry.geo.intake.child import (
    SECONDS,
    CrashedError,
    OverLimitError,
    over_limit,
    read_safely,
    run_limited,
)
from gi_registry.geo.intake.ground import Asked, Ground
from gi_registry.geo.intake.judge import judge
from gi_registry.geo.intake.judged import JudgedFile
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight
from gi_registry.geo.intake.raw import RawFile

__all__ = ["judge_safely", "read_safely"]


def judge_safely(
    raw: RawFile, ground: Ground, asked: Asked, *, seconds: float = SECONDS
) -> JudgedFile:
    """Judge as `judge.judge` does, within limits of time and memory.

    Over a limit the file is refused as too large, after a crash as unreadable.

    Args:
        raw: the file, read.
        ground: what it is judged against.
        asked: what was said of it.
        seconds: what is left of the time, at least one.
    """
    if raw.crs is None:  # nothing in it is judged
        return judge(raw, ground, asked)
    try:
        return run_limited(judge, raw, ground, asked, seconds=max(1.0, seconds))
    except OverLimitError:
        finding = over_limit()
    except CrashedError:
        finding = Finding(
            Reason.UNREADABLE,
            Weight.REFUSAL,
            Words(
                "判读文件时出错。请从制图软件重新导出后提交；如仍不行，"
                "请把文件交给系统管理员。",
                "Judging the file failed. Export it again and send that; if that does "
                "not help, hand the file to the administrator.",
            ),
        )
    return refused(raw, finding)


def refused(raw: RawFile, finding: Finding) -> JudgedFile:
    """Return a file refused as a whole."""
    return JudgedFile(
        name=raw.name,
        sha256=raw.sha256,
        kind=raw.kind,
        crs=raw.crs,
        crs_from=raw.crs_from,
        findings=(*raw.findings, finding),
        features=(),
    )

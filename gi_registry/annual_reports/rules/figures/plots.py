"""The registered plots that a report names: found, read out, compared.

An answer is a list of {"id", "name", "county", "m2"}: number of the plot, which is
that of its first outline and stays when that is corrected; its name; GB/T 2260 code
of the county; area, m2. What is not registered has only what was typed: number or name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from gi_registry.annual_reports.rules.figures.answers import Answers
from gi_registry.annual_reports.rules.figures.units import Unit, scaled
from gi_registry.core.words import Words

Plot = Mapping[str, Any]

MOST_PLOTS: Final = 5_000
"""So many stand in one report."""
_NUMBERED: Final = re.compile(r"(?:^|#)\s*([0-9]{1,9})$")
_BETWEEN_NUMBERS: Final = re.compile(r"[,，、]\s*#")
_NONE: Final = frozenset({"无", "没有", "-", "—", "/"})


def plots_in(text: str) -> list[dict[str, Any]]:
    """Return the plots that a text names: “村东 #12”, “12” or “村东”, each once."""
    found: dict[Any, dict[str, Any]] = {}
    for part in re.split(r"[;；\n]", text):
        # A name may hold what stands between two plots.
        is_one = part.count("#") == 1 and not _BETWEEN_NUMBERS.search(part)
        for each in [part] if is_one else re.split(r"[,，、]", part):
            if (name := each.strip()) and name not in _NONE:
                plot = _named(name)
                found.setdefault(_key(plot), plot)
    return list(found.values())


def listed(plots: Iterable[Plot]) -> str:
    """Return plots as one text, which `plots_in` reads back."""
    return "；".join(_marked(each) for each in plots)


def with_plots(answers: Answers, known: Sequence[Plot] | None) -> Answers:
    """Return answers with what is registered about the plots chosen, and their count.

    Args:
        answers: of a form that asks for plots.
        known: the plots registered.
    """
    if answers.plots is None or answers.plots is known:
        count = None if answers.plots is None else len(answers.plots)
        return replace(answers, plots_used=count)
    by_id = {each["id"]: each for each in known or ()}
    by_name: dict[str, list[Plot]] = {}
    for each in by_id.values():
        by_name.setdefault(each["name"], []).append(each)
    found: dict[Any, Plot] = {}
    for each in answers.plots:
        same = by_name.get(each.get("name", ""), [])
        plot = by_id.get(each.get("id"), each)
        if "id" not in each and len(same) == 1:
            plot = same[0]
        found[_key(plot)] = plot
    chosen = [dict(found[key]) for key in sorted(found)]
    return replace(answers, plots=chosen, plots_used=len(chosen))


def unregistered(plots: Iterable[Plot], known: Iterable[Plot]) -> list[Plot]:
    """Return the plots that are not among those registered."""
    ids = {each["id"] for each in known}
    return [each for each in plots if each.get("id") not in ids]


def area_m2(plots: Iterable[Plot]) -> int:
    """Return the area of plots, m2."""
    return sum(each.get("m2", 0) for each in plots)


def counted(plots: Sequence[Plot]) -> Words:
    """Return how many plots and mu, in words."""
    area = mu(area_m2(plots))
    return Words(
        f"{len(plots)} 块，共 {area} 亩",
        f"{len(plots)} {'plot' if len(plots) == 1 else 'plots'}, {area} mu",
    )


def told(plots: Sequence[Plot]) -> Words:
    """Return plots for reading: how many, and each with its area."""
    head, names = counted(plots), [(called(p), mu(p.get("m2", 0))) for p in plots]
    return Words(
        f"{head.zh}：" + "、".join(f"{name}（{area} 亩）" for name, area in names),
        f"{head.en}: " + ", ".join(f"{name} ({area} mu)" for name, area in names),
    )


def against(plots: Sequence[Plot], before: Sequence[Plot]) -> Words:
    """Return former plots for reading, with which are new since and which are gone."""
    head = counted(before)
    now, then = {_key(each) for each in plots}, {_key(each) for each in before}
    new = [called(each) for each in plots if _key(each) not in then]
    gone = [called(each) for each in before if _key(each) not in now]
    zh, en = [head.zh], [head.en]
    if new:
        zh.append(f"本年新增：{'、'.join(new)}")
        en.append(f"new this year: {', '.join(new)}")
    if gone:
        zh.append(f"本年没有：{'、'.join(gone)}")
        en.append(f"gone this year: {', '.join(gone)}")
    return Words("；".join(zh), "; ".join(en))


def called(plot: Plot) -> str:
    """Return the name of a plot, or its number where none is known."""
    return plot.get("name") or _marked(plot)


def mu(m2: int) -> str:
    """Return an area in mu as it is read."""
    return f"{round(scaled(m2, Unit.SQUARE_METRE), 2).normalize():,f}"


def _named(text: str) -> dict[str, Any]:
    number = _NUMBERED.search(text)
    return {"id": int(number[1])} if number else {"name": text[:60]}


def _marked(plot: Plot) -> str:
    number = f"#{plot['id']}" if "id" in plot else ""
    return f"{plot.get('name', '')} {number}".strip()


def _key(plot: Plot) -> tuple[bool, int, str]:
    """Tell plots apart, and put those without a number last."""
    number = plot.get("id")
    return number is None, number or 0, "" if number else plot["name"]

"""What the sentences of a judgement are made with."""

from gi_registry.core.words import Words
from gi_registry.geo.intake.declared import M2_PER_MU
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight


def size_words(square_metres: float) -> Words:
    """Return an area as 3.25 亩（2,167 平方米）."""
    mu, m2 = square_metres / M2_PER_MU, round(square_metres, 1)
    figure = f"{m2:,.0f}" if m2 >= 100 else f"{m2:,.1f}"  # noqa: PLR2004 -- digits
    return Words(f"{mu:,.2f} 亩（{figure} 平方米）", f"{mu:,.2f} mu ({figure} m2)")


def refused(reason: Reason, zh: str, en: str) -> Finding:
    """Return a finding that refuses."""
    return Finding(reason, Weight.REFUSAL, Words(zh, en))


def warned(reason: Reason, zh: str, en: str) -> Finding:
    """Return a finding that people must know of."""
    return Finding(reason, Weight.WARNING, Words(zh, en))

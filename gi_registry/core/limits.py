"""How often one address may do a thing; counted in each serving process."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from gi_registry.core.errors import DeniedError
from gi_registry.core.words import Words

_REMEMBERED = 50_000


class TooOftenError(DeniedError):
    """The same address asks too often."""

    slug = "too-often"

    def __init__(self, retry_after_s: int):
        super().__init__(
            Words(
                f"请求过于频繁，请在 {retry_after_s} 秒后再试",
                f"Too many requests; try again in {retry_after_s} seconds",
            ),
            retry_after_s=retry_after_s,
        )


@dataclass(slots=True)
class Limit:
    """A token bucket for each key, for the keys seen last.

    Attributes:
        per_minute: how fast a bucket refills.
        burst: how many may come at once.
    """

    per_minute: int
    burst: int
    _buckets: OrderedDict[str, tuple[float, float]] = field(
        default_factory=OrderedDict, repr=False
    )
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def spend(self, key: str, *, at_s: float, cost: float = 1) -> None:
        """Take one from a key's bucket.

        Args:
            key: who; never stored beyond the process.
            at_s: a steady clock, seconds.
            cost: how many at once.

        Raises:
            TooOftenError: the bucket is empty.
        """
        rate = self.per_minute / 60
        with self._guard:
            left, since = self._buckets.pop(key, (float(self.burst), at_s))
            left = min(self.burst, left + (at_s - since) * rate)
            allowed = left >= cost
            self._buckets[key] = (left - cost if allowed else left, at_s)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        if not allowed:
            raise TooOftenError(retry_after_s=int((cost - left) / rate) + 1)

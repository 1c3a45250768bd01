"""The worker asks the witnesses of the log."""

from datetime import timedelta
from secrets import SystemRandom

from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.translog.rules.peers import witnesses_of
from gi_registry.translog.service import LogKey
from gi_registry.witnesses.service import Asking


@jobs.handler(
    "log.witnesses",
    Words("请证人联署日志", "Have the log witnessed"),
    every=timedelta(minutes=1),
)
def witnesses(work: Work) -> None:
    """Ask the witnesses that are set, if the log has grown or half a day is over."""
    parts = work.parts
    asked = witnesses_of(parts.settings.witnesses)
    if not asked:
        return
    key = LogKey.of(parts.settings.base_url, parts.secrets.master)
    asking = Asking(parts.database, key, work.now, SystemRandom().random)
    asking.ask_all(asked, between=work.progress)

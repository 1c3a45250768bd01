"""One run of outer packs: what is in them, and what happened."""

from base64 import b64encode
from typing import TYPE_CHECKING

from flask import render_template

from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires
from gi_registry.core.codes import grouped
from gi_registry.core.forms import Form
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.marks import qr
from gi_registry.marks import service as marks
from gi_registry.marks.rules import FILE_WAY_WORDS
from gi_registry.marks.web import code_keys
from gi_registry.packs import rules, service
from gi_registry.packs.pages.blueprint import pages
from gi_registry.packs.rules import PACK_RUNS, PackKind, PackState

if TYPE_CHECKING:
    from gi_registry.packs.models import PackRun

_MODULE_PX = 4
_FILES_SHOWN = 10
_HOLDERS_SHOWN = 50


@pages.get("/producer/packs/<int:run>", endpoint="run")
@requires(Permission.PRODUCE)
def show_run(run: int) -> str:
    """Show a run: facts, what is in its packs, what can be done."""
    return run_page(run, Form())


def run_page(run: int, form: Form) -> str:
    """Return the page of a run.

    Args:
        run: of packs.
        form: what was typed into one of the page's forms.
    """
    with read() as session:
        packs = service.run(session, run, organisation_id=own_organisation())
        is_pallet = packs.kind is PackKind.PALLET
        inside = service.nestings if is_pallet else service.fillings
        return render_template(
            "packs/run.html",
            form=form,
            packs=packs,
            is_pallet=is_pallet,
            is_whole=packs.kind is PackKind.WHOLE,
            today=clock.today(),
            page=inside(session, run, number=asked_page()),
            standing_in=service.standing_in(session, packs, most=_HOLDERS_SHOWN),
            events=service.events(session, run),
            files=service.files_of(session, run, most=_FILES_SHOWN),
            ways=FILE_WAY_WORDS,
            choices=service.choices(session, packs),
            first=_first(packs),
            kind_words=rules.PACK_KIND_WORDS,
            state_words=rules.PACK_STATE_WORDS,
            states=[
                (state, words)
                for state, words in rules.PACK_STATE_WORDS.items()
                if packs.kind is not PackKind.WHOLE or state is not PackState.OPENED
            ],
        )


def _first(packs: "PackRun") -> tuple[str, str, str]:
    """Return the first pack's code, as printed, and its QR code's data address."""
    code = code_keys(packs.key_epoch).encode(packs.key_epoch, PACK_RUNS + packs.id, 0)
    url = marks.code_url(registry().settings.base_url, code)
    png = qr.qr_png(url, module_px=_MODULE_PX)
    return code, grouped(code), f"data:image/png;base64,{b64encode(png).decode()}"

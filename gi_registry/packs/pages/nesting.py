"""Outer packs put onto pallets, by scanning or by the numbers on them."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core.access import Permission, own_organisation, requires
from gi_registry.core.fields import Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.words import Words
from gi_registry.packs import rules, service
from gi_registry.packs.pages.acts import (
    PacksSchema,
    by_now,
    carried_out,
    inner_named,
    packs_named,
)
from gi_registry.packs.pages.blueprint import pages
from gi_registry.packs.rules import PACK_RUNS, Nesting

if TYPE_CHECKING:
    from gi_registry.packs.models import PackRun

_LONGEST = 200


class NestSchema(PacksSchema):
    """Packs that go onto pallets, in the order of their numbers."""

    act = "fill"
    inner_run = Text(longest=10, load_default="")
    inner_first = Text(required=True, longest=_LONGEST)
    each = Whole(required=True, least=1, most=rules.MAX_HOLDS)


@pages.post("/producer/packs/<int:run>/inner")
@requires(Permission.PRODUCE)
def nest(run: int) -> Response | tuple[str, int]:
    """Record which packs went onto pallets."""
    form = submitted(NestSchema())
    piece = packs_named(form, run)
    inner = inner_named(form, "inner_run", "inner_first", base=PACK_RUNS)

    def done(session: Session, packs: "PackRun") -> Words:
        service.run(session, inner[0], organisation_id=own_organisation())
        each, day = form.data["each"], form.data["on_day"]
        wanted = Nesting(packs.id, *piece, *inner, each, day)
        made = service.nest(session, wanted, **by_now())
        count, last = made.inner_end - made.inner_first, made.inner_end - 1
        return Words(
            f"已登记装入 {count:,} 件外包装（{made.inner_first:,}–{last:,}）",
            f"{count:,} packs are recorded on them ({made.inner_first:,}–{last:,})",
        )

    return carried_out(run, form, "fill", done)


@pages.post("/producer/packs/<int:run>/inner/<int:nesting_id>/undo")
@requires(Permission.PRODUCE)
def undo_nesting(run: int, nesting_id: int) -> Response | tuple[str, int]:
    """Take back as a slip that packs went onto pallets."""

    def done(session: Session, packs: "PackRun") -> Words:
        made = service.undo_nesting(session, packs, nesting_id, **by_now())
        count = made.inner_end - made.inner_first
        return Words(
            f"已撤销，{count:,} 件外包装可重新装入",
            f"Taken back; {count:,} packs can go onto others again",
        )

    return carried_out(run, Form(), "", done)

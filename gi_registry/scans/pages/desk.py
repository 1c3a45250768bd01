"""One code as officers see it: its checks, and what they say of it."""

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.codes import Decoded
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks.web import code_keys
from gi_registry.scans import service
from gi_registry.scans.errors import CodeNotIssuedError
from gi_registry.scans.pages.blueprint import pages
from gi_registry.scans.rules import (
    JUDGEMENT_WORDS,
    PROVINCES,
    VERDICT_WORDS,
    Judgement,
)
from gi_registry.scans.schemas import JudgementSchema

_DONE = {
    Judgement.SUSPECT: Words(
        "已标为可疑，查验页面会说明", "Marked as suspect; scans of it say so"
    ),
    Judgement.CLEARED: Words(
        "已解除可疑，此前的查验不再计入规则",
        "Cleared; its earlier checks count in no rule any more",
    ),
}


@pages.get("/desk/codes")
@requires(Permission.SUSPECT_MARK)
def find_code() -> Response | str:
    """Ask for a code, or go to the one that was typed."""
    typed = request.args.get("code", "").strip()
    decoded, reason = service.decode(code_keys(), typed) if typed else (None, None)
    if decoded is not None:
        return redirect(url_for("scans.code", code=typed), 303)
    missing = CodeNotIssuedError() if typed else None
    words = reason.words if reason else missing and missing.words
    return render_template("scans/find.html", value=typed, error=words and said(words))


@pages.get("/desk/codes/<code>")
@requires(Permission.SUSPECT_MARK)
def code(code: str) -> str:
    """Show a code's checks and judgements."""
    with read() as session:
        return code_page(session, code, Form())


@pages.post("/desk/codes/<code>")
@requires(Permission.SUSPECT_MARK)
def judge(code: str) -> Response | tuple[str, int]:
    """Mark a code as suspect, or clear it."""
    form = submitted(JudgementSchema())
    if form.ok:
        judgement = Judgement(form.data["judgement"])
        try:
            _judge(decoded_or_missing(code), judgement, form.data["reason"])
        except CodeNotIssuedError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(_DONE[judgement]), "good")
            return redirect(url_for("scans.code", code=code), 303)
    with read() as session:
        return code_page(session, code, form), 422


def _judge(decoded: Decoded, judgement: Judgement, reason: str) -> None:
    caller, now = the_caller(), clock.now()
    with write() as session:
        record = service.record_of(session, decoded, now=now)
        caller.demand(Permission.SUSPECT_MARK, record.place)
        service.judge(
            session,
            decoded,
            judgement,
            reason=reason,
            now=now,
            account_id=caller.account_id,
        )


def code_page(session: Session, typed: str, form: Form) -> str:
    """Return the page of a code in one's jurisdiction, with what was typed."""
    record = service.record_of(session, decoded_or_missing(typed), now=clock.now())
    the_caller().demand(Permission.SUSPECT_MARK, record.place)
    codes = {scan.division for scan in record.scans if scan.division}
    full = areas.names(session, {f"{c:0<6}" for c in codes})
    places = {
        code: full.get(f"{code:0<6}", PROVINCES.get(code[:2], Words(code, code)))
        for code in codes
    }
    return render_template(
        "scans/code.html",
        record=record,
        known=record.finding.known,
        code_grouped=service.grouped_or_none(typed),
        form=form,
        places=places,
        verdict_words=VERDICT_WORDS,
        judgement_words=JUDGEMENT_WORDS,
    )


def decoded_or_missing(typed: str) -> Decoded:
    """Return what a code says.

    Raises:
        CodeNotIssuedError: it is none of ours.
    """
    decoded, _ = service.decode(code_keys(), typed)
    if decoded is None:
        raise CodeNotIssuedError
    return decoded

"""Importing a file through pages: hand in, see what would happen, then decide.

Nothing is written before the last step. What the file is said to be stands in the
address of the result, so that putting it right is a link.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gi_registry.areas import imported, service
from gi_registry.areas.errors import ImportNotFoundError
from gi_registry.areas.pages import importing
from gi_registry.areas.pages.blueprint import pages
from gi_registry.areas.pages.importing import (
    OFFICERS,
    PRODUCERS,
    ImportSchema,
    Side,
)
from gi_registry.core import blobs, csvfile
from gi_registry.core.access import (
    OutsideJurisdictionError,
    Permission,
    Place,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.uploads import scanned
from gi_registry.core.words import Words
from gi_registry.geo.intake.judged import JudgedFile

if TYPE_CHECKING:
    from gi_registry.areas.models import AreaImport, ImportedFeature


@pages.get("/producer/plots/import")
@requires(Permission.PRODUCE)
def plots_import() -> str:
    """Ask for a file of plots."""
    return _form_page(PRODUCERS, Form(importing.query()))


@pages.post("/producer/plots/import")
@requires(Permission.PRODUCE)
def plots_hand_in() -> Answer | tuple[str, int]:
    """Hold a file of plots and show what would become of it."""
    return _hand_in(PRODUCERS)


@pages.get("/producer/plots/import/<sha256>")
@requires(Permission.PRODUCE)
def plots_result(sha256: str) -> str | Response:
    """Show what would become of a file of plots."""
    return _result(PRODUCERS, sha256)


@pages.post("/producer/plots/import/<sha256>")
@requires(Permission.PRODUCE)
def plots_confirm(sha256: str) -> Answer | tuple[str, int]:
    """Register what can be taken of a file of plots."""
    return _confirm(PRODUCERS, sha256)


@pages.get("/producer/plots/imports/<int:number>")
@requires(Permission.PRODUCE)
def plots_imported(number: int) -> str:
    """Show an import of one's own organisation."""
    return _imported(PRODUCERS, number)


@pages.get("/desk/areas/import")
@requires(Permission.AREA_DECIDE)
def area_import() -> str:
    """Ask for the outline of an area."""
    return _form_page(OFFICERS, Form(importing.query()))


@pages.post("/desk/areas/import")
@requires(Permission.AREA_DECIDE)
def area_hand_in() -> Answer | tuple[str, int]:
    """Hold the outline of an area and show what would become of it."""
    return _hand_in(OFFICERS)


@pages.get("/desk/areas/import/<sha256>")
@requires(Permission.AREA_DECIDE)
def area_result(sha256: str) -> str | Response:
    """Show what would become of the outline of an area."""
    return _result(OFFICERS, sha256)


@pages.post("/desk/areas/import/<sha256>")
@requires(Permission.AREA_DECIDE)
def area_confirm(sha256: str) -> Answer | tuple[str, int]:
    """Keep the outline of an area, for a clause to be resolved to."""
    return _confirm(OFFICERS, sha256)


@pages.get("/desk/areas/imports/<int:number>")
@requires(Permission.DESK)
def area_imported(number: int) -> str:
    """Show an import to an officer of its jurisdiction."""
    return _imported(OFFICERS, number)


def _hand_in(side: Side) -> Answer | tuple[str, int]:
    form = submitted(ImportSchema())
    _ask_source(form)
    file = request.files.get("file")
    if form.ok:
        try:
            if file is None or not file.filename:
                raise blobs.FileEmptyError("file")
            data_dir, account = registry().settings.data_dir, the_caller().account_id
            stream = scanned(file.stream, field="file")
            held = service.pending.put(data_dir, account, stream, file.filename)
        except GiError as error:
            form.refuse(error)
        else:
            if held.told is not None:
                flash(said(held.told), "warn")
            answers = _filled(form.data)
            return redirect(_at(side, "result", sha256=held.sha256, **answers), 303)
    return _form_page(side, form), 422


def _ask_source(form: Form) -> None:
    """Ask on where nobody knows the source and no system is named."""
    if form.value("source") == "unknown" and not form.value("crs"):
        form.errors["source"] = [
            say(
                "请先向提供文件的人问清来源，或写明坐标系：高德、百度上描绘的与实地"
                "相差 500 米以上，猜错了就不是那块地。",
                "Ask whoever made the file where it comes from, or name its system: "
                "what is drawn on Amap or Baidu is over 500 m off, and a wrong guess "
                "is another piece of land.",
            )
        ]


def _result(side: Side, sha256: str) -> str | Response:
    values = importing.query()
    try:
        judged = importing.judged_of(sha256, values, side)
    except blobs.BlobMissingError:
        form = Form(values)
        form.errors["file"] = [
            say("文件已不在，请重新上传", "The file is gone; hand it in again")
        ]
        return _form_page(side, form)
    wanted = request.args.get("format")
    if wanted:
        return _download(judged, wanted)
    return _result_page(side, sha256, judged, Form(values))


def _confirm(side: Side, sha256: str) -> Answer | tuple[str, int]:
    form = submitted(ImportSchema())
    values = _filled(form.data or {})
    try:
        judged = importing.judged_of(sha256, values, side)
    except blobs.BlobMissingError as error:
        flash(said(error.words), "warn")
        return redirect(_at(side, "import", **values), 303)
    if form.ok:
        try:
            number, is_new, told = _kept(side, sha256, judged, values)
        except GiError as error:
            form.refuse(error)
        else:
            _flash_kept(is_new=is_new)
            for words in told:
                flash(said(words), "warn")
            return redirect(_at(side, "imported", number=number), 303)
    return _result_page(side, sha256, judged, form), 422


def _kept(
    side: Side, sha256: str, judged: JudgedFile, values: dict[str, str]
) -> tuple[int, bool, Sequence[Words]]:
    """Keep the original, then write the import; then the file waits no longer."""
    data_dir, account = registry().settings.data_dir, the_caller().account_id
    path, _ = service.pending.find(data_dir, account, sha256)
    with path.open("rb") as stream:
        blob = blobs.put_data(data_dir, stream, most=service.MOST_BYTES)
    with write() as session:
        kept, is_new, told = importing.keep(session, judged, values, side, blob.size)
        number = kept.id
    service.pending.drop(data_dir, account, sha256)
    return number, is_new, told


def _flash_kept(*, is_new: bool) -> None:
    if is_new:
        flash(say("已导入", "Imported"), "good")
    else:
        flash(
            say(
                "这个文件以前导入过，没有重复登记",
                "This file was imported before; nothing was registered twice",
            ),
            "warn",
        )


def _imported(side: Side, number: int) -> str:
    with read() as session:
        found = service.import_of(session, number)
        seen = _own(found) if side is PRODUCERS else _in_reach(found)
        return render_template(
            "areas/imported.html",
            side=side,
            found=found,
            rows=importing.kept_rows(seen),
            total=len(seen),
            tones=importing.TONES,
        )


def _own(found: "AreaImport") -> list["ImportedFeature"]:
    """Return the features of an import of the caller's own organisation.

    Raises:
        ImportNotFoundError: it is another's.
    """
    owner = the_caller().organisation_id
    if owner is None or found.organisation_id != owner:
        raise ImportNotFoundError
    return found.features


def _in_reach(found: "AreaImport") -> list["ImportedFeature"]:
    """Return the features of an import that lie in the caller's jurisdiction.

    Raises:
        OutsideJurisdictionError: none does.
    """
    caller = the_caller()
    seen = [
        it
        for it in found.features
        if it.county_code and caller.may(Permission.DESK, Place(it.county_code))
    ]
    if not seen:
        raise OutsideJurisdictionError
    return seen


def _form_page(side: Side, form: Form) -> str:
    with read() as session:
        owner = the_caller().organisation_id if side is PRODUCERS else None
        return render_template(
            "areas/import.html",
            side=side,
            form=form,
            choices=importing.choices(session),
            before=service.imports_of(session, organisation_id=owner, most=10),
            most_mb=service.pending.MOST_UPLOAD_BYTES // (1024 * 1024),
        )


def _result_page(side: Side, sha256: str, judged: JudgedFile, form: Form) -> str:
    answers = _filled(dict(form.values))
    with read() as session:
        return render_template(
            "areas/import_result.html",
            side=side,
            sha256=sha256,
            judged=judged,
            form=form,
            rows=importing.rows_of(judged),
            tones=importing.TONES,
            wishes=importing.wishes(judged),
            picture=importing.picture_of(session, judged),
            choices=importing.choices(session),
            answers=answers,
            before=importing.made_before(session, judged, answers, side),
        )


def _download(judged: JudgedFile, wanted: str) -> Response:
    """Give the result as a file."""
    if wanted == "json":
        text = json.dumps(imported.document(judged), ensure_ascii=False)
        return _file(text, "application/json", "import.json")
    lines = csvfile.lines([imported.CSV_HEAD, *imported.rows(judged)])
    return _file("".join(lines), csvfile.MEDIA_TYPE, "import.csv")


def _file(text: str, media_type: str, name: str) -> Response:
    answer = Response(text, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _filled(values: dict[str, Any]) -> dict[str, str]:
    names = ("source", "crs", "county", "product", "swap")
    return {name: values[name] for name in names if values.get(name)}


def _at(side: Side, step: str, **values: Any) -> str:
    return url_for(f"land.{side.name}_{step}", **values)

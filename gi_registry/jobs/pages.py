"""One's own jobs: how far they are, cancelling them, taking their results."""

from flask import Blueprint, Response, flash, redirect, render_template, send_file
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.jobs import service
from gi_registry.jobs.rules import JOB_STATE_WORDS, KEPT, OPEN, JobState

pages = Blueprint("jobs", __name__)

TONES = {
    JobState.DONE: "good",
    JobState.FAILED: "stop",
    JobState.CANCELLED: "warn",
}


@pages.get("/jobs")
@requires(Permission.SIGNED_IN)
def listed() -> str:
    """List one's own jobs, newest first."""
    with read() as session:
        page = service.jobs_of(session, the_caller().account_id, number=asked_page())
        return render_template(
            "jobs/listed.html",
            page=page,
            is_busy=any(job.state in OPEN for job in page.items),
            kinds=service.declared(),
            states=JOB_STATE_WORDS,
            tones=TONES,
            kept_days=KEPT.days,
            expired_before=clock.now() - KEPT,
            taken=service.downloads(session, [job.id for job in page.items]),
        )


@pages.post("/jobs/<int(max=2147483647):job_id>/cancel")
@requires(Permission.SIGNED_IN)
def cancel(job_id: int) -> WerkzeugResponse:
    """Cancel a job of one's own."""
    try:
        with write() as session:
            service.ask_cancel(
                session, job_id, now=clock.now(), account_id=the_caller().account_id
            )
    except GiError as error:
        flash(said(error.words), "warn")
    else:
        flash(
            say("已要求取消，当前一步完成后停止", "It stops after its present step"),
            "good",
        )
    return redirect("/jobs", 303)


@pages.post("/jobs/<int(max=2147483647):job_id>/download")
@requires(Permission.SIGNED_IN)
def download(job_id: int) -> Response:
    """Give the result of a job of one's own; that it was taken is on record."""
    data_dir = registry().settings.data_dir
    with write() as session:
        job, path = service.take_result(
            session,
            data_dir,
            job_id,
            account_id=the_caller().account_id,
            now=clock.now(),
        )
        name, media_type, sha256 = job.result_name, job.result_type, job.result_sha256
    answer = send_file(
        path.resolve(),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        etag=sha256 or False,
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer

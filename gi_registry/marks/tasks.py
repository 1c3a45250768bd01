"""Long work about labels."""

from gi_registry.core import csvfile
from gi_registry.core.codes import CodeKeys
from gi_registry.core.words import Words
from gi_registry.jobs import service as jobs
from gi_registry.jobs.service import Work
from gi_registry.marks import service


@jobs.handler(service.CODES_JOB, Words("导出标识编码", "Export of label codes"))
def codes(work: Work) -> None:
    """Write the codes of a run for a printer; arguments: `run`."""
    with work.parts.database.read() as session:
        labels = service.run(session, work.arguments["run"])
        job = service.print_job(labels, base_url=work.parts.settings.base_url)
    keys = CodeKeys(work.parts.secrets.master, [job.key_epoch])
    done = -1  # the head is no label
    with work.result(f"labels-{job.run}.csv", csvfile.MEDIA_TYPE) as file:
        for piece in service.csv_lines(keys, job, 0, job.size):
            file.write(piece)
            done += piece.count(b"\n")
            work.progress(done, job.size)

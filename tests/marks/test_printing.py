import csv
import io
import tracemalloc
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from gi_registry.core.codes import CodeKeys, Decoded, RunSizeError
from gi_registry.marks import service
from gi_registry.marks.service import PrintJob
from tests import factories as make

KEYS = CodeKeys(bytes(32))
JOB = PrintJob(
    run=7,
    key_epoch=1,
    size=1_000_000,
    pack="500 mL, 瓶装",
    uscc="91140727MA0H00000X",
    product="山西老陈醋",
    basis="GB/T 19777-2013",
    base_url="https://gi.example",
)


def rows(job: PrintJob, first: int, count: int) -> list[list[str]]:
    text = b"".join(service.csv_lines(KEYS, job, first, count)).decode()
    return list(csv.reader(io.StringIO(text)))


def test_the_print_file_has_a_line_for_each_label_in_the_order_of_the_roll() -> None:
    head, *lines = rows(JOB, 99_990, 20)

    assert tuple(head) == service.CSV_HEAD
    assert [int(line[0]) for line in lines] == list(range(99_990, 100_010))
    for line in lines:
        assert KEYS.decode(line[1]) == Decoded(epoch=1, run=7, index=int(line[0]))
        assert line[2] == f"HTTPS://GI.EXAMPLE/T/{line[1]}"
        assert line[3:] == [JOB.pack, JOB.uscc, JOB.product]


def test_codes_alone_are_the_same_codes(session: Session) -> None:
    run = make.run(session, make.authorization(session))
    run = service.run(session, run.id)
    job = service.print_job(run, base_url="https://gi.example")

    plain = b"".join(service.code_lines(KEYS, run, 0, 1_000)).decode().split()

    assert plain == [line[1] for line in rows(job, 0, 1_000)[1:]]
    assert (job.pack, job.product) == (run.pack_name, run.authorization.gi.name_zh)


def test_no_code_beyond_the_run_is_handed_out() -> None:
    with pytest.raises(RunSizeError):
        service.csv_lines(KEYS, JOB, 999_990, 11)


def test_memory_does_not_grow_with_the_number_of_labels() -> None:
    peaks = []
    for count in (50_000, 200_000):
        tracemalloc.start()
        for _ in service.csv_lines(KEYS, JOB, 0, count):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] * 1.2


def test_pins_are_a_column_of_their_own_in_runs_that_have_them() -> None:
    head, *lines = rows(replace(JOB, has_pin=True), 8_190, 4)

    assert tuple(head) == (*service.CSV_HEAD, service.PIN_HEAD)
    assert [line[:6] for line in lines] == rows(JOB, 8_190, 4)[1:]
    assert [line[6] for line in lines] == [
        KEYS.pin(1, 7, number) for number in range(8_190, 8_194)
    ]

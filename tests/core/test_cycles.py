"""The search for cycles is put off while long work runs, and no longer."""

import gc

from gi_registry.core.cycles import seldom_sought


def test_the_usual_search_comes_back_with_the_end_of_the_last_work() -> None:
    usual = gc.get_threshold()
    first, second = seldom_sought(), seldom_sought()

    with first:
        second.__enter__()
        during = gc.get_threshold()
    still = gc.get_threshold()
    second.__exit__(None, None, None)

    assert during == still == (200_000, *usual[1:])
    assert gc.get_threshold() == usual

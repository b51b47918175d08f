"""Many articles over worker processes: order, sameness, and what becomes of those that go wrong."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from briefing.errors import AnalysisError, BriefingError, ConfigError, Failure
from briefing.model import Article, Problem
from briefing.workers import outcomes, prepare


def article(id: str) -> Article:
    return Article(id, f"{id}.txt", id, ())


def shout(article: Article) -> str:
    """Do what the article's text asks for."""
    match article.text:
        case "fail":
            raise AnalysisError("cannot be analysed")
        case "defect":
            raise KeyError("missing")
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "leave":
            os._exit(3)
        case "hang":
            while True:
                time.sleep(0.01)
        case "slow":
            time.sleep(0.5)
        case "fade":
            threading.Timer(0.05, os._exit, (1,)).start()
        case "who":
            return str(os.getpid())
    return article.text.upper()


def plain() -> Callable[[Article], str]:
    return shout


def broken(kind: type[BriefingError]) -> Callable[[Article], str]:
    raise kind("no template 'page.html'")


def results(ids: list[str], jobs: int, recycle: int = 100, time_limit: int = 60) -> list[str]:
    found = outcomes(map(article, ids), plain, jobs, time_limit, recycle)
    return [o.problem.message if isinstance(o, Failure) else o for o in found]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_outcomes_come_in_the_order_of_the_input(jobs: int) -> None:
    ids = ["slow", "b", "c", "slow", "e", "f", "g", "h", "i", "j", "k", "l", "m"]
    assert results(ids, jobs) == [i.upper() for i in ids]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_that_could_not_be_read_keeps_its_place(jobs: int) -> None:
    unread = Failure("x.txt", Problem("read", "is empty"))
    found = list(outcomes([article("a"), unread, article("b")], plain, jobs, 60))
    assert found == ["A", unread, "B"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_article_is_named_and_the_others_go_on(jobs: int) -> None:
    found = list(outcomes(map(article, ["a", "fail", "b"]), plain, jobs, 60))
    assert found == ["A", Failure("fail.txt", Problem("analyse", "cannot be analysed")), "B"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_defect_costs_one_article_and_says_where_it_is(jobs: int) -> None:
    a, failure, b = results(["a", "defect", "b"], jobs)
    assert (a, b) == ("A", "B")
    assert failure.startswith("unexpected KeyError: 'missing' (at test_workers.py:")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_takes_too_long_is_given_up(jobs: int) -> None:
    assert results(["a", "hang", "b"], jobs, time_limit=1) == ["A", "took longer than 1 seconds; see time-limit", "B"]


@pytest.mark.parametrize(("how", "said"), [("die", "by signal 9 (SIGKILL)"), ("leave", "with exit code 3")])
def test_a_worker_that_dies_costs_its_article_only(how: str, said: str) -> None:
    found = results(["a", how, "b", how, "c", "d"], 2)
    assert [found[i] for i in (0, 2, 4, 5)] == ["A", "B", "C", "D"]
    assert all(said in found[i] for i in (1, 3))


def test_a_worker_that_dies_idle_costs_nothing() -> None:
    def sources() -> Iterator[Article]:
        yield article("fade")
        yield article("slow")
        time.sleep(0.3)  # by now the first worker has answered and is dead
        yield article("c")

    assert list(outcomes(sources(), plain, 2, 60)) == ["FADE", "SLOW", "C"]


def test_workers_are_replaced_after_their_share() -> None:
    assert len(set(results(["who"] * 4, 2, recycle=1))) == 4


def test_no_more_workers_than_jobs() -> None:
    assert len(set(results(["who"] * 8, 2))) <= 2


def test_one_job_runs_in_this_process() -> None:
    assert results(["who"], 1) == [str(os.getpid())]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_setup_that_fails_ends_the_run(jobs: int) -> None:
    with pytest.raises(ConfigError, match=r"no template 'page\.html'"):
        list(outcomes([article("a")], partial(broken, ConfigError), jobs, 60))


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_loaded_for_nothing(jobs: int) -> None:
    assert list(outcomes([], partial(broken, ConfigError), jobs, 60)) == []


def test_sources_are_read_no_further_ahead_than_needed() -> None:
    read: list[int] = []

    def sources() -> Iterator[Article]:
        for n in range(100):
            read.append(n)
            yield article(f"a{n}")

    found = outcomes(sources(), plain, 2, 60)
    next(found)
    found.close()
    assert len(read) < 20


def test_numeric_libraries_get_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert prepare(lambda: os.environ["OMP_NUM_THREADS"]) == "1"


def test_garbage_is_left_alone_while_models_load_and_collected_again_after_that() -> None:
    assert prepare(gc.isenabled) is False
    assert gc.isenabled()
    with pytest.raises(OSError, match="gone"):
        prepare(no_models)
    assert gc.isenabled()


def no_models() -> None:
    raise OSError("gone")


def test_what_an_earlier_setup_loaded_is_given_back() -> None:
    class Models:
        def __init__(self) -> None:
            self.cycle = self

    first = prepare(Models)
    gone = weakref.ref(first)
    del first
    second = prepare(Models)
    assert gone() is None
    assert second.cycle is second

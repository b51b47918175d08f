"""Many articles, one task: here or in worker processes, in input order, with an outcome for each.

An article that fails, takes too long or kills its worker becomes a `Failure` that names it; the others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from typing import Generic, TypeVar

from briefing.errors import (
    AnalysisError,
    BriefingError,
    Failure,
    LayoutError,
    ReadError,
    TemplateError,
    VerificationError,
)
from briefing.model import Article, Problem

R = TypeVar("R")
T = TypeVar("T")
Task = Callable[[Article], R]
Outcomes = Generator[R | Failure, None, None]
"""Close it where it is not read to its end, so that its workers end at once."""

Setup = Callable[[], Task[R]]
"""Loads what a task needs, once a process; has to be picklable, a `functools.partial` of a module's function."""

ARTICLES_PER_WORKER = 100
"""A worker is replaced after so many: page layout keeps memory it no longer needs."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

STAGES: dict[type[BriefingError], str] = {
    ReadError: "read",
    AnalysisError: "analyse",
    TemplateError: "render",
    LayoutError: "render",
    VerificationError: "verify",
}


def outcomes(
    sources: Iterable[Article | Failure],
    setup: Setup[R],
    jobs: int,
    time_limit: int,
    recycle: int = ARTICLES_PER_WORKER,
) -> Outcomes[R]:
    """Yield what became of each source, in their order; the same for any number of jobs.

    One job runs in this process, more in so many worker processes. `time_limit` is in seconds for each article.
    What `setup` raises ends the run: it would fail for every article.
    """
    if jobs == 1:
        return _outcomes_here(sources, setup, time_limit)
    return _outcomes_apart(sources, setup, _Crew(setup, jobs, time_limit, recycle))


def _outcomes_here(sources: Iterable[Article | Failure], setup: Setup[R], time_limit: int) -> Outcomes[R]:
    task: Task[R] | None = None
    for source in sources:
        if isinstance(source, Failure):
            yield source
            continue
        task = task or prepare(setup)
        yield attempt(task, source, time_limit)


def _outcomes_apart(sources: Iterable[Article | Failure], setup: Setup[R], crew: _Crew[R]) -> Outcomes[R]:
    """Hand out articles as workers get free; hold back what is done until all before it is."""
    queue, ahead = enumerate(sources), 4 * crew.size
    done: dict[int, R | Failure] = {}
    at, more = 0, True
    try:
        while more or crew.busy or done:
            while more and crew.free and len(done) < ahead:
                number, source = next(queue, (0, None))
                if source is None:
                    more = False
                elif isinstance(source, Failure):
                    done[number] = source
                else:
                    crew.give(number, source)
            if at not in done and crew.busy:
                done.update(crew.collect())
            while at in done:
                yield done.pop(at)
                at += 1
    finally:
        crew.dismiss()


def prepare(setup: Callable[[], T]) -> T:
    """Return what the setup loads, with numeric libraries held to one thread.

    Two workers on two cores would otherwise fight over them, and sums could differ with the number of threads. What is
    loaded stays for long: the garbage collector neither searches it while it grows nor after, until the next setup.
    """
    if gc.get_freeze_count():
        gc.unfreeze()  # what an earlier setup loaded and nobody holds any more
        gc.collect()
    for name in THREADS:
        os.environ.setdefault(name, "1")
    gc.disable()
    try:
        return setup()
    finally:
        gc.freeze()
        gc.enable()


def attempt(task: Task[R], article: Article, time_limit: int) -> R | Failure:
    """Return what the task makes of the article, or why it makes nothing."""
    try:
        with deadline(time_limit):
            return task(article)
    except TimeoutError:
        return _failure(article, "time", f"took longer than {time_limit} seconds; see time-limit")
    except BriefingError as error:
        return _failure(article, STAGES.get(type(error), "briefing"), str(error))
    except Exception as error:  # a defect of ours in one article must not cost the user the others
        return _failure(article, "internal", _defect(error))


@contextmanager
def deadline(seconds: int) -> Generator[None, None, None]:
    """Raise TimeoutError in the body when it runs longer; only for a process's main thread."""

    def expire(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _failure(article: Article, stage: str, message: str) -> Failure:
    return Failure(article.source, Problem(stage, message))


def _defect(error: Exception) -> str:
    """Say what went wrong and where, short enough for one line."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"unexpected {type(error).__name__}: {error} (at {Path(frame.filename).name}:{frame.lineno}); please report it"
    )


# ---------------------------------------------------------------- worker processes


@dataclass(frozen=True, slots=True)
class _Unfit:
    """A worker's answer where its setup failed."""

    error: BriefingError


@dataclass(slots=True)
class _Worker:
    """One process, the pipe to it, and the article it is at."""

    process: BaseProcess
    pipe: Connection
    number: int = -1
    article: Article | None = None
    taken: int = 0


def _serve(pipe: Connection, setup: Setup[R], time_limit: int) -> None:
    """Answer articles until told to stop or the other end is gone; the body of a worker process."""
    try:
        task = prepare(setup)
    except BriefingError as error:
        pipe.send(_Unfit(error))
        return
    try:
        while (article := pipe.recv()) is not None:
            pipe.send(attempt(task, article, time_limit))
    except (EOFError, ConnectionError):
        return


@dataclass(slots=True)
class _Crew(Generic[R]):
    """Up to `size` workers, started when there is work for them and replaced when they die or have done their share."""

    setup: Setup[R]
    size: int
    time_limit: int
    recycle: int
    workers: list[_Worker] = field(default_factory=list)

    @property
    def busy(self) -> Sequence[_Worker]:
        """The workers at an article."""
        return [w for w in self.workers if w.article is not None]

    @property
    def free(self) -> bool:
        """Whether an article can be handed out."""
        return len(self.busy) < self.size

    def give(self, number: int, article: Article) -> None:
        """Hand an article to an idle worker, or to a new one."""
        worker = next((w for w in self.workers if w.article is None), None) or self._hire()
        worker.number, worker.article = number, article
        try:
            worker.pipe.send(article)
        except OSError:
            # A worker that died idle cannot blame this article: another gets it. One that died at its start would
            # die again: `collect` finds its end and says so.
            if worker.taken:
                self._bury(worker)
                self.give(number, article)

    def collect(self) -> dict[int, R | Failure]:
        """Wait until at least one worker has answered or died; return the outcomes by number."""
        ready = wait([w.pipe for w in self.busy])
        return dict(self._answer(w) for w in self.busy if w.pipe in ready)

    def dismiss(self) -> None:
        """End all workers, at work or not."""
        for worker in self.workers:
            worker.process.terminate()
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join()
        self.workers.clear()

    def _answer(self, worker: _Worker) -> tuple[int, R | Failure]:
        article, number = worker.article, worker.number
        assert article is not None  # noqa: S101 - only busy workers are asked
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            return number, _failure(article, "internal", self._bury(worker))
        if isinstance(answer, _Unfit):
            raise answer.error
        worker.article, worker.taken = None, worker.taken + 1
        if worker.taken >= self.recycle:
            self._release(worker)
        return number, answer

    def _hire(self) -> _Worker:
        """Start a worker that never sees Ctrl-C: this process answers it for all."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.setup, self.time_limit), daemon=True)
        ensure_running()  # first: starting this helper of multiprocessing lifts the block set below
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited, and kept, by the child
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _release(self, worker: _Worker) -> None:
        worker.pipe.send(None)
        worker.pipe.close()
        worker.process.join()
        self.workers.remove(worker)

    def _bury(self, worker: _Worker) -> str:
        worker.pipe.close()
        worker.process.join()
        self.workers.remove(worker)
        code = worker.process.exitcode or 0
        how = f"by signal {-code} ({signal.Signals(-code).name})" if code < 0 else f"with exit code {code}"
        return f"the worker process ended {how} at this article (out of memory?); the article gets no briefing"

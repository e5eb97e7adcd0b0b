"""Work on plans in processes that can be killed: one that takes too long or too much memory harms nobody else."""

import contextlib
import gc
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from types import FrameType
from typing import ParamSpec, Self, TypeVar

SECONDS = 10.0
MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space, which is several times what is resident: Python with its libraries maps about 200 MB."""

_MOST_TASKS = 2000
"""After so many a process is replaced, in case something leaks."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class KillablePool:
    """Worker processes with a deadline for each task and a limit of memory. `killed` counts those that ended early."""

    def __init__(
        self, processes: int, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES, start: str | None = None
    ) -> None:
        import multiprocessing  # slow to import both, and a single plan on the command line does without

        from pebble import ProcessPool

        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=processes,
            max_tasks=_MOST_TASKS,
            initializer=_prepare,
            initargs=[memory_bytes],
            context=multiprocessing.get_context(start),
        )
        self.killed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        del self._pool  # its locks are given back to the system with it

    def schedule(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> "Future[Result]":
        return self._pool.schedule(function, args=args, kwargs=kwargs, timeout=self._seconds)

    def reason(self, error: Exception) -> str:
        """Why a task ended with this error, for people."""
        if isinstance(error, OutOfTime | TimeoutError) or _process_died(error):
            self.killed += 1
        return reason_for(error, self._seconds)


def reason_for(error: Exception, seconds: float = SECONDS) -> str:
    """Why a plan could not be analysed, for people; what this can't name is a fault of ours."""
    if isinstance(error, OutOfTime | TimeoutError):
        return f"It took longer than {seconds:g} seconds."
    if isinstance(error, MemoryError):
        return "It took more memory than a review is given."
    if _process_died(error):
        return "The process that checked it died."
    return f"A rule failed on it ({type(error).__name__}). This is a fault of planreview."


def is_fault(error: Exception) -> bool:
    """Whether neither the plan nor its limits explain the error."""
    return not isinstance(error, OutOfTime | TimeoutError | MemoryError) and not _process_died(error)


@contextlib.contextmanager
def limited(seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> Iterator[None]:
    """The same limits for work in this process, in its main thread; raises `TimeoutError` or `MemoryError`."""

    def expire(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    with _memory_limited(memory_bytes):
        before = signal.signal(signal.SIGALRM, expire)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def without_pauses() -> None:
    """Spares the collector the objects that stay, and its walks through a tree that is still growing.

    What plans are made of holds no cycles, so that nothing waits for the collector.
    """
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)


@contextlib.contextmanager
def _memory_limited(memory_bytes: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _process_died(error: Exception) -> bool:
    # By name: to import Pebble for its type would cost each start of the command line.
    return type(error).__name__ == "ProcessExpired"


def _prepare(memory_bytes: int) -> None:
    import resource

    from plan_rules.lint.registry import rules

    rules()
    without_pauses()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))

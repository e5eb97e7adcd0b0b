"""Reading and judging without the garbage collector's walks through a tree that is still growing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Puts the collector off; what plans are made of holds no cycles, so that nothing waits for it.

    Of several threads that do this together the first to end lets it run again, which costs the others time, nothing else.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

"""Database calls off the event loop, with the log's context kept."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="ledger")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a blocking call in one of a few threads; more would only wait for the same database."""
    call: Callable[..., T] = partial(copy_context().run, function)
    keywords: dict[str, Any] = kwargs
    return await asyncio.get_running_loop().run_in_executor(_pool, partial(call, *args, **keywords))

"""How much work something is, counted instead of timed: a busy machine makes it slower, but not more."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def langkah(do: Callable[[], object]) -> int:
    """Steps of the interpreter while something is done on this thread, the same on any machine however busy it is.

    Work inside a function written in C counts as one step: count something else where that is the question.
    """
    count = 0

    def step(frame: FrameType, event: str, _given: Any) -> Any:
        nonlocal count
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        elif event == "opcode":
            count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        do()
    finally:
        sys.settrace(before)
    return count

"""Named points where a test may kill the process (TGH-01); silent in ordinary life."""

import os
import signal
from collections.abc import Callable

_hook: Callable[[str], None] | None = None


def titik(nama: str) -> None:
    """Mark a point between two steps that a crash must not confuse."""
    if _hook is not None:
        _hook(nama)


def install(hook: Callable[[str], None] | None) -> None:
    """Call `hook` at every point; None takes it away."""
    global _hook
    _hook = hook


def kill_at(nama: str) -> None:
    """Die by SIGKILL at the named point, as in a power cut."""

    def hook(reached: str) -> None:
        if reached == nama:
            os.kill(os.getpid(), signal.SIGKILL)

    install(hook)

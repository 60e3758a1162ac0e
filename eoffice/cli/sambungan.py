"""What every command stands on: words to the operator, and the connected parts of the installation."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from eoffice.config import Settings
from eoffice.web.services import Services

#: What an argparse group of commands is; its own type is private to the library.
Commands = Any
#: How often a long command says how far it is, in records.
KABAR: Final = 500


def say(text: str) -> None:
    """One line to the operator, at once."""
    print(text, flush=True)


def ask(question: str, default: str) -> str:
    """The answer typed at a terminal, or the default where nobody can answer."""
    if not sys.stdin.isatty():
        return default
    return input(f"{question} [{default}]: ").strip() or default


def settings(*, data_dir: Path | None = None) -> Settings:
    """The settings of the environment, if need be in another folder; what this process writes is for its owner only."""
    found = Settings.from_env(data_dir=data_dir)
    os.umask(0o077)
    return found


@contextmanager
def connected() -> Iterator[Services]:
    """The parts of this installation, closed at the end."""
    services = Services.start(settings())
    try:
        yield services
    finally:
        services.close()


def group(commands: Commands, name: str, help_: str) -> Commands:
    """A command with actions below it."""
    return command(commands, name, None, help_).add_subparsers(required=True, metavar="TINDAKAN")


def command(commands: Commands, name: str, run: Callable[..., int] | None, help_: str) -> Any:
    """A command whose help is one sentence."""
    made = commands.add_parser(name, help=help_, description=help_)
    if run is not None:
        made.set_defaults(run=run)
    return made

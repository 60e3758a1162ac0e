"""Every message that is left in the outbox has somebody who takes it (OUT-01)."""

import ast
from pathlib import Path

from eoffice.app import handlers

ROOT = Path(__file__).parents[2]


def enqueued() -> set[str]:
    """Topics written out in calls of `outbox.enqueue`; one made from an action counts by its prefix."""
    found = set()
    for path in (ROOT / "eoffice").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            topic = node.args[1]
            if name == "enqueue" and isinstance(topic, ast.Constant):
                found.add(str(topic.value))
    return found


def test_every_topic_has_a_handler() -> None:  # KEAMANAN: OUT-01
    assert enqueued() - set(handlers()) == set()


def test_every_handler_has_a_topic() -> None:
    assert enqueued(), "the search above finds nothing any more"
    assert set(handlers()) - enqueued() == set()

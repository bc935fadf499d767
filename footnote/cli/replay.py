"""`footnote replay`: whether stored messages would still get the verdicts that they got."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import track

from footnote.cli.failing import clear_errors, fail
from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.stored import StoredConversation, read_stored
from footnote.knowledge.loading import load_knowledge
from footnote.settings import current_settings

if TYPE_CHECKING:
    from footnote.evaluation.understanding import Understanding

FILE = typer.Argument(..., metavar="FILE", help="JSON lines with a message and its verdict each.")
console = Console(soft_wrap=True, highlight=False)
status_console = Console(stderr=True, soft_wrap=True, highlight=False)


def replay(path: Path = FILE) -> None:
    """Read stored messages anew with the trained model; name every verdict that has changed."""
    with clear_errors():
        try:
            stored = read_stored(path)
        except (OSError, ValueError) as error:
            raise fail(str(error)) from None
        model = trained_model(load_knowledge(current_settings().knowledge_dir))
        understanding = loaded_understanding(model, status_console)
    changed = 0
    for conversation in track(stored, "replaying", console=status_console, transient=True):
        for difference in _differences(understanding, conversation):
            changed += 1
            console.print(f"{path}:{conversation.line}: {difference}", markup=False)
    compared = sum(turn.expects for conversation in stored for turn in conversation.turns)
    console.print(f"{changed} of {compared} messages differ.")
    if changed:
        raise typer.Exit(1)


def _differences(understanding: Understanding, stored: StoredConversation) -> Iterator[str]:
    """Yield one line for each turn whose verdict is not the stored one."""
    understood = understanding.conversation([turn.user for turn in stored.turns])
    for turn, now in zip(stored.turns, understood):
        found = turn.differences(now)
        if found:
            yield f"{'; '.join(found)}: {turn.user!r}"

"""`footnote verdicts` and `footnote replay`: what was concluded, and whether it still would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table

from footnote.cli.failing import clear_errors, fail
from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.stored import StoredConversation, read_stored
from footnote.knowledge.loading import load_knowledge
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.verdict_log import VerdictLog

if TYPE_CHECKING:
    from footnote.evaluation.understanding import Understanding

FILE = typer.Argument(..., metavar="FILE", help="JSON lines with a message and its verdict each.")
LIMIT_OPTION = typer.Option(20, min=1, help="So many at most.")
SINCE_OPTION = typer.Option(None, formats=["%Y-%m-%d"], help="None from before this day (UTC).")
#: So many digits tell senders apart in a table.
SENDER_SHOWN = 8
console = Console(soft_wrap=True, highlight=False)
status_console = Console(stderr=True, soft_wrap=True, highlight=False)


def verdicts(limit: int = LIMIT_OPTION, since: datetime = SINCE_OPTION) -> None:
    """Show the newest verdicts on what clients reported. Their words are not kept."""
    with clear_errors():
        engine = open_database(current_settings().database_url)
        migrate(engine)
        day = since.replace(tzinfo=timezone.utc) if since else None
        logged = VerdictLog(engine).newest(limit, day)
    if not logged:
        console.print("No verdicts.")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("time (UTC)", "urgency", "clearance", "rules", "findings", "channel", "sender"):
        table.add_column(heading, overflow="fold")
    table.columns[0].no_wrap = True
    for entry in logged:
        table.add_row(
            f"{entry.time:%Y-%m-%d %H:%M}",
            entry.urgency,
            entry.clearance or "-",
            "\n".join(entry.rules) or "-",
            "\n".join(entry.findings) or "-",
            entry.channel or "-",
            entry.sender[:SENDER_SHOWN],
        )
    console.print(table)


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

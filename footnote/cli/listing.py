"""What the commands that list a log share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timezone

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.engine import Engine

from footnote.cli.failing import clear_errors
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.log import Entry, Log

LIMIT_OPTION = typer.Option(20, min=1, help="So many at most.")
SINCE_OPTION = typer.Option(None, formats=["%Y-%m-%d"], help="None from before this day (UTC).")
#: So many digits tell senders apart in a table.
SENDER_SHOWN = 8
console = Console(soft_wrap=True, highlight=False)


def show_newest(
    log: type[Log[Entry]],
    limit: int,
    since: datetime | None,
    *,
    nothing: str,
    headings: Sequence[str],
    cells: Callable[[Entry], Sequence[str]],
) -> None:
    """Print the newest entries of a log as a table, each after its time.

    Args:
        log: which.
        limit: so many at most.
        since: none from before this day, as the option gives it.
        nothing: what to print where there are no entries.
        headings: of the columns after the time.
        cells: what these columns hold of an entry, plain text.
    """
    day = since.replace(tzinfo=timezone.utc) if since else None
    with clear_errors():
        entries = log(_migrated_database()).newest(limit, day)
    if not entries:
        console.print(nothing)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("time (UTC)", overflow="fold", no_wrap=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for entry in entries:
        table.add_row(f"{entry.time:%Y-%m-%d %H:%M}", *(_plain(cell) for cell in cells(entry)))
    console.print(table)


def _migrated_database() -> Engine:
    engine = open_database(current_settings().database_url)
    migrate(engine)
    return engine


def _plain(cell: str) -> Text:
    """Return what clients wrote as nothing but text: neither markup nor a terminal's commands."""
    return Text("".join(c if c == "\n" or c.isprintable() else " " for c in cell) or "-")

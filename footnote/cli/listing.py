"""What the commands that list a log share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.engine import Engine

from footnote.settings import current_settings
from footnote.store.database import migrate, open_database

LIMIT_OPTION = typer.Option(20, min=1, help="So many at most.")
SINCE_OPTION = typer.Option(None, formats=["%Y-%m-%d"], help="None from before this day (UTC).")
#: So many digits tell senders apart in a table.
SENDER_SHOWN = 8
console = Console(soft_wrap=True, highlight=False)


def migrated_database() -> Engine:
    """Return the database of the settings, its tables up to date.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it does not answer.
    """
    engine = open_database(current_settings().database_url)
    migrate(engine)
    return engine


def in_utc(day: datetime | None) -> datetime | None:
    """Return a day as an option gives it, with its time zone."""
    return day.replace(tzinfo=timezone.utc) if day else None


def minute(time: datetime) -> str:
    """Return a time as a table shows it."""
    return f"{time:%Y-%m-%d %H:%M}"


def show(nothing: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table.

    Args:
        nothing: what to print where there are no rows.
        headings: of the columns; the first holds times.
        rows: their cells, plain text.
    """
    if not rows:
        console.print(nothing)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console.print(table)


def _plain(cell: str) -> Text:
    """Return what clients wrote as nothing but text: neither markup nor a terminal's commands."""
    return Text("".join(c if c == "\n" or c.isprintable() else " " for c in cell) or "-")

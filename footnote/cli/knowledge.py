"""`footnote kb ...`: check, compare and load the knowledge base."""

from __future__ import annotations

import typer
from rich.console import Console

from footnote.cli.failing import clear_errors
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.version import content_version, training_version
from footnote.settings import current_settings
from footnote.store.database import migrate, open_database
from footnote.store.difference import differences
from footnote.store.knowledge_store import load, served_release

app = typer.Typer(help="Check, compare and load the knowledge base.", no_args_is_help=True)
console = Console(soft_wrap=True, highlight=False)


@app.command()
def check() -> None:
    """Read the knowledge base and name every mistake in it."""
    with clear_errors():
        knowledge = load_knowledge(current_settings().knowledge_dir)
        console.print(
            f"{len(knowledge.topics)} topics, {len(knowledge.sources)} sources: no mistakes. "
            f"Content {content_version(knowledge)}, training {training_version(knowledge)}."
        )


@app.command()
def diff() -> None:
    """Show what `footnote kb load` would change in the running database."""
    with clear_errors():
        settings = current_settings()
        knowledge = load_knowledge(settings.knowledge_dir)
        engine = open_database(settings.database_url)
        migrate(engine)
        changes = differences(engine, knowledge)
        for change in changes:
            console.print(str(change), markup=False)
        if not changes:
            console.print("No difference.")


@app.command(name="load")
def load_command() -> None:
    """Put the knowledge base into the database; the running bot answers from it at once."""
    with clear_errors():
        settings = current_settings()
        knowledge = load_knowledge(settings.knowledge_dir)
        engine = open_database(settings.database_url)
        migrate(engine)
        before = served_release(engine)
        after = load(engine, knowledge)
        console.print(f"Loaded content {after.content_version}.")
        if before and before.training_version != after.training_version:
            console.print(
                "Phrasings, follow-ups, rules or spa facts changed: run `footnote train` and "
                "start `footnote up` again, so that the bot learns them."
            )

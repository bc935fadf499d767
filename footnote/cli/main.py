"""Putting the commands together."""

from __future__ import annotations

import typer

from footnote.cli import doctor, knowledge, logs, replay, reporting, safety, serving, talking

app = typer.Typer(
    help="Answers spa clients' questions from a vetted knowledge base, with the source named.",
    no_args_is_help=True,
    add_completion=False,
    # A trace with local variables could show a database password.
    pretty_exceptions_show_locals=False,
)
app.command()(serving.up)
app.command()(serving.train)
app.command()(talking.ask)
app.command()(talking.chat)
app.command()(reporting.report)
app.command()(safety.safety)
app.command()(logs.verdicts)
app.command()(replay.replay)
app.command()(logs.feedback)
app.command()(logs.tickets)
app.command()(logs.unanswered)
app.command()(doctor.doctor)
app.add_typer(knowledge.app, name="kb")


def main() -> None:
    """Run the command line."""
    app()

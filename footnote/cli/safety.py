"""`footnote safety`: how well triage works, against its targets."""

from __future__ import annotations

import json
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from footnote.cli.failing import clear_errors, fail
from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.page import bound, percent
from footnote.evaluation.safety import SafetyMeasure, measured, read_safety_set
from footnote.knowledge.loading import load_knowledge
from footnote.settings import current_settings

SETS_DIR = Path("tests/safety")
SET_OPTION = typer.Option(..., "--set", help="Name of a safety set, a folder of tests/safety.")
MISSES_OPTION = typer.Option(False, "--misses", help="Name every message that went wrong.")
JSON_OPTION = typer.Option(None, "--json", help="File for the figures.")
console = Console(soft_wrap=True, highlight=False)
status_console = Console(stderr=True, soft_wrap=True, highlight=False)


def safety(
    name: str = SET_OPTION, misses: bool = MISSES_OPTION, json_file: Path = JSON_OPTION
) -> None:
    """Measure triage: emergencies found, harmless messages left alone, clearance, dialogues."""
    with clear_errors():
        try:
            safety_set = read_safety_set(SETS_DIR / name)
        except (OSError, ValueError) as error:
            raise fail(str(error)) from None
        model = trained_model(load_knowledge(current_settings().knowledge_dir))
        understanding = loaded_understanding(model, status_console)
    with Progress(console=status_console, transient=True) as progress:
        task = progress.add_task(name, total=sum(map(len, safety_set.values())))
        measures = measured(safety_set, understanding.conversation, lambda: progress.advance(task))
    console.print(_table(name, measures))
    for measure in measures if misses else ():
        for miss in measure.misses:
            console.print(f"{measure.key}: {miss}", markup=False)
    if json_file:
        figures = {m.key: {"hits": m.hits, "n": m.n, "met": m.met} for m in measures}
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _table(name: str, measures: list[SafetyMeasure]) -> Table:
    table = Table(f"safety set {name}", "share", "of", "target", "met")
    for measure in measures:
        target = bound(measure.target) if measure.target else ""
        met = {True: "yes", False: "NO", None: ""}[measure.met]
        share = percent(measure.hits / measure.n if measure.n else None)
        table.add_row(measure.label, share, f"{measure.hits}/{measure.n}", target, met)
    return table

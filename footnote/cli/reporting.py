"""`footnote report`: how well the trained model understands, as a page and as figures."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from footnote.cli.failing import clear_errors, fail
from footnote.cli.libraries import loaded_understanding
from footnote.cli.serving import trained_model
from footnote.evaluation.figures import Figures, figures_of
from footnote.evaluation.page import Provenance, bound, percent, write_report
from footnote.evaluation.results import LabelKinds, SetResults
from footnote.evaluation.sets import EvaluationSet, read_set
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.version import content_version
from footnote.settings import current_settings

SETS_DIR = Path("tests/evaluation")
SET_OPTION = typer.Option(None, "--set", help="Name of an evaluation set; without it, all.")
OUT_OPTION = typer.Option(Path("report"), "--out", help="Folder to write the report into.")
console = Console(stderr=True, soft_wrap=True, highlight=False)


def report(name: str = SET_OPTION, out: Path = OUT_OPTION) -> None:
    """Measure how well the trained model understands; write index.html and figures.json."""
    with clear_errors():
        knowledge = load_knowledge(current_settings().knowledge_dir)
        sets = _evaluation_sets(name)
        model = trained_model(knowledge)
        results, kinds = _run(model, sets, knowledge)
        figures = figures_of(results, kinds)
        made_at = datetime.now().astimezone().strftime("%d %B %Y %H:%M %Z")
        provenance = Provenance(model.name, content_version(knowledge), made_at)
        try:
            page = write_report(out, figures, provenance)
        except OSError as error:
            raise fail(f"cannot write the report: {error}") from None
    _summarise(figures)
    print(page)


def _evaluation_sets(name: str | None) -> list[EvaluationSet]:
    there = sorted(path.parent.name for path in SETS_DIR.glob("*/topics.txt"))
    if name is not None and name not in there:
        raise fail(f"no evaluation set {name!r}: there are {', '.join(there) or 'none'}")
    if not there:
        raise fail(f"no evaluation sets in {SETS_DIR}: run the command in the project's folder")
    try:
        return [read_set(SETS_DIR / each) for each in ([name] if name else there)]
    except (OSError, ValueError) as error:
        raise fail(str(error)) from None


def _run(
    model: Path, sets: list[EvaluationSet], knowledge: KnowledgeBase
) -> tuple[tuple[SetResults, ...], LabelKinds]:
    understanding = loaded_understanding(model, console)
    from footnote.evaluation.running import run_set

    results = []
    with Progress(console=console, transient=True) as progress:
        for each in sets:
            task = progress.add_task(each.name, total=each.messages)
            results.append(run_set(understanding, each, partial(progress.advance, task)))
    return tuple(results), LabelKinds.of(knowledge, understanding.chat_intents)


def _summarise(figures: Figures) -> None:
    for each in figures.sets:
        judged = [measure for measure in each.measures if measure.met is not None]
        missed = [measure for measure in judged if not measure.met]
        console.print(f"{each.name}: {len(judged) - len(missed)} of {len(judged)} targets met")
        for measure in missed:
            assert measure.target is not None
            console.print(
                f"  missed: {measure.label}: {percent(measure.share)} ({bound(measure.target)})",
                markup=False,
            )

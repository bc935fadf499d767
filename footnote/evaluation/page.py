"""The report as one HTML page and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import jinja2

from footnote.evaluation.figures import Figures
from footnote.evaluation.metrics import Target

PAGE_NAME = "index.html"
FIGURES_NAME = "figures.json"
SHOWN_PAIRS = 20
SHOWN_MISSES = 40
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Provenance:
    """What a report's figures come from.

    Attributes:
        model: the model's name.
        content_version: of the knowledge base.
        made_at: when, to be read by people.
    """

    model: str
    content_version: str
    made_at: str


def percent(share: float | None) -> str:
    """Write a share from 0 to 1 as a percentage with one decimal, a dash for None."""
    return "–" if share is None else f"{100 * share:.1f} %"


def bound(target: Target) -> str:
    """Write a target, such as `≥ 96 %`."""
    return f"{'≤' if target.at_most else '≥'} {target.percent:g} %"


def render(figures: Figures, provenance: Provenance) -> str:
    """Return the page: one HTML document that needs nothing else."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=percent, bound=bound)
    # Of a single set, "all sets" would only say the same again.
    shown = [*figures.sets, figures.together] if len(figures.sets) > 1 else [*figures.sets]
    return environment.get_template("report.html.j2").render(
        figures=figures,
        provenance=provenance,
        shown=shown,
        scores_by_set=[{score.topic: score for score in each.topics} for each in figures.sets],
        classes_by_set=[{score.name: score for score in each.classes} for each in figures.sets],
        shown_pairs=SHOWN_PAIRS,
        shown_misses=SHOWN_MISSES,
    )


def write_report(directory: Path, figures: Figures, provenance: Provenance) -> Path:
    """Write page and figures into a folder, which is made where it is missing.

    Returns:
        where the page is.

    Raises:
        OSError: the folder cannot be written to.
    """
    directory.mkdir(parents=True, exist_ok=True)
    page = directory / PAGE_NAME
    page.write_text(render(figures, provenance), encoding="utf-8")
    content = {**asdict(provenance), **figures.as_json()}
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (directory / FIGURES_NAME).write_text(text + "\n", encoding="utf-8")
    return page

"""The figures of both sides, their ratios, and how they are shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from bench.machine import Machine
from bench.measuring import Turns

NOT_MEASURED = "-"


@dataclass
class Figures:
    """What was measured of one side; None where it was not.

    Attributes:
        training_seconds: retraining from nothing.
        first_answer_seconds: from process start to the first answer, median of the starts.
        starts_seconds: every start.
        turns: a turn's time.
        failures: what went wrong, in words.
    """

    training_seconds: float | None = None
    first_answer_seconds: float | None = None
    starts_seconds: list[float] = field(default_factory=list)
    turns: Turns | None = None
    failures: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, float | None]:
        """Return the figures that are compared: what is measured, with its unit, to the value."""
        turns = self.turns
        return {
            "a turn, median (ms)": turns.median_ms if turns else None,
            "a turn, p95 (ms)": turns.p95_ms if turns else None,
            "processor time a turn (ms)": turns.cpu_ms if turns else None,
            "retraining from nothing (s)": self.training_seconds,
            "start to first answer (s)": self.first_answer_seconds,
        }


@dataclass(frozen=True)
class Comparison:
    """Both sides on one machine in one run.

    Attributes:
        settings: what of the run could have been otherwise.
    """

    machine: Machine
    settings: dict[str, int | bool]
    footnote: Figures
    stock: Figures

    @property
    def failures(self) -> list[str]:
        """What went wrong on either side."""
        return [*self.footnote.failures, *self.stock.failures]

    def ratios(self) -> dict[str, float | None]:
        """Return stock divided by Footnote: above 1 where Footnote is quicker."""
        ours, theirs = self.footnote.rows(), self.stock.rows()
        return {name: _ratio(theirs[name], ours[name]) for name in ours}

    def as_dict(self) -> dict[str, object]:
        """Return everything as JSON types."""
        return {**asdict(self), "ratios": self.ratios()}

    def as_text(self) -> str:
        """Return everything as plain text to read."""
        ours, theirs, ratios = self.footnote.rows(), self.stock.rows(), self.ratios()
        machine, settings = asdict(self.machine), self.settings
        lines = [
            ", ".join(f"{name} {value}" for name, value in {**machine, **settings}.items()),
            "",
            f"{'':30}{'Footnote':>10}{'stock':>10}{'stock / Footnote':>20}",
            *(
                f"{name:30}{_cell(ours[name]):>10}{_cell(theirs[name]):>10}"
                f"{_cell(ratios[name]):>20}"
                for name in ours
            ),
            "",
        ]
        for name, side in (("Footnote", self.footnote), ("stock", self.stock)):
            if side.turns:
                kinds = ", ".join(f"{kind} {count}" for kind, count in side.turns.kinds.items())
                lines.append(f"replies of {name}: {kinds}")
        lines += [f"FAILED: {failure}" for failure in self.failures]
        return "\n".join(lines)


def _ratio(stock: float | None, ours: float | None) -> float | None:
    return stock / ours if stock is not None and ours else None


def _cell(value: float | None) -> str:
    return NOT_MEASURED if value is None else f"{value:.2f}"

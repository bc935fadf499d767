"""Importing the heavy libraries late and quietly: they take seconds that `--help` need not."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from footnote.server.models import QUIET_ENVIRONMENT

if TYPE_CHECKING:
    from footnote.evaluation.understanding import Understanding


def quiet_libraries() -> None:
    """Keep what libraries say on import away from the terminal; call it before they are."""
    os.environ.update(QUIET_ENVIRONMENT)
    # Libraries beneath Rasa reset the warnings' filters when imported, but not where they go.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


@contextmanager
def tensorflow_hidden() -> Iterator[None]:
    """Import spaCy without TensorFlow, which it looks for, loads in ten seconds, and never uses."""
    hidden = "tensorflow" not in sys.modules
    if hidden:
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules["tensorflow"]


def loaded_understanding(model: Path, console: Console) -> Understanding:
    """Load a trained model, saying so on a console."""
    quiet_libraries()
    with console.status("loading the model"):
        from rasa.utils.log_utils import configure_structlog

        from footnote.evaluation.understanding import Understanding

        # Rasa's debug and info logs hold what clients write.
        configure_structlog(logging.ERROR)
        return Understanding(model)

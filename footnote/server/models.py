"""Trained models: which one fits what is on disk, and training it where it is missing."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.next_questions import FOLDER as NEXT_QUESTIONS
from footnote.knowledge.version import training_version
from footnote.settings import Settings

NAME_PREFIX = "footnote-"
FINGERPRINT_LENGTH = 12
LOG_FILE = "training.log"
_STAGE = re.compile(r"Starting to train component '(\w+)'")

#: What a client of this machine never needs to see from the libraries beneath.
QUIET_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


class TrainingFailed(RuntimeError):
    """Training ended with an error."""


def fingerprint(knowledge: KnowledgeBase, directory: Path) -> str:
    """Return a hash of all that a model is trained from (12 hexadecimal digits).

    That is what the knowledge base teaches, Rasa's files, and the code that understands.

    Args:
        knowledge: the knowledge base.
        directory: its folder, which holds the examples of what clients ask next.
    """
    digest = hashlib.sha256(training_version(knowledge).encode())
    code = Path(__file__).parent.parent / "language"
    rasa_files = [Path("config.yml"), Path("domain.yml"), *_files("data", "*.yml")]
    for path in (*rasa_files, *_files(directory / NEXT_QUESTIONS, "*.yml")):
        digest.update(path.read_bytes())
    for path in (*_files(code, "*.py"), *_files(code.parent / "dialogue", "*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _files(directory: str | Path, pattern: str) -> Iterable[Path]:
    return sorted(Path(directory).rglob(pattern))


def fitting_model(knowledge: KnowledgeBase, settings: Settings) -> Path:
    """Return where the model that fits is, or would be."""
    return (
        settings.models_dir
        / f"{NAME_PREFIX}{fingerprint(knowledge, settings.knowledge_dir)}.tar.gz"
    )


def reason_to_train(model: Path) -> str | None:
    """Return why a model has to be trained, None where it is there."""
    if model.exists():
        return None
    if any(model.parent.glob(f"{NAME_PREFIX}*.tar.gz")):
        return "phrasings, rules or configuration changed since the last training"
    return "there is no trained model yet"


def train(model: Path, on_stage: Callable[[str], None]) -> None:
    """Train a model with plain `rasa train`.

    Args:
        model: where to put it.
        on_stage: told the name of each component as its training begins.

    Raises:
        TrainingFailed: Rasa ended with an error; the message names the log.
    """
    model.parent.mkdir(parents=True, exist_ok=True)
    log_path = model.parent / LOG_FILE
    name = model.name.removesuffix(".tar.gz")
    command = [sys.executable, "-m", "rasa", "train", "--skip-validation", "--force"]
    command += ["--out", str(model.parent), "--fixed-model-name", name]
    environment = {**os.environ, **QUIET_ENVIRONMENT}
    last = ""
    with (
        log_path.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            log.write(line)
            last = line.strip() or last
            stage = _STAGE.search(line)
            if stage:
                on_stage(stage.group(1))
    if process.returncode != 0 or not model.exists():
        raise TrainingFailed(f"training failed: {last} (see {log_path})")

"""The two sides of the comparison: how each project is written, trained and served."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from footnote.knowledge.loading import load_knowledge
from footnote.server.models import QUIET_ENVIRONMENT, TrainingFailed
from footnote.server.stack import Stack, free_port
from footnote.store.database import migrate, open_database
from footnote.store.knowledge_store import load

PROJECT = ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml", "data", "knowledge")

STOCK_ENDPOINTS = """\
action_endpoint:
  url: http://127.0.0.1:{action_port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: {database}
"""


@dataclass(frozen=True)
class Side:
    """One of the two that are compared.

    Attributes:
        name: as printed.
        folder: its working copy, with its models, databases and logs.
        write_project: fills an empty working copy.
        stack: the servers for a trained model, not yet started.
    """

    name: str
    folder: Path
    write_project: Callable[[Path], None]
    stack: Callable[[Path, Path], Stack]

    def newest_model(self) -> Path | None:
        """Return the model trained last, None where there is none."""
        models = list(self.folder.glob("models/*.tar.gz"))
        return max(models, key=lambda model: model.stat().st_mtime) if models else None

    def train(self) -> float:
        """Write the project and train it from nothing with plain `rasa train --force`.

        Returns:
            Seconds that the training command took.

        Raises:
            TrainingFailed: the folder is there already, or Rasa ended with an error.
        """
        if self.folder.exists():
            raise TrainingFailed(f"{self.folder} is there already: use another --work")
        self.folder.mkdir(parents=True)
        self.write_project(self.folder)
        log = self.folder / "training.log"
        started = time.perf_counter()
        with log.open("wb") as output:
            ended = subprocess.run(
                [sys.executable, "-m", "rasa", "train", "--force"],
                cwd=self.folder,
                env={**os.environ, **QUIET_ENVIRONMENT},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        seconds = time.perf_counter() - started
        if ended.returncode != 0 or self.newest_model() is None:
            raise TrainingFailed(f"training failed with status {ended.returncode}, see {log}")
        return seconds

    def servers(self) -> Stack:
        """Return the servers of the newest model, not yet started.

        Raises:
            TrainingFailed: there is no model.
        """
        model = self.newest_model()
        if model is None:
            raise TrainingFailed(f"{self.folder} holds no model")
        return self.stack(model, self.folder)


def footnote_side(work: Path) -> Side:
    """Return Footnote as its repository has it."""
    return Side("Footnote", work / "footnote", _copy_project, _footnote_stack)


def stock_side(work: Path, epochs: int, with_stories: bool) -> Side:
    """Return the pipeline of `rasa init` on the same data (see `bench.stock_project`)."""

    def write(folder: Path) -> None:
        command = [sys.executable, "-m", "bench.stock_project", str(folder.absolute())]
        command += ["--epochs", str(epochs), *(["--stories"] if with_stories else [])]
        with (folder / "project.log").open("wb") as log:
            subprocess.run(
                command,
                env={**os.environ, **QUIET_ENVIRONMENT},
                stdout=log,
                stderr=subprocess.STDOUT,
                check=True,
            )

    return Side("stock", work / "stock", write, StockStack)


def _copy_project(folder: Path) -> None:
    for name in PROJECT:
        if Path(name).is_dir():
            shutil.copytree(name, folder / name)
        else:
            shutil.copy(name, folder / name)


def _footnote_stack(model: Path, folder: Path) -> Stack:
    return Stack(
        model,
        port=free_port(),
        environment={"FOOTNOTE_DATABASE_URL": _content_database(folder)},
        log=folder / "servers.log",
    )


class StockStack(Stack):
    """Plain `rasa run` with the stock `rest` channel and SQL trackers, and an action server."""

    def __init__(self, model: Path, folder: Path) -> None:
        """Write credentials and endpoints, and set up the processes.

        Args:
            model: the trained model.
            folder: the stock side's working copy.
        """
        port, action_port = free_port(), free_port()
        super().__init__(
            model,
            port=port,
            action_port=action_port,
            environment={"FOOTNOTE_DATABASE_URL": _content_database(folder)},
            log=folder / "servers.log",
        )
        credentials, endpoints = folder / "credentials.yml", folder / "endpoints.yml"
        credentials.write_text("rest:\n", encoding="utf-8")
        database = folder.absolute() / "trackers.db"
        endpoints.write_text(
            STOCK_ENDPOINTS.format(action_port=action_port, database=database), encoding="utf-8"
        )
        self._commands = {
            "action server": [
                *(sys.executable, "-m", "bench.stock_action_server"),
                *("--port", str(action_port)),
            ],
            "Rasa server": [
                *(sys.executable, "-m", "rasa", "run", "--model", str(model)),
                *("--interface", "127.0.0.1", "--port", str(port)),
                *("--credentials", str(credentials), "--endpoints", str(endpoints)),
            ],
        }


def _content_database(folder: Path) -> str:
    """Load the knowledge base into the side's own database and return its URL."""
    url = f"sqlite:///{folder.absolute() / 'content.db'}"
    engine = open_database(url)
    migrate(engine)
    load(engine, load_knowledge(Path("knowledge")))
    engine.dispose()
    return url

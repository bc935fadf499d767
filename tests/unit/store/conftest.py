"""The knowledge base of the project, and an empty migrated database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.store.database import migrate, open_database


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_knowledge(Path("knowledge"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no content, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "content.db"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(tmp_path: Path, migrated_file: Path) -> Iterator[Engine]:
    shutil.copy(migrated_file, tmp_path / "content.db")
    engine = open_database(f"sqlite:///{tmp_path}/content.db")
    yield engine
    engine.dispose()

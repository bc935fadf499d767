"""A sound installation, of which each test breaks one thing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from footnote.doctor import examination
from footnote.doctor.content import read_knowledge
from footnote.doctor.findings import Finding
from footnote.knowledge.model import KnowledgeBase
from footnote.server.stack import free_port
from footnote.settings import Settings, current_settings

Examined = Callable[..., list[Finding]]


@lru_cache
def _read_once(directory: Path) -> tuple[KnowledgeBase | None, list[Finding]]:
    """Reading the knowledge base takes seconds, and only one test changes where it is."""
    return read_knowledge(Settings(knowledge_dir=directory))


@pytest.fixture
def examined(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Examined]:
    """Examine with settings of the environment; return the findings of a check."""
    monkeypatch.setattr(
        examination, "read_knowledge", lambda settings: _read_once(settings.knowledge_dir)
    )
    for name in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FOOTNOTE_DATABASE_URL", database_url)
    monkeypatch.setenv("FOOTNOTE_STAFF_TOKEN", secrets.token_urlsafe(32))
    monkeypatch.setenv("FOOTNOTE_WEB_ORIGINS", "https://spa.example")

    def examined(check: str, **environment: str) -> list[Finding]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        found = examination.examine("127.0.0.1", free_port(), os.environ)
        return [finding for finding in found if finding.check == check]

    current_settings.cache_clear()
    yield examined
    current_settings.cache_clear()


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path

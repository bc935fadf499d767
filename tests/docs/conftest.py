"""What the tests of the documentation share: the pages, and the knowledge base they describe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def pages() -> Mapping[Path, str]:
    """Every page and its text."""
    paths = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
    return {path: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(scope="session")
def readme(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "README.md"]


@pytest.fixture(scope="session")
def editor(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "editor.md"]


@pytest.fixture(scope="session")
def webmaster(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "webmaster.md"]


@pytest.fixture(scope="session")
def operator(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "operator.md"]


@pytest.fixture(scope="session")
def tester(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "tester.md"]


@pytest.fixture(scope="session")
def engineer(pages: Mapping[Path, str]) -> str:
    return pages[ROOT / "docs" / "engineer.md"]


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_knowledge(ROOT / "knowledge")

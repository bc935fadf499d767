"""The recogniser of findings, with the words of the project's own knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.knowledge.loading import load_knowledge
from footnote.language.clinical.recogniser import FindingRecogniser


@pytest.fixture(scope="package")
def recogniser() -> FindingRecogniser:
    knowledge = load_knowledge(Path("knowledge"))
    return FindingRecogniser(knowledge.findings.dict(), knowledge.context.dict())

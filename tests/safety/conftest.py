"""The trained model's language graph, without servers."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.evaluation.understanding import Understanding


@pytest.fixture(scope="package")
def understanding(model: Path) -> Understanding:
    return Understanding(model)

"""Checking the knowledge base takes no language libraries: an editor need not wait for them."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"rasa", "spacy", "medspacy", "sklearn", "numpy", "tensorflow"}


def test_reading_the_knowledge_base_imports_none_of_them() -> None:
    script = f"import sys, footnote.knowledge.loading; print(*({HEAVY!r} & sys.modules.keys()))"

    imported = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert imported.stdout.split() == []

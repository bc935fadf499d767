"""The facts that a model holds are the ones its training version covers."""

from __future__ import annotations

import re
from pathlib import Path

from footnote.knowledge.version import TAUGHT_FACTS


def test_every_place_of_the_domain_is_a_taught_fact() -> None:
    domain = Path("domain.yml").read_text(encoding="utf-8")
    responses = domain[domain.index("\nresponses:") :]
    assert set(re.findall(r"\$(\w+)", responses)) == TAUGHT_FACTS

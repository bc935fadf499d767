"""The sentence encoder in full precision, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.language.encoder import SentenceEncoder
from footnote.language.minilm import write_encoder


@pytest.fixture(scope="session")
def encoder_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory: Path = tmp_path_factory.mktemp("encoder")
    write_encoder(directory, quantized=False)
    return directory


@pytest.fixture(scope="session")
def encoder(encoder_directory: Path) -> SentenceEncoder:
    return SentenceEncoder(encoder_directory)

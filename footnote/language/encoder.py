"""Sentence embeddings: what a message means, as a unit vector.

Serving needs onnxruntime, the tokenizer and two files, nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

DIMENSIONS = 384
GRAPH_FILE = "encoder.onnx"
TOKENIZER_FILE = "tokenizer.json"
#: Tokens beyond this are cut; a long message is judged by its beginning.
MAX_TOKENS = 128
BATCH_SIZE = 16


class SentenceEncoder:
    """Turns texts into unit vectors of 384 numbers.

    Texts of alike meaning have a cosine near 1. Example::

        encoder = SentenceEncoder(folder)
        vectors = encoder.encode(["why do my feet pop"])  # shape (1, 384)
    """

    def __init__(self, directory: Path, threads: int = 1) -> None:
        """Load an encoder.

        Args:
            directory: a folder that `write_encoder` filled.
            threads: how many threads one call may use.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(directory / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(directory / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the embeddings of n texts, shape (n, 384), float32, unit length."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = np.argsort([len(text) for text in texts], kind="stable")
        for start in range(0, len(texts), BATCH_SIZE):
            batch = by_length[start : start + BATCH_SIZE]
            vectors[batch] = self._encode_batch([texts[i] for i in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> np.ndarray:
        encodings = self._tokenizer.encode_batch(texts)
        ids = np.array([encoding.ids for encoding in encodings], dtype=np.int32)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int32)
        (hidden,) = self._session.run(
            None, {"input_ids": ids, "token_type_ids": np.zeros_like(ids), "attention_mask": mask}
        )
        pooled: np.ndarray = (hidden * mask[..., None]).sum(axis=1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def copy_encoder(source: Path, target: Path) -> None:
    """Copy an encoder's files from one folder to another."""
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        shutil.copyfile(source / name, target / name)

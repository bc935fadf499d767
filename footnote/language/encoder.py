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
#: So many are read in one go, unless a single text has more; attention grows with their square.
PACKED_TOKENS = 128


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
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the embeddings of n texts, shape (n, 384), float32, unit length."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        # One by one: a batch wakes the tokenizer's threads, which cost a turn more than they save.
        ids = [self._tokenizer.encode(text).ids for text in texts]
        packed: list[int] = []
        tokens = 0
        for position, its in enumerate(ids):
            if packed and tokens + len(its) > PACKED_TOKENS:
                vectors[packed] = self._encode_packed([ids[i] for i in packed])
                packed, tokens = [], 0
            packed.append(position)
            tokens += len(its)
        if packed:
            vectors[packed] = self._encode_packed([ids[i] for i in packed])
        return vectors

    def _encode_packed(self, ids: list[list[int]]) -> np.ndarray:
        """Read texts one behind the other, each seeing only itself.

        Side by side, all would be padded to the longest, and padding costs as much as words.
        """
        lengths = [len(its) for its in ids]
        text_of = np.repeat(np.arange(len(ids)), lengths)
        (hidden,) = self._session.run(
            None,
            {
                "input_ids": np.array([i for its in ids for i in its], np.int32)[None],
                "position_ids": np.array([i for n in lengths for i in range(n)], np.int32)[None],
                "attention_mask": (text_of[:, None] == text_of).astype(np.int32)[None],
            },
        )
        starts = np.cumsum([0, *lengths[:-1]])
        pooled: np.ndarray = np.add.reduceat(hidden[0], starts, axis=0)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def copy_encoder(source: Path, target: Path) -> None:
    """Copy an encoder's files from one folder to another."""
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        shutil.copyfile(source / name, target / name)

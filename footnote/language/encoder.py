"""Sentence embeddings: what a message means, as a unit vector.

Serving needs onnxruntime, the tokenizer and two files, nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
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
#: onnxruntime reads in the background only with a thread besides the caller's.
MIN_THREADS = 2


class SentenceEncoder:
    """Turns texts into unit vectors of 384 numbers.

    Texts of alike meaning have a cosine near 1. Example::

        encoder = SentenceEncoder(folder)
        vectors = encoder.encode(["why do my feet pop"])  # shape (1, 384)
    """

    def __init__(self, directory: Path, threads: int = MIN_THREADS) -> None:
        """Load an encoder.

        Args:
            directory: a folder that `write_encoder` filled.
            threads: how many threads one call may use, the caller's among them.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(threads, MIN_THREADS)
        options.inter_op_num_threads = 1
        # A thread that waits for work by asking again and again takes the processor from others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
        for positions, ids in self._packs(texts):
            (hidden,) = self._session.run(None, _inputs(ids))
            vectors[positions] = _pooled(hidden, ids)
        return vectors

    def begin(self, texts: Sequence[str]) -> Callable[[], np.ndarray]:
        """Begin to embed texts in a thread of the network's own.

        Args:
            texts: few; all are held in memory until they are read.

        Returns:
            What waits for the end and returns the embeddings, as `encode` does. It raises a
            RuntimeError where the network failed.
        """
        begun = [(positions, ids, self._begun(ids)) for positions, ids in self._packs(texts)]

        def finish() -> np.ndarray:
            vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
            for positions, ids, hidden in begun:
                vectors[positions] = _pooled(hidden.result(), ids)
            return vectors

        return finish

    def _begun(self, ids: list[list[int]]) -> Future[np.ndarray]:
        hidden: Future[np.ndarray] = Future()

        def done(outputs: Sequence[np.ndarray], _: object, error: str) -> None:
            if error:
                hidden.set_exception(RuntimeError(error))
            else:
                hidden.set_result(outputs[0])

        inputs = _inputs(ids)
        # Given along as user data, or nothing would keep the arrays while they are being read
        # (https://github.com/microsoft/onnxruntime/pull/32041).
        self._session.run_async(None, inputs, done, inputs)
        return hidden

    def _packs(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[list[int]]]]:
        """Yield the positions of texts that are read in one go, and the tokens of each."""
        positions: list[int] = []
        ids: list[list[int]] = []
        for position, text in enumerate(texts):
            # One by one: a batch wakes the tokenizer's threads, which cost more than they save.
            its = self._tokenizer.encode(text).ids
            if ids and sum(map(len, ids)) + len(its) > PACKED_TOKENS:
                yield positions, ids
                positions, ids = [], []
            positions.append(position)
            ids.append(its)
        if ids:
            yield positions, ids


def _inputs(ids: list[list[int]]) -> dict[str, np.ndarray]:
    """Return what the network reads: texts one behind the other, each seeing only itself.

    Side by side, all would be padded to the longest, and padding costs as much as words.
    """
    lengths = [len(its) for its in ids]
    text_of = np.repeat(np.arange(len(ids)), lengths)
    return {
        "input_ids": np.array([i for its in ids for i in its], np.int32)[None],
        "position_ids": np.array([i for n in lengths for i in range(n)], np.int32)[None],
        "attention_mask": (text_of[:, None] == text_of).astype(np.int32)[None],
    }


def _pooled(hidden: np.ndarray, ids: list[list[int]]) -> np.ndarray:
    """Return the mean over each text's tokens, as unit vectors, shape (texts, 384)."""
    starts = np.cumsum([0, *(len(its) for its in ids[:-1])])
    pooled: np.ndarray = np.add.reduceat(hidden[0], starts, axis=0)
    return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)


def copy_encoder(source: Path, target: Path) -> None:
    """Copy an encoder's files from one folder to another."""
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        shutil.copyfile(source / name, target / name)

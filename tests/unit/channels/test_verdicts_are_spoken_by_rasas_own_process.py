"""Verdicts and questions are put together in Rasa's process: no action server, no database."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from footnote.channels.response_generator import ResponseGenerator
from footnote.language.importer import KnowledgeImporter
from footnote.language.messages import TURN
from footnote.language.turn import Turn
from footnote.reply.envelope import EnvelopeSource, Reason
from footnote.reply.verdicts import UTTER_EMERGENCY, UTTER_VERDICT

#: Rasa says so whenever a domain is written out and read again.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed")

SWELLING = Reason(
    "swelling", "It is new.", words=("swollen {name}",), source=EnvelopeSource("f", "Feet", "Top")
)


@pytest.fixture(scope="module")
def generator() -> ResponseGenerator:
    domain = KnowledgeImporter("config.yml", "domain.yml", []).get_domain()
    return ResponseGenerator(EndpointConfig(), domain)


async def _spoken(
    generator: ResponseGenerator, response: str, turn: Turn, **kwargs: Any
) -> dict[str, Any]:
    said = UserUttered("...", parse_data={TURN: turn.as_dict()})
    tracker = DialogueStateTracker.from_events("client", [said])
    spoken = await generator.generate(response, tracker, "rest", **kwargs)
    assert spoken is not None
    return spoken


async def test_a_verdict_is_told_with_its_reason_source_and_envelope(
    generator: ResponseGenerator,
) -> None:
    turn = Turn("verdict", 1.0, rules=("swelling",), urgency="doctor", reasons=(SWELLING,))

    spoken = await _spoken(generator, UTTER_VERDICT, turn)

    assert spoken["text"].startswith("Please have a doctor")
    assert "\u201cswollen {name}\u201d. It is new. [1]" in spoken["text"]
    assert spoken["text"].endswith("[1] Feet: Top")
    assert (spoken["custom"]["kind"], spoken["custom"]["urgency"]) == ("triage", "doctor")
    assert spoken["custom"]["sources"] == [vars(SWELLING.source)]


async def test_an_open_question_is_put_with_its_buttons(generator: ResponseGenerator) -> None:
    spoken = await _spoken(
        generator, UTTER_VERDICT, Turn("verdict", 1.0, urgency="watch", asks="duration")
    )

    assert spoken["text"].endswith("How long have you had it?")
    assert len(spoken["buttons"]) == 3
    assert spoken["custom"]["asks"] == "duration"


async def test_small_talk_in_between_puts_the_open_question_again(
    generator: ResponseGenerator,
) -> None:
    spoken = await _spoken(
        generator, "utter_thanks", Turn("thanks", 1.0, urgency="watch", asks="severity")
    )

    assert spoken["text"].startswith("You are welcome.")
    assert "How bad is it" in spoken["text"]
    assert spoken["custom"]["kind"] == "chat"
    assert spoken["custom"]["asks"] == "severity"


async def test_beside_an_answer_the_envelope_is_left_to_the_answer(
    generator: ResponseGenerator,
) -> None:
    turn = Turn("verdict_and_answer", 1.0, urgency="doctor", reasons=(SWELLING,))

    spoken = await _spoken(generator, UTTER_VERDICT, turn, beside_answer=True)

    assert "It is new." in spoken["text"]
    assert "custom" not in spoken


async def test_an_emergency_of_somebody_in_despair_names_both_numbers(
    generator: ResponseGenerator,
) -> None:
    alone = Turn("emergency", 1.0, rules=("breathing_or_chest",), urgency="emergency")
    both = Turn("emergency", 1.0, rules=("breathing_or_chest", "crisis"), urgency="emergency")

    chest = await _spoken(generator, UTTER_EMERGENCY, alone)
    despair = await _spoken(generator, UTTER_EMERGENCY, both)

    assert "911" in chest["text"] and "988" not in chest["text"]
    assert "911" in despair["text"] and "988" in despair["text"]
    assert despair["custom"]["rules"] == ["breathing_or_chest", "crisis"]


async def test_every_question_of_triage_has_a_response(generator: ResponseGenerator) -> None:
    for question in ("weight_bearing", "duration", "side", "severity"):
        turn = Turn("verdict", 1.0, urgency="watch", asks=question)
        assert (await _spoken(generator, UTTER_VERDICT, turn))["buttons"], question

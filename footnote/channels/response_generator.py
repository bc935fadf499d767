"""Replies that Rasa speaks by itself, with what was decided about the turn put in."""

from __future__ import annotations

from typing import Any, Dict, Optional, Text, Tuple

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from footnote.language.messages import TURN
from footnote.reply.bubble import Bubble, BubbleSource
from footnote.reply.envelope import Contact
from footnote.reply.plain_text import render
from footnote.reply.verdicts import (
    UTTER_CRISIS,
    UTTER_EMERGENCY,
    UTTER_VERDICT,
    envelope_of,
    told,
    utter_ask,
    verdict_response,
)
from footnote.triage.levels import Urgency
from footnote.triage.policy import CRISIS_RULE

Response = Dict[Text, Any]

#: Responses that tell a verdict: their bubble shows its urgency and whom to call.
VERDICTS = (UTTER_VERDICT, UTTER_EMERGENCY, UTTER_CRISIS)


class ResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Rasa's templated generator; it speaks verdicts, and puts open questions again.

    Needs neither the action server nor the database. Named in endpoints.yml.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Take the responses from the model's domain."""
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: Text,
        tracker: DialogueStateTracker,
        output_channel: Text,
        **kwargs: Any,
    ) -> Optional[Response]:
        """Return the response for an utter action (see the parent class).

        Args:
            utter_action: the response's name.
            tracker: whose latest message holds the turn.
            output_channel: for responses that differ between channels.
            **kwargs: `beside_answer=True` leaves the envelope to the action that answers.
        """
        response = await super().generate(utter_action, tracker, output_channel)
        turn = (tracker.latest_message.parse_data.get(TURN) or {}) if tracker.latest_message else {}
        if response is None:
            return None
        if not turn:
            return _with_bubble(response, Bubble(response["text"], buttons=_titles(response)))
        sources: Tuple[BubbleSource, ...] = ()
        if utter_action == UTTER_VERDICT:
            response, sources = await self._verdict(response, turn, tracker, output_channel)
        elif utter_action == UTTER_EMERGENCY and CRISIS_RULE in turn["rules"]:
            crisis = await super().generate(UTTER_CRISIS, tracker, output_channel)
            response["text"] = f"{response['text']}\n\n{(crisis or {}).get('text', '')}"
        elif turn["asks"] is not None and not kwargs.get("beside_answer"):
            question = await super().generate(utter_ask(turn["asks"]), tracker, output_channel)
            if question is not None:
                response["text"] = f"{response['text']}\n\n{question['text']}"
                response["buttons"] = question["buttons"]
        tells = "custom" in response and utter_action in VERDICTS
        if kwargs.get("beside_answer"):
            response.pop("custom", None)
        elif "custom" in response:
            response["custom"] = envelope_of(turn, response["custom"])
        bubble = Bubble(
            response["text"],
            sources=sources,
            buttons=_titles(response),
            urgency=Urgency(turn["urgency"]) if tells else Urgency.NONE,
            contact=Contact(**turn["contact"]) if tells and turn["contact"] else None,
        )
        return _with_bubble(response, bubble)

    async def _verdict(
        self,
        response: Response,
        turn: Dict[Text, Any],
        tracker: DialogueStateTracker,
        output_channel: Text,
    ) -> Tuple[Response, Tuple[BubbleSource, ...]]:
        """Return the verdict's response, its question put, and the sources named beneath."""
        explained = told(turn)
        name = verdict_response(turn)
        said = (
            await super().generate(
                name, tracker, output_channel, why=explained.why, next=explained.next
            )
            if name
            else response
        )
        paragraphs, buttons = [(said or response)["text"].replace("  ", " ")], []
        if turn["asks"] is not None:
            question = await super().generate(utter_ask(turn["asks"]), tracker, output_channel)
            if question is not None:
                paragraphs.append(question["text"])
                buttons = question["buttons"]
        # While there is only a question no reason is told, so no source is named either.
        sources = explained.sources if name else ()
        return {**response, "text": "\n\n".join(paragraphs), "buttons": buttons}, sources


def _titles(response: Response) -> Tuple[Text, ...]:
    return tuple(button["title"] for button in response.get("buttons") or ())


def _with_bubble(response: Response, bubble: Bubble) -> Response:
    """Return a response that carries its bubble for channels with a look of their own."""
    return {**response, "text": render(bubble), "bubble": bubble.as_dict()}

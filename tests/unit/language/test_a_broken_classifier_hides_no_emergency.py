"""Where the trained classifiers cannot be loaded, words alone still lead to the right verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from footnote.knowledge.loading import load_knowledge
from footnote.language import intents
from footnote.language.clinical.recogniser import FindingRecogniser
from footnote.language.escalation import policy_of
from footnote.language.follow_up import FollowUpModel, FollowUpTargets
from footnote.language.interpretation import MessageInterpreter
from footnote.language.labels import LabelGroups
from footnote.language.messages import segmentation_of
from footnote.language.next_question import NextQuestionModel
from footnote.language.pipeline.classifier import TopicClassifier
from footnote.language.pipeline.reports import ReportClassifier
from footnote.language.pipeline.segmenter import MessageSegmenter
from footnote.language.pipeline.state_file import ARRAYS_FILE, PLAIN_FILE
from footnote.language.reported import ReportReader
from footnote.language.turn import Contacts, Context
from footnote.triage.report import Report

NOW = 1_700_000_000.0
RESOURCE = Resource("component")
CONTEXT = ExecutionContext(GraphSchema({}))
CLASSIFIERS = (TopicClassifier, ReportClassifier)


def _nothing(directory: Path) -> None:
    directory.rmdir()


def _no_files(directory: Path) -> None:
    pass


def _no_arrays(directory: Path) -> None:
    (directory / PLAIN_FILE).write_text("{}", encoding="utf-8")


def _empty_files(directory: Path) -> None:
    (directory / PLAIN_FILE).write_text("{}", encoding="utf-8")
    (directory / ARRAYS_FILE).touch()


def _cut_off(directory: Path) -> None:
    (directory / PLAIN_FILE).write_text('{"labels": ["pops"', encoding="utf-8")
    (directory / ARRAYS_FILE).write_bytes(b"PK\x03\x04")


def _arrays_cut_off(directory: Path) -> None:
    (directory / PLAIN_FILE).write_text('{"labels": ["pops"]}', encoding="utf-8")
    (directory / ARRAYS_FILE).write_bytes(b"PK\x03\x04 and no more")


DAMAGES = (_nothing, _no_files, _no_arrays, _empty_files, _cut_off, _arrays_cut_off)


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def _message(text: str) -> Message:
    (message,) = MessageSegmenter().process([Message({TEXT: text})])
    return message


# NumPy leaves a broken archive open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_a_classifier_without_its_files_reads_nothing_and_says_so(
    classifier: type[TopicClassifier] | type[ReportClassifier],
    damage: Callable[[Path], None],
    storage: LocalModelStorage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with storage.write_to(RESOURCE) as directory:
        damage(directory)

    loaded = classifier.load({}, storage, RESOURCE, CONTEXT)
    (message,) = loaded.process([_message("my foot is numb")])

    assert "cannot be loaded" in caplog.text
    segment = segmentation_of(message).whole
    assert segment.reading is None
    assert segment.signals is None


@pytest.fixture(scope="module")
def interpreter() -> MessageInterpreter:
    """An interpreter that was taught nothing."""
    knowledge = load_knowledge(Path("knowledge"))
    lexicon, context = knowledge.findings.dict(), knowledge.context.dict()
    signals = {name: rule.signal for name, rule in knowledge.escalation.items()}
    return MessageInterpreter(
        groups=LabelGroups.of([], bool, intents.OUT_OF_SCOPE_PREFIX),
        reports=ReportReader(FindingRecogniser(lexicon, context), policy_of(knowledge), signals),
        contacts=Contacts.of(knowledge),
        follow_ups=FollowUpModel(),
        next_questions=NextQuestionModel(),
        targets=FollowUpTargets.of(knowledge),
    )


@pytest.mark.parametrize(
    ("text", "intent", "rule", "call"),
    [
        ("my chest feels really tight", intents.EMERGENCY, "breathing_or_chest", "911"),
        ("his face is drooping on one side", intents.EMERGENCY, "stroke_signs", "911"),
        ("my lips are swelling up from the oil", intents.EMERGENCY, "allergic_reaction", "911"),
        ("i dont want to live anymore", intents.CRISIS, "crisis", "988"),
    ],
)
def test_an_emergency_is_recognised_all_the_same(
    interpreter: MessageInterpreter, text: str, intent: str, rule: str, call: str
) -> None:
    turn = interpreter.interpret(segmentation_of(_message(text)), Context(), NOW)

    assert (turn.intent, turn.rules, turn.urgency) == (intent, (rule,), "emergency")
    assert turn.contact is not None
    assert turn.contact.phone == call


def test_an_emergency_is_recognised_where_the_network_fails(
    interpreter: MessageInterpreter, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("my chest feels really tight")

    message = segmentation_of(_message("my chest feels really tight"))
    message.waiting.append(fail)

    turn = interpreter.interpret(message, Context(), NOW)

    assert (turn.intent, turn.rules) == (intents.EMERGENCY, ("breathing_or_chest",))
    assert "could not be embedded" in caplog.text
    assert "chest" not in caplog.text


def test_a_report_is_weighed_and_asked_about_all_the_same(interpreter: MessageInterpreter) -> None:
    asking = interpreter.interpret(segmentation_of(_message("my foot is numb")), Context(), NOW)
    assert (asking.intent, asking.asks) == (intents.VERDICT, "duration")

    context = Context(report=Report.from_dict(asking.report))
    told = interpreter.interpret(segmentation_of(_message("since last week")), context, NOW)

    assert (told.rules, told.asks) == (("numbness_persistent",), None)


def test_a_question_is_not_understood_and_the_open_one_is_put_again(
    interpreter: MessageInterpreter,
) -> None:
    asking = interpreter.interpret(segmentation_of(_message("my foot is numb")), Context(), NOW)
    context = Context(report=Report.from_dict(asking.report))

    turn = interpreter.interpret(segmentation_of(_message("do you sell vouchers?")), context, NOW)

    assert (turn.intent, turn.asks, turn.urgency) == (intents.OUT_OF_ORDER, "duration", "watch")

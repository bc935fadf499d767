"""The knowledge base, its numbers for emergencies, and the model trained from it."""

from __future__ import annotations

from collections.abc import Iterator

from footnote.doctor.findings import Finding, broken, hint, ok
from footnote.knowledge.loading import load_knowledge
from footnote.knowledge.model import KnowledgeBase
from footnote.knowledge.yaml_tree import KnowledgeError
from footnote.server.models import fitting_model, reason_to_train
from footnote.settings import Settings

KNOWLEDGE = "knowledge base"
EMERGENCY = "emergency numbers"
MODEL = "model"
#: Of the sample; nobody's telephone has it.
SAMPLE_PHONE = "555 0142"


def read_knowledge(settings: Settings) -> tuple[KnowledgeBase | None, list[Finding]]:
    """Return the knowledge base, None where it has mistakes, and what is to say about it.

    Args:
        settings: that name its folder.
    """
    try:
        knowledge = load_knowledge(settings.knowledge_dir)
    except KnowledgeError as error:
        mend = "Correct the file, then run `footnote kb check`."
        return None, [broken(KNOWLEDGE, str(problem), mend) for problem in error.problems]
    found = [ok(KNOWLEDGE, f"{len(knowledge.topics)} topics without mistakes")]
    spa = knowledge.spa
    if SAMPLE_PHONE in spa.phone or spa.email.endswith(".example"):
        found.append(
            hint(
                KNOWLEDGE,
                f"clients are sent to the sample spa, {spa.name} on {spa.phone}",
                f"Enter your spa in {settings.knowledge_dir / 'spa.yml'}.",
            )
        )
    crisis = spa.crisis_line
    found.append(ok(EMERGENCY, f"{spa.emergency_number}; {crisis.name}, {crisis.number}"))
    return knowledge, found


def check_model(knowledge: KnowledgeBase, settings: Settings) -> Iterator[Finding]:
    """Yield whether a trained model fits.

    Args:
        knowledge: it is trained from.
        settings: that name the models' folder.
    """
    try:
        model = fitting_model(knowledge, settings)
    except OSError as error:
        text = f"cannot be looked for: {error.strerror} ({error.filename})"
        yield broken(MODEL, text, "Run the command in the project's folder.")
        return
    reason = reason_to_train(model)
    if reason is None:
        yield ok(MODEL, f"{model.name} fits")
    else:
        yield hint(
            MODEL, f"none fits: {reason}", "Run `footnote train`, or let `footnote up` do it."
        )

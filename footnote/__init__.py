"""Footnote: answers spa clients' questions from a vetted knowledge base, with the source named."""

import os

# Nothing is sent away: this holds for plain `rasa` commands too, which import this package.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

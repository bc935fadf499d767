"""The whole examination, in the order in which things depend on each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from footnote.doctor.content import check_model, read_knowledge
from footnote.doctor.credentials import read_credentials
from footnote.doctor.database import check_database
from footnote.doctor.environment import check_environment
from footnote.doctor.findings import Finding, Status, broken
from footnote.doctor.secrets import check_secrets
from footnote.doctor.server import check_server
from footnote.doctor.slack import check_slack
from footnote.doctor.telegram import check_telegram
from footnote.doctor.web import check_web
from footnote.settings import Settings

CREDENTIALS_FILE = Path("credentials.yml")


def examine(host: str, port: int, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield all findings, each as soon as it is known.

    Args:
        host: that `footnote up` listens on.
        port: that `footnote up` listens on.
        environment: of this process.
    """
    try:
        credentials = read_credentials(CREDENTIALS_FILE, environment)
    except (OSError, ValueError) as error:
        yield broken("credentials", str(error), "Run the command in the project's folder.")
        return
    of_settings = list(check_environment(environment, credentials))
    yield from of_settings
    if not any(finding.status is Status.BROKEN for finding in of_settings):
        settings = Settings()
        knowledge, of_content = read_knowledge(settings)
        yield from of_content
        if knowledge is not None:
            yield from check_model(knowledge, settings)
        yield from check_database(settings.database_url, knowledge)
        yield from check_secrets(credentials)
        yield from check_web(credentials.of("WebChannel"))
        yield from check_telegram(credentials.of("TelegramChannel"), settings)
        yield from check_slack(credentials.of("SlackChannel"), settings)
        yield check_server(host, port)

"""What turns a request away before anything in it is read: its size, age and signature."""

from __future__ import annotations

import re

from sanic.request import Request
from slack_sdk.signature import SignatureVerifier

from footnote.channels.requests import MAX_BODY_BYTES, Refused

TIMESTAMP_HEADER = "X-Slack-Request-Timestamp"
SIGNATURE_HEADER = "X-Slack-Signature"

# slack_sdk's verifier raises on headers that are not of this form.
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def check_request(request: Request, verifier: SignatureVerifier) -> None:
    """Let only requests pass that Slack signed within the last five minutes.

    Args:
        request: to the channel's route.
        verifier: knows the signing secret.

    Raises:
        Refused: it is too large, too old or not signed by Slack.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise Refused(413, f"The request is larger than {MAX_BODY_BYTES} bytes.")
    timestamp = request.headers.get(TIMESTAMP_HEADER, "")
    signature = request.headers.get(SIGNATURE_HEADER, "")
    well_formed = _TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)
    try:
        signed = well_formed and verifier.is_valid(request.body, timestamp, signature)
    except UnicodeDecodeError as error:
        raise Refused(400, "The body is not valid UTF-8.") from error
    if not signed:
        raise Refused(401, "The signature is missing, wrong or too old.")

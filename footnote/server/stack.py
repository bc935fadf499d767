"""Action server and Rasa server, started and ended together."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

import httpx

from footnote.server.models import QUIET_ENVIRONMENT

READY_TIMEOUT_SECONDS = 120.0
STOP_TIMEOUT_SECONDS = 10.0
_POLL_SECONDS = 0.1
#: A turn's matrices are small: more threads of the linear algebra only wait for each other.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
#: What the health route says when Rasa, having tried, serves without a model.
NO_MODEL = "no model is loaded"


class StackError(RuntimeError):
    """The servers could not be started, or one of them ended."""


def port_is_free(host: str, port: int) -> bool:
    """Return whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Stack:
    """Both processes. As a context manager it starts them, waits for them and ends them.

    Example::

        with Stack(model, port=free_port()) as stack:
            httpx.get(stack.address + "/health")
    """

    def __init__(
        self,
        model: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 5005,
        action_port: int | None = None,
        environment: dict[str, str] | None = None,
        log: Path,
    ) -> None:
        """Set up the processes without starting them.

        Args:
            model: the trained model to serve.
            host: where the Rasa server listens; the action server always keeps to 127.0.0.1.
            port: the Rasa server's.
            action_port: the action server's; a free one without.
            environment: settings beside those of this process.
            log: file for what the processes print.
        """
        self.address = f"http://{host}:{port}"
        action_port = action_port or free_port()
        self._environment = {
            **os.environ,
            **QUIET_ENVIRONMENT,
            **ONE_THREAD,
            "FOOTNOTE_ACTION_URL": f"http://127.0.0.1:{action_port}/webhook",
            **(environment or {}),
        }
        server = [sys.executable, "-m", "footnote.server.rasa_server", "--model", str(model)]
        self._commands = {
            "action server": [
                *(sys.executable, "-m", "footnote.server.action_server"),
                *("--port", str(action_port)),
            ],
            "Rasa server": [*server, "--host", host, "--port", str(port)],
        }
        self._log = log
        self._model = model
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start one process by its name, `action server` or `Rasa server`."""
        with self._log.open("ab") as output:
            # Its own session: Ctrl-C in the terminal reaches us alone, and we end both in order.
            self.processes[name] = subprocess.Popen(
                self._commands[name],
                env=self._environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def stop(self, name: str) -> None:
        """End one process, by force if it does not go."""
        process = self.processes[name]
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Stack:
        """Start both and wait until a turn can be answered.

        Raises:
            StackError: one ended, or they took too long.
        """
        try:
            for name in self._commands:
                self.start(name)
            self.wait_until_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End both."""
        for name in self.processes:
            self.stop(name)

    def check(self) -> None:
        """Raise where a process has ended by itself.

        Raises:
            StackError: naming the process.
        """
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise StackError(
                    f"the {name} ended with status {process.returncode}: {self._last_words()} "
                    f"(see {self._log})"
                )

    def _last_words(self) -> str:
        """Return the last line that the processes printed, which mostly says what was wrong."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "nothing was said")

    def wait_until_ready(self) -> None:
        """Wait until a turn can be answered.

        Raises:
            StackError: a process ended, or they took too long.
        """
        deadline = time.monotonic() + READY_TIMEOUT_SECONDS
        last = "no answer"
        while time.monotonic() < deadline:
            self.check()
            try:
                answer = httpx.get(f"{self.address}/health", timeout=5.0)
                if answer.status_code == httpx.codes.OK:
                    return
                last = answer.json().get("status", last)
                if last == NO_MODEL:
                    raise StackError(f"the model {self._model} cannot be loaded: delete it")
            except httpx.HTTPError:
                pass
            time.sleep(_POLL_SECONDS)
        raise StackError(f"not ready after {READY_TIMEOUT_SECONDS:.0f} seconds: {last}")

"""A port in use is noticed before training or starting anything."""

from __future__ import annotations

import socket

from footnote.server.stack import free_port, port_is_free


def test_a_port_that_somebody_listens_on_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        assert not port_is_free("127.0.0.1", port)
        assert not port_is_free("localhost", port)
        assert not port_is_free("0.0.0.0", port)


def test_a_port_that_was_given_up_is_free_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()

    assert port_is_free("127.0.0.1", port)


def test_a_free_port_is_free() -> None:
    assert port_is_free("127.0.0.1", free_port())


def test_a_port_that_does_not_exist_is_not_free() -> None:
    assert not port_is_free("127.0.0.1", 70_000)

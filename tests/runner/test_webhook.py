"""Webhooks: signed, tried again, and given up without a loss."""

import hashlib
import hmac
import json
import threading
from base64 import b64encode
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from newscrawl.runner.webhook import WAITS, NotDelivered, Webhook
from newscrawl.storage.follow import Event

EVENT = Event(id="https://a.example/1#1n", kind="new", article={"headline": "Été"}, change=3)


@pytest.fixture
def receiver():
    """A server that answers with the statuses of its list, then with 204, and keeps what came."""
    came, statuses = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            came.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(statuses.pop(0) if statuses else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", came, statuses
    server.shutdown()
    thread.join()
    server.server_close()


def hook(url, waits):
    return Webhook(
        url=url, secret="key", agent="newscrawl", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC), sleep=waits.append
    )


def test_an_event_is_signed(receiver):
    url, came, _ = receiver
    hook(url, []).send(EVENT)
    ((headers, body),) = came
    assert json.loads(body) == {"id": EVENT.id, "event": "new", "changed": [], "article": {"headline": "Été"}}
    identity, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    expected = hmac.new(b"key", b".".join((identity.encode(), stamp.encode(), body)), hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + b64encode(expected).decode()


def test_a_server_in_trouble_is_asked_again(receiver):
    url, came, statuses = receiver
    statuses += [503, 429]
    waits = []
    hook(url, waits).send(EVENT)
    assert (len(came), waits) == (3, list(WAITS[:2]))
    assert len({headers["webhook-id"] for headers, _ in came}) == 1


def test_a_refusal_is_final_and_told(receiver):
    url, came, statuses = receiver
    statuses += [410]
    with pytest.raises(NotDelivered, match="status 410"):
        hook(url, []).send(EVENT)
    assert len(came) == 1


def test_a_server_that_stays_away_is_given_up_after_some_tries(receiver):
    url, _, statuses = receiver
    statuses += [500] * 9
    waits = []
    with pytest.raises(NotDelivered):
        hook(url, waits).send(EVENT)
    assert waits == list(WAITS)

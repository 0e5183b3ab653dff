"""Events sent to a web address as Standard Webhooks (standardwebhooks.com): signed, and tried again.

The signature is `v1,` and the Base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY` under the secret that both sides know.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import attrs

from newscrawl.errors import NewscrawlError
from newscrawl.storage.follow import Event

TIMEOUT_SECONDS = 20.0
WAITS = (1.0, 4.0, 15.0, 60.0)
"""Seconds before each further try."""

AGAIN = (408, 425, 429)
"""Refusals that may be acceptances later, beside those from 500 on."""


class NotDelivered(NewscrawlError):  # noqa: N818 - says what it is
    """An event that could not be delivered; the next run tries again."""


def signature(secret: str, identity: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a delivery.

    >>> signature("s", "a", 1, b"{}")
    'v1,khQQGVQwmLnx/32NzOOqaw0VPV9pGDRrsQILlFv7o6k='
    """
    signed = b".".join((identity.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


@attrs.frozen(kw_only=True)
class Webhook:
    """Where events go; *secret* empty: unsigned. *clock* gives the time, *sleep* waits so many seconds."""

    url: str
    secret: str
    agent: str
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]

    def send(self, event: Event) -> None:
        """Deliver *event*; raises `NotDelivered` where that fails for good."""
        body = json.dumps(event.as_json(), ensure_ascii=False).encode()
        for wait in (*WAITS, None):
            problem, final = self._post(event.id, body)
            if problem is None:
                return
            if final or wait is None:
                raise NotDelivered(f"{self.url} did not take {event.id}: {problem}; the next run tries again")
            self.sleep(wait)

    def _post(self, identity: str, body: bytes) -> tuple[str | None, bool]:
        """Return what went wrong, and whether it is of no use to try again."""
        moment = int(self.clock().timestamp())
        header = hashlib.sha256(identity.encode()).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": self.agent,
            "webhook-id": header,
            "webhook-timestamp": str(moment),
        }
        if self.secret:
            headers["webhook-signature"] = signature(self.secret, header, moment, body)
        try:
            with urlopen(Request(self.url, body, headers, method="POST"), timeout=TIMEOUT_SECONDS):
                return None, False
        except HTTPError as error:
            error.close()
            return f"status {error.code}", error.code < 500 and error.code not in AGAIN
        except (URLError, HTTPException, OSError) as error:
            return str(getattr(error, "reason", None) or error), False

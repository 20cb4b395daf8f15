"""An OpenAI-compatible server on loopback that fails as it is told, and remembers every byte it received."""

from __future__ import annotations

import hashlib
import json
import random
import re
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FAULTS: tuple[str, ...] = (
    "408", "409", "429", "500", "502", "503", "504", "529", "time-out", "cut connection", "half an answer", "garbage",
    "no choices", "empty", "cut answer", "no statements",
)  # fmt: skip
"""Every way to fail that may pass: statuses, the line, and answers with nothing of use."""
LOST = frozenset(FAULTS[: FAULTS.index("no choices")])
"""Those after which no answer is there to be given again."""


@dataclass
class Call:
    """One request as it came, what was done with it, and when it came and its answer was sent in full (monotonic seconds)."""

    headers: list[tuple[str, str]]
    body: bytes
    outcome: str
    at: float
    sent_at: float | None = None
    request: str = field(init=False)

    def __post_init__(self) -> None:
        self.request = hashlib.sha256(self.body).hexdigest()


class Provider(ThreadingHTTPServer):
    """Answers each call by `outcome(body)`: "answer", one of `FAULTS`, another status, or the text of an answer.

    `retry_after` is sent with status 429 and 503. `latency_s` is how long an answer takes, `hang_s` how long a time-out does.
    With `idempotent` an answer is made once for each `Idempotency-Key` and body: a later call gets it again, as outcome
    "replayed", which costs nothing.
    """

    daemon_threads = True

    def __init__(
        self,
        outcome: Callable[[bytes], str],
        port: int = 0,
        latency_s: float = 0.0,
        hang_s: float = 3.0,
        idempotent: bool = False,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.outcome, self.latency_s, self.hang_s, self.idempotent = outcome, latency_s, hang_s, idempotent
        self._made: dict[tuple[str, bytes], str] = {}
        self.retry_after: str | None = None
        self.calls: list[Call] = []
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        """The base address to give as `--api-base`."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that hangs up is part of the play."""

    def start(self) -> Provider:
        """Serve from a thread."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop serving and free the port."""
        self.shutdown()
        self.server_close()

    def answered(self) -> Counter[str]:
        """How often an answer of use was made to each request, taken or not: more than once is paid twice."""
        return Counter(call.request for call in self.calls if call.outcome in ("answer", "answer, not taken"))

    def decide(self, headers: list[tuple[str, str]], body: bytes) -> tuple[str, str]:
        """What a call comes to, and how it is answered."""
        key = next((value for name, value in headers if name.lower() == "idempotency-key"), None)
        if not self.idempotent or key is None:
            outcome = self.outcome(body)
            return outcome, outcome
        with self.lock:
            if (key, body) in self._made:
                return "replayed", self._made[key, body]
            outcome = self.outcome(body)
            if outcome not in LOST:
                self._made[key, body] = outcome
            return outcome, outcome


def failing(share: float, seed: int) -> Callable[[bytes], str]:
    """Outcomes of which `share` are faults of every kind, each decided by the request, its count and the seed."""
    seen: Counter[bytes] = Counter()
    lock = threading.Lock()

    def outcome(body: bytes) -> str:
        with lock:
            seen[body] += 1
            rng = random.Random(f"{seed} {hashlib.sha256(body).hexdigest()} {seen[body]}")  # noqa: S311
        return rng.choice(FAULTS) if rng.random() < share else "answer"

    return outcome


def supported_answer(body: bytes) -> str:
    """An answer that the findings asked about support: their class and its probability."""
    asked = [message["content"] for message in json.loads(body)["messages"] if message["role"] == "user"]
    listed = [found for content in asked if (found := re.findall(r"^- (\S+) = (.+)$", content, re.MULTILINE))]
    facts = dict(listed[-1])
    text = f"The network classified this slice as {facts['class']} with a probability of {facts['class.probability']}."
    statement = {"text": text, "cites": ["class", "class.probability"], "section": "impression"}
    return json.dumps({"statements": [statement]})


def completion(text: str, finish_reason: str = "stop") -> dict[str, Any]:
    """The body of an OpenAI chat completion."""
    return {
        "id": "1", "object": "chat.completion", "created": 1, "model": "test",
        "choices": [{"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 700, "completion_tokens": 60, "total_tokens": 760},
    }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    server: Provider
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        at, body = time.monotonic(), self.rfile.read(int(self.headers["Content-Length"]))
        headers = list(self.headers.items())
        outcome, answered_as = self.server.decide(headers, body)
        call = Call(headers, body, outcome, at)
        with self.server.lock:
            self.server.calls.append(call)
        time.sleep(self.server.latency_s)
        try:
            self._answer(answered_as, body)
            call.sent_at = time.monotonic()
        except OSError:
            call.outcome = f"{outcome}, not taken"

    def _answer(self, outcome: str, body: bytes) -> None:
        if outcome == "time-out":
            time.sleep(self.server.hang_s)
            self._cut()
        elif outcome == "cut connection":
            self._cut()
        elif outcome == "half an answer":
            sent = json.dumps(completion(supported_answer(body))).encode()
            self._send(200, sent[: len(sent) // 2], len(sent))
            self._cut()
        elif outcome == "garbage":
            self._send(200, b"<html>Bad gateway</html>")
        elif outcome.isdigit():
            key = self.headers.get("Authorization", "")
            self._send(int(outcome), json.dumps({"error": {"message": f"no, {key}"}}).encode())
        else:
            self._send(200, json.dumps(self._completion(outcome, body)).encode())

    def _completion(self, outcome: str, body: bytes) -> dict[str, Any]:
        if outcome == "no choices":
            return completion("") | {"choices": []}
        if outcome == "cut answer":
            return completion(supported_answer(body)[:40], "length")
        texts = {"answer": supported_answer(body), "empty": "", "no statements": '{"statements": []}'}
        return completion(texts.get(outcome, outcome))

    def _send(self, status: int, sent: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length or len(sent)))
        if status in (429, 503) and self.server.retry_after:
            self.send_header("Retry-After", self.server.retry_after)
        self.end_headers()
        self.wfile.write(sent)
        self.wfile.flush()

    def _cut(self) -> None:
        """Reset the connection, as a provider does that falls over."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *args: Any) -> None:
        pass

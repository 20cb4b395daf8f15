"""What a run knows of its language model calls: which providers are dead, what was spent, how far each case has come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from data_contracts.settings import GenerateSettings

Clock = Callable[[], float]


class NotCalled(RuntimeError):
    """A call that was not made: the provider is left alone for now, or the run's money is spent."""


class Breaker:
    """Stops calls to a model after `failures` cases in a row without an answer.

    After `pause_s` one call is let through: an answer opens the way again, a failure closes it for another pause.
    """

    def __init__(self, failures: int, pause_s: float, clock: Clock = time.monotonic) -> None:
        self._limit, self._pause_s, self._clock = failures, pause_s, clock
        self._failures, self._closed_at, self._trial = 0, 0.0, False
        self._lock = threading.Lock()

    def enter(self) -> None:
        """Ask to make a call.

        Raises
        ------
        NotCalled
            While the model is left alone.
        """
        with self._lock:
            if self._failures < self._limit:
                return
            left = self._closed_at + self._pause_s - self._clock()
            if left > 0 or self._trial:
                again = f"for another {left:.0f} s" if left > 0 else "while one call tries it"
                raise NotCalled(f"not called {again}: no answer in {self._failures} cases in a row")
            self._trial = True

    def answered(self) -> None:
        """The model lives."""
        with self._lock:
            self._failures, self._trial = 0, False

    def abandoned(self) -> None:
        """A call ended without a word about the model, as by an interrupt: another may try it."""
        with self._lock:
            self._trial = False

    def failed(self, final: bool) -> None:
        """A call failed; `final` when the case will not ask this model again."""
        with self._lock:
            if final or self._trial:
                self._failures += 1
                self._closed_at, self._trial = self._clock(), False


class Purse:
    """What the calls of a run may cost in USD. A call sets its worst case aside, then pays what it came to."""

    def __init__(self, ceiling_usd: float | None) -> None:
        self.spent_usd = 0.0
        self._ceiling_usd = ceiling_usd
        self._aside_usd = 0.0
        self._changed = threading.Condition()

    @contextmanager
    def paying(self, worst_usd: float | None) -> Iterator[list[float]]:
        """Set `worst_usd` aside for a call, and wait while calls under way hold what it needs. None: no known price.

        The list that is given takes what the call came to; left empty, the worst case is paid.

        Raises
        ------
        NotCalled
            If the call could go past the ceiling.
        """
        worst = worst_usd or 0.0
        with self._changed:
            while self._past(self.spent_usd + self._aside_usd + worst):
                if self._past(self.spent_usd + worst):
                    raise NotCalled(
                        f"not called: the run has spent ${self.spent_usd:.4f} of ${self._ceiling_usd:g}, "
                        f"and the call may cost ${worst:.4f}"
                    )
                self._changed.wait()
            self._aside_usd += worst
        bill: list[float] = []
        try:
            yield bill
        finally:
            with self._changed:
                self._aside_usd -= worst
                self.spent_usd += bill[0] if bill else worst
                self._changed.notify_all()

    def _past(self, total_usd: float) -> bool:
        return self._ceiling_usd is not None and total_usd > self._ceiling_usd + 1e-12


@dataclass
class Attempts:
    """How far one case has come in one task run.

    Attributes
    ----------
    failures, useless : failed calls per model, and those of them that were answered with nothing of use.
    given_up : the models it will not ask again, with why.
    """

    started: float
    failures: dict[str, int] = field(default_factory=dict)
    useless: dict[str, int] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    not_before: float = 0.0


class Run:
    """The calls of one flow run in this process."""

    def __init__(self, settings: GenerateSettings, clock: Clock = time.monotonic) -> None:
        self.purse = Purse(settings.ceiling_usd)
        self.unpriced: set[str] = set()
        self._settings, self._clock = settings, clock
        self._breakers: dict[str, Breaker] = {}
        self._attempts: dict[str, Attempts] = {}
        self._seconds: dict[str, float] = {}
        self._lock = threading.Lock()

    def breaker(self, llm: str) -> Breaker:
        """The breaker of a model."""
        with self._lock:
            made = Breaker(self._settings.breaker_failures, self._settings.breaker_pause_s, self._clock)
            return self._breakers.setdefault(llm, made)

    def attempts(self, task_run: str) -> Attempts:
        """What earlier attempts of this task run left."""
        with self._lock:
            return self._attempts.setdefault(task_run, Attempts(started=self._clock()))

    def seconds_left(self, case_id: str, attempts: Attempts) -> float:
        """What is left of the case's wall-clock budget."""
        with self._lock:
            earlier = self._seconds.get(case_id, 0.0)
        return self._settings.budget_s - earlier - (self._clock() - attempts.started)

    def finish(self, task_run: str, case_id: str) -> None:
        """The task run is over; its time counts against the case's budget."""
        with self._lock:
            attempts = self._attempts.pop(task_run, None)
            if attempts:
                self._seconds[case_id] = self._seconds.get(case_id, 0.0) + self._clock() - attempts.started


MOST_RUNS = 64
"""Flow runs of one process of which something is known: those that asked last."""

_runs: dict[str, Run] = {}
_guard = threading.Lock()


def run_of(flow_run: str, settings: GenerateSettings) -> Run:
    """What is known of a flow run's calls; the first call's settings hold for all."""
    with _guard:
        run = _runs[flow_run] = _runs.pop(flow_run) if flow_run in _runs else Run(settings)
        while len(_runs) > MOST_RUNS:
            del _runs[next(iter(_runs))]
        return run

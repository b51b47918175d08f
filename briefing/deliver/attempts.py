"""Deliveries, each tried until it is done, will never be, or has been tried often enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.errors import BriefingError, PassingDeliveryError
from briefing.model import DeliveryState, Outcome


@dataclass(frozen=True, slots=True)
class Patience:
    """The seconds waited before the second round of tries, the third, and so on; one round more than pauses."""

    pauses: tuple[float, ...] = (5, 30, 120, 300)
    sleep: Callable[[float], None] = time.sleep


def settle(deliveries: Sequence[Callable[[], str]], patience: Patience) -> Iterator[tuple[int, Outcome]]:
    """Try all in turn, and those whose failure may pass once more in a later round; yield (place, outcome) as settled.

    The rounds are common to all: a server that is down is waited for once, not once for each of its recipients. Never
    raises for what a user can act on.
    """
    waiting = list(range(len(deliveries)))
    for tries, pause in enumerate((*patience.pauses, None), 1):
        later = []
        for place in waiting:
            try:
                yield place, Outcome(DeliveryState.DONE, tries, deliveries[place]())
            except PassingDeliveryError as error:
                if pause is None:
                    yield place, Outcome(DeliveryState.FAILED, tries, str(error))
                later.append(place)
            except BriefingError as error:
                yield place, Outcome(DeliveryState.FAILED, tries, str(error))
        if not later or pause is None:
            return
        patience.sleep(pause)
        waiting = later

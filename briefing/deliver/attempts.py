"""One delivery, tried until it is done, will never be, or has been tried often enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from briefing.errors import BriefingError, PassingDeliveryError
from briefing.model import DeliveryState, Outcome


@dataclass(frozen=True, slots=True)
class Patience:
    """The seconds waited before the second try, the third, and so on; one try more than there are pauses."""

    pauses: tuple[float, ...] = (5, 30, 120, 300)
    sleep: Callable[[float], None] = time.sleep


def attempt(deliver: Callable[[], str], patience: Patience) -> Outcome:
    """Deliver, waiting and trying again while the failure may pass; never raises for what a user can act on."""
    tries, message = 0, ""
    for pause in (*patience.pauses, None):
        tries += 1
        try:
            return Outcome(DeliveryState.DONE, tries, deliver())
        except PassingDeliveryError as error:
            message = str(error)
        except BriefingError as error:
            return Outcome(DeliveryState.FAILED, tries, str(error))
        if pause is not None:
            patience.sleep(pause)
    return Outcome(DeliveryState.FAILED, tries, message)

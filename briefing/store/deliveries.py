"""What became of handing out each edition."""

from __future__ import annotations

from datetime import datetime

from briefing.model import Delivery, DeliveryState, Outcome
from briefing.store.database import Database, to_text


class Deliveries:
    """The store's deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, delivery: Delivery, outcome: Outcome, at: datetime) -> None:
        """Record how far a delivery has come; one that is done is not started again.

        Record it `STARTED` before it is tried. One that is still so in a later run may have arrived: only a channel
        where a second time does no harm (a file written again, a mail of the same id) may then try again.
        """
        with self._database.transaction():
            self._database.run(
                "INSERT INTO deliveries (edition, target, state, tries, message, tried) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (edition, target) DO UPDATE SET state = excluded.state, tries = excluded.tries,"
                " message = excluded.message, tried = excluded.tried"
                " WHERE state <> 'done' OR excluded.state = 'failed'",
                (delivery.edition, delivery.key, outcome.state.value, outcome.tries, outcome.message, to_text(at)),
            )

    def of(self, edition: str) -> tuple[tuple[str, Outcome], ...]:
        """Return what became of an edition (`EditionFiles.digest`), by `Delivery.key`, sorted."""
        rows = self._database.rows(
            "SELECT target, state, tries, message FROM deliveries WHERE edition = ? ORDER BY target", (edition,)
        )
        return tuple((key, Outcome(DeliveryState(state), tries, message)) for key, state, tries, message in rows)

"""The store -> the articles of an edition: newest versions only, nothing withdrawn, nothing under embargo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from briefing.daily.records import Order, Selection
from briefing.model import Change, KeptArticle
from briefing.store import Store

WINDOW = timedelta(days=3)
"""How far back an article of an edition may be: what came in late, and what a story goes on from."""


TAKING_BACK = frozenset({Change.CORRECTION, Change.KILL})


def select(order: Order, store: Store) -> Selection:
    """Return the articles of the edition's day and those of the days before that its stories may go on from.

    Fresh are those of the day, and those of the days before that no story had told before it; with them come those that
    an embargo held until one of these days.
    """
    first = order.day - WINDOW + timedelta(days=1)
    near = {k.digest: k for k in store.articles.of_days(first, order.day)}
    near |= {k.digest: k for k in store.articles.freed(first, order.day) if k.day <= order.day}
    current, killed = newest(near.values())
    free = [k for k in current if not _held(k, order.now)]
    counting = {k.digest for k in current}
    former = [k for k in near.values() if k.digest not in counting and not _kills(k)]
    former += _taken_back(near, order.day - WINDOW, store)
    told = {digest for story in store.editions.stories(order.day) for digest in story.members}
    fresh = frozenset(k.digest for k in free if k.day == order.day or k.digest not in told)
    undated = sum(k.article.published is None and k.digest in fresh for k in free)
    return Selection(tuple(free), fresh, tuple(former), killed, len(current) - len(free), undated)


def _taken_back(near: Mapping[str, KeptArticle], until: date, store: Store) -> Iterator[KeptArticle]:
    """Yield what came until a day of the items since corrected or withdrawn: what was printed of it may not hold."""
    releases = (k.article.release for k in near.values())
    changed = {release.item for release in releases if release and release.item and release.change in TAKING_BACK}
    for item in sorted(changed):
        for kept in store.articles.versions(item):
            if kept.day <= until and kept.digest not in near and not _kills(kept):
                yield kept


def newest(found: Iterable[KeptArticle]) -> tuple[list[KeptArticle], frozenset[str]]:
    """Return the newest version of every item, in the order given, and the items that were withdrawn.

    Articles that are no version of an item stay as they are.
    """
    kept = list(found)
    last: dict[str, KeptArticle] = {}
    for one in kept:
        item = item_of(one)
        if item and (item not in last or _age(one) > _age(last[item])):
            last[item] = one
    killed = frozenset(item for item, one in last.items() if _kills(one))
    current = [k for k in kept if (item := item_of(k)) is None or (last[item] is k and item not in killed)]
    return current, killed


def item_of(kept: KeptArticle) -> str | None:
    """Return what its sender calls an article through all its versions; its address where it says nothing."""
    release = kept.article.release
    return (release.item if release else None) or kept.article.address


def _age(kept: KeptArticle) -> tuple[int, datetime, datetime]:
    release = kept.article.release
    version = release.version if release and release.version is not None else -1
    sent = release.sent if release and release.sent else datetime.min.replace(tzinfo=UTC)
    return version, sent, kept.seen


def _kills(kept: KeptArticle) -> bool:
    return kept.article.release is not None and kept.article.release.withdraws


def _held(kept: KeptArticle, now: datetime) -> bool:
    return kept.article.release is not None and kept.article.release.is_held(now)


def digests(found: Sequence[KeptArticle]) -> list[str]:
    """Return the articles' digests, sorted."""
    return sorted(k.digest for k in found)

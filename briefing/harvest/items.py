"""One item of a feed -> its article: from the page it links to, else from the feed's own text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from briefing.config import NewsSource
from briefing.errors import Failure, ReadError
from briefing.fetch import Fetched
from briefing.harvest.records import Feed, FeedItem
from briefing.model import Article, BlockKind, Change, Problem, Release
from briefing.read.article import Known
from briefing.read.draft import Draft, Hints, join_parts
from briefing.read.files import Tools, article_of, read_fetched, safe_id
from briefing.read.headline import headed
from briefing.read.markup import paragraphs

LONGEST_STEM = 60
"""Characters of the address or title that an article's id opens with."""

MUCH_SHORTER = 2
"""A page whose article is so many times shorter than the feed's text is a teaser, a login, or a question of consent."""


def item_id(item: FeedItem, source: NewsSource) -> str:
    """Return the id of an item's article: readable, and the same in every run and for every feed that links to it."""
    stem = Path(urlsplit(item.address).path).stem if item.address else ""
    told_by = item.address or f"{source.place}\n{item.id}"
    digest = hashlib.sha256(told_by.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe_id(stem or item.title or 'item')[:LONGEST_STEM]}-{digest}"


def article_of_page(found: Fetched, item: FeedItem, feed: Feed, source: NewsSource, tools: Tools) -> Article:
    """Return the article in the page an item links to; ReadError where it holds none.

    The day the feed gives wins over the page's; the outlet is the source's, the page's, or the feed's title.
    """
    known = Known(Hints(outlet=source.outlet), Hints(published=_day(item)))
    for outcome in read_fetched(found, known, tools, id=item_id(item, source)):
        if isinstance(outcome, Failure):
            raise ReadError(outcome.problem.message)
        return _finished(outcome, feed)
    raise ReadError(f"{found.address} holds no article; check the address")


def article_of_text(item: FeedItem, feed: Feed, source: NewsSource, tools: Tools) -> Article:
    """Return the article in the feed's own text of an item; ReadError where that is none."""
    name = item.address or f"{source.place}#{item.id}"
    known = Known(Hints(outlet=source.outlet), Hints(published=_day(item)))
    draft = replace(_draft(item), address=item.address)
    return _finished(article_of(draft, known, tools, item_id(item, source), name), feed)


def may_be_teaser(page: Article, item: FeedItem) -> bool:
    """Tell whether the feed's text, mark-up included, is long enough for the page to be a teaser beside it."""
    return MUCH_SHORTER * _length(page) < len(item.content)


def is_teaser(page: Article, text: Article) -> bool:
    """Tell whether a page holds much less of the story than the feed does."""
    return MUCH_SHORTER * _length(page) < _length(text)


def with_release(article: Article, item: FeedItem, source: NewsSource, *, known: bool) -> Article:
    """Return the article with its place among the item's versions; `known`: an earlier one was taken before."""
    if article.release is not None:
        return article
    id = item.id if ":" in item.id else f"{source.place}#{item.id}"
    change = Change.UPDATE if known else Change.NEW
    return replace(article, release=Release(id, change=change, sent=item.updated or item.published))


def with_problem(article: Article, message: str) -> Article:
    """Return the article with one more thing to tell about it."""
    return replace(article, problems=(*article.problems, Problem("fetch", message)))


def _draft(item: FeedItem) -> Draft:
    from lxml import etree
    from lxml import html as pages

    try:
        root = pages.fragment_fromstring(item.content, create_parent="div")
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(f"the feed's text is no HTML ({error})") from error
    text, parts = join_parts(headed(paragraphs(root), item.title))
    return Draft(text, parts, item.title, authors=item.authors)


def _finished(article: Article, feed: Feed) -> Article:
    """Return the article with what the feed knows: a day given by the feed counts as the item's own metadata.

    Its title names the outlet better than the bare name of the page's host, which is what pages without a name give.
    """
    published_from = "metadata" if article.published_from == "sidecar" else article.published_from
    parts = urlsplit(article.address or "")
    hosts = {host.removeprefix("www.") for host in (parts.hostname, parts.netloc) if host}
    named = article.outlet if article.outlet and article.outlet.removeprefix("www.") not in hosts else None
    return replace(article, outlet=named or feed.title or article.outlet, published_from=published_from)


def _day(item: FeedItem) -> date | None:
    moment = item.published or item.updated
    return moment.date() if moment else None


def _length(article: Article) -> int:
    return sum(len(b.span) for b in article.blocks if b.kind is BlockKind.BODY)

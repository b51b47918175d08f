"""Who 'the spokesman', 'the company' and 'she' mean: in one pass, the nearest fitting actor, or nobody if unsure.

Agreement filters, then subjects and recent mentions win, as in Lappin and Leass, 'An Algorithm for Pronominal Anaphora
Resolution', Computational Linguistics 20(4), 1994, cut down to what the parse can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analyse.actors.grammar import SUBJECTS, Quoted, head_of, is_quoted_source, phrase_start, span_of, verb_of
from briefing.analyse.actors.pronouns import Pronouns
from briefing.analyse.actors.records import Cluster
from briefing.analyse.actors.salience import POSSESSOR, Salience
from briefing.analyse.actors.words import KIN, Words, passed
from briefing.model import ActorKind, Document, Mention, MentionType, Problem, Token

DESCRIPTION_WINDOW = 12
"""Sentences after which a description no longer reaches back to an actor."""
NEAR = 2
POINTING = frozenset({"the", "this", "that"})
CONTRASTING = frozenset({"other", "another", "second", "third", "rival", "combined", "separate", "different", "next"})
INTRODUCING = frozenset({"a", "an", "another", "one"})
OPENING = frozenset({"a", "an"})
GENERIC_BODIES = frozenset({"company", "group", "organization", "agency", "newspaper"})
COMPANIES = frozenset({"company", "regulator"})
"""Kinds of body that names seldom tell: 'the online retailer' may be the one body spoken of."""
MIN_VARIED = 3
"""Words of a description new enough to be a variation: 'the Ruvenian senator'."""
MIN_TRADE = 2
"""Words, its article aside, of a description that tells one body from others: 'the health ministry'."""
MIN_UNNAMED = 3
"""Times an unnamed person ('the girl') must be mentioned to count as an actor."""


class References:
    """Resolves one document's descriptions and pronouns against clusters of names; `resolve` adds them in place."""

    def __init__(
        self, document: Document, words: Words, clusters: Sequence[Cluster], quotes: Quoted, beside: frozenset[int]
    ) -> None:
        """Take the clusters, and in `beside` the tokens of roles beside names, which tell of nobody else."""
        self.document, self.words, self.quotes, self.beside = document, words, quotes, beside
        self.clusters = list(clusters)
        self.salience = Salience(document, words, quotes)
        self.unnamed: dict[str, Cluster] = {}
        self.bodies: dict[tuple[str, ...], Cluster] = {}
        self.told_apart: set[str] = set()
        self.introduced: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.named_at = {i: c for c in self.clusters for m in c.names for i in range(m.first, m.end)}
        self.pronouns = Pronouns(document, words, self.clusters, self.salience, quotes, self.named_at)

    def resolve(self) -> list[Problem]:
        """Walk through the text once; return the speakers' pronouns nobody could be found for."""
        starts, taken = self._places()
        chunk_firsts = {c[0]: c for c in self.document.noun_chunks}
        for t in self.document.tokens:
            if t.index in starts:
                cluster, end = starts[t.index]
                self.salience.note(cluster, head_of(self.document, t.index, end))
            elif t.tag in {"PRP", "PRP$"} and t.index not in taken:
                self._pronoun(t)
            if t.index in chunk_firsts:
                self._noun_phrase(chunk_firsts[t.index], taken)
        return self.problems

    def recurring(self) -> list[Cluster]:
        """Return the unnamed people who count, then the bodies known by their trade, each in order of first mention.

        The people were introduced by more than a noun ('a 16-year-old girl', not 'an official') and meant again.
        """
        found = []
        for noun, cluster in self.unnamed.items():
            words = sum(m.type is MentionType.DESCRIPTION for _, m in cluster.places)
            human = words < len(cluster.places) or self.words.role_class(noun) in KIN
            if human and noun in self.told_apart and len(cluster.places) >= MIN_UNNAMED and words > 1:
                found.append(cluster)
        return [*found, *self.bodies.values()]

    def _places(self) -> tuple[dict[int, tuple[Cluster, int]], set[int]]:
        """Return first token -> (cluster, end) of every mention found so far, and all their tokens."""
        starts: dict[int, tuple[Cluster, int]] = {}
        taken: set[int] = set()
        for c in self.clusters:
            spans = [(m.first, m.end) for m in c.names]
            spans += [(i, i + len(self.document.tokens_of(m.span))) for i, m in c.places]
            for first, end in spans:
                starts.setdefault(first, (c, end))
                taken.update(range(first, end))
        return starts, taken

    # ------------------------------------------------------------ descriptions

    def _noun_phrase(self, chunk: tuple[int, int], taken: set[int]) -> None:
        t = self.document.tokens
        head, opener = head_of(self.document, *chunk), t[chunk[0]]
        if self._told_behind(chunk, head, taken):
            return
        if head.index in taken or head.pos not in {"NOUN", "PROPN"} or head.tag in {"NNS", "NNPS"}:
            return
        if opener.text.lower() in INTRODUCING and head.index not in self.beside:
            self.introduced[head.text.lower()] = head.index
        if any(x.tag in {"JJR", "JJS"} or x.text.lower() in CONTRASTING for x in t[slice(*chunk)]):
            return  # 'the other lawyer', 'the larger bank' set somebody apart
        pointing = opener.text.lower() in POINTING
        owned = opener.tag == "PRP$" or any(x.tag == "POS" for x in t[slice(*chunk)])
        cluster = self._described(chunk, head, pointing) if pointing or owned else None
        if (
            cluster is not None
            and owned
            and any(self.salience.meant_by(i) is cluster for i in range(chunk[0], head.index))
        ):
            cluster = None  # nobody is 'his lawyer' to himself
        if cluster is None and pointing:
            cluster = self._unnamed_body(chunk, head)
        if cluster is None and head.index not in self.beside:
            cluster = self._unnamed(opener, head, pointing)
            self.told_apart |= {head.text.lower()} if chunk[1] - chunk[0] > 2 and not pointing else set()
        if cluster is not None:
            start = phrase_start(self.document, *chunk)
            mention = Mention(span_of(self.document, start, chunk[1]), MentionType.DESCRIPTION)
            cluster.places.append((start, mention))
            self.salience.note(cluster, head)

    def _told_behind(self, chunk: tuple[int, int], head: Token, taken: set[int]) -> bool:
        """Tell whether what follows a description says whom it means: 'the owner, Norrland', 'the lobby it leads'."""
        t = self.document.tokens
        below = [t[c] for c in self.document.children[head.index]]
        if any(x.dep == "appos" and x.index in taken for x in below):
            return True
        if any(x.dep == "acl" and any(i in taken for i in self.document.subtree(x.index)) for x in below):
            return True
        if any(x.dep == "relcl" for x in below) and t[chunk[1] % len(t)].text != ",":
            return True
        return chunk[1] + 1 < len(t) and t[chunk[1]].text == "," and head.dep in SUBJECTS and chunk[1] + 1 in taken

    def _described(self, chunk: tuple[int, int], head: Token, pointing: bool) -> Cluster | None:
        tokens = self.document.tokens
        role = passed(tokens[slice(*chunk)], self.words.class_at(tokens, head.index))
        body = self.words.organization_nouns.get(head.text.lower(), "")
        if role and role not in KIN:
            return self._bearer(chunk, head, role, pointing)
        return self._body(chunk, head, body) if body and pointing else None

    def _bearer(self, chunk: tuple[int, int], head: Token, role: str, pointing: bool) -> Cluster | None:
        """Return the person who bears a role."""
        sex = self.words.role_sex(head.text)
        recent = [c for c in self._recent(ActorKind.PERSON, head) if not (sex and c.sex and sex != c.sex)]
        exact = [c for c in recent if role in c.classes and self._traits_agree(c, chunk)]
        wider = set(self.words.role_hypernyms.get(role, "").split())
        fits = exact or [c for c in recent if wider & c.classes and self._traits_agree(c, chunk)]
        since = self.introduced.get(head.text.lower(), -1)
        fits = [c for c in fits if self.salience.last(c).token > since]
        if fits and self._overshadowed(fits, recent):
            return None
        if fits:
            own = {x.text.lower() for x in self.document.tokens[slice(*chunk)] if x.pos in {"NOUN", "PROPN", "ADJ"}}
            return self._clear([c for c in fits if own <= c.said] or fits, head)
        return self._varied(recent, chunk, head) if pointing and head.text.lower() not in self.unnamed else None

    def _overshadowed(self, fits: Sequence[Cluster], recent: Sequence[Cluster]) -> bool:
        """Tell whether somebody of unknown role, who may be meant as well, was named after all that fit."""
        latest = max(self.salience.last(c).token for c in fits)
        unknown = (self.salience.last(c) for c in recent if not c.classes and c.names)
        return any(u.token > latest and u.weight >= POSSESSOR for u in unknown)

    def _varied(self, recent: Sequence[Cluster], chunk: tuple[int, int], head: Token) -> Cluster | None:
        """Return the person spoken of who is now called something new: 'Iveston said ... the Ruvenian senator added'.

        Only for a modified description that speaks in a main clause, of the one person who was the subject just before.
        """
        verb = verb_of(self.document, head.index)
        told = self.words.role_hypernyms.get(self.words.class_at(self.document.tokens, head.index), "").split()
        if verb is None or verb.dep != "ROOT" or (verb.lemma not in self.words.speaking_verbs and not told):
            return None
        if chunk[1] - chunk[0] < MIN_VARIED or self.quotes.holds(head.start):
            return None
        if any(
            self.words.role_class(x.text.lower()) in self._classes_borne() for x in self.document.tokens[slice(*chunk)]
        ):
            return None
        subjects = [c for c in recent if self.salience.was_subject(c, head.sentence - NEAR)]
        found = self.salience.best(head, subjects)
        fits = found is not None and (found.classes <= set(told) if told and found.classes else not found.classes)
        return found if fits else None

    def _classes_borne(self) -> set[str]:
        return {k for c in self.clusters if c.kind is ActorKind.PERSON for k in c.classes}

    def _traits_agree(self, c: Cluster, chunk: tuple[int, int]) -> bool:
        """Tell whether a description's proper words ('the Syrian president') are among those known of the actor."""
        said = (
            x.text
            for x in self.document.tokens[slice(*chunk)]
            if x.text[0].isupper() and x.text.lower() not in POINTING and x.tag != "PRP$"
        )
        return all((self.words.country(s) or s) in c.traits for s in said)

    def _body(self, chunk: tuple[int, int], head: Token, body: str) -> Cluster | None:
        recent = self._recent(ActorKind.ORGANIZATION, head)
        fits = [c for c in recent if body in c.classes and self._named_so(c, chunk, head)]
        opening = self.document.sentences[head.sentence].tokens[0]
        before = [i for i in range(opening, chunk[0]) if self.document.tokens[i].entity == "ORG"]
        if body in GENERIC_BODIES and any(self.named_at.get(i) not in fits for i in before):
            return None  # 'Shares of Norrland fell after the company reported ...' is about Norrland
        if body in GENERIC_BODIES and chunk[1] - chunk[0] == 2:
            if fits and self._overshadowed(fits, [c for c in recent if not self._well_known(c)]):
                return None
            subjects = [c for c in recent if self.salience.was_subject(c, head.sentence - NEAR) and not c.classes]
            alone = [c for c in recent if not self._well_known(c)]
            just_now = len(alone) == 1 and self.salience.last(alone[0]).sentence >= head.sentence - 1
            fits = fits or subjects or (alone if just_now and not alone[0].classes else [])
        elif not fits and body in COMPANIES:
            subjects = [c for c in recent if self.salience.was_subject(c, head.sentence - 1)]
            fits = [c for c in subjects if not self._well_known(c) and not c.classes - {body}]
            fits = fits if len(fits) == 1 else []
        if not fits and (body not in GENERIC_BODIES or chunk[1] - chunk[0] >= MIN_VARIED):
            wider = set(self.words.organization_hypernyms.get(body, "").split())
            fits = [c for c in recent if wider & c.classes]
            fits = fits if len(fits) == 1 else []
        return self._clear(fits, head)

    def _unnamed_body(self, chunk: tuple[int, int], head: Token) -> Cluster | None:
        """Return the body known by its trade alone that speaks: 'the health ministry' where no ministry has a name."""
        body = self.words.organization_nouns.get(head.text.lower(), "")
        key = tuple(t.text.lower() for t in self.document.tokens[chunk[0] + 1 : chunk[1]])
        if key in self.bodies:
            return self.bodies[key]
        verb = verb_of(self.document, head.index)
        speaks = verb is not None and verb.lemma in self.words.speaking_verbs
        if not body or len(key) < MIN_TRADE or not (speaks or is_quoted_source(self.document, head)):
            return None
        named = any(c.kind is ActorKind.ORGANIZATION and body in c.classes for c in self.clusters)
        plain = all(t.pos in {"NOUN", "PROPN", "ADJ"} for t in self.document.tokens[chunk[0] + 1 : chunk[1]])
        if named or not plain or body in GENERIC_BODIES or self.quotes.holds(head.start):
            return None
        self.bodies[key] = Cluster(ActorKind.ORGANIZATION, classes={body}, said=set(key))
        self.clusters.append(self.bodies[key])
        return self.bodies[key]

    def _named_so(self, c: Cluster, chunk: tuple[int, int], head: Token) -> bool:
        """Tell whether all that a description ('the oversight panel') adds to its noun is known of the body."""
        known = {p for m in c.names for p in m.key.lower().split()} | c.said
        added = (x.text.lower() for x in self.document.tokens[slice(*chunk)] if x.pos in {"NOUN", "PROPN", "ADJ"})
        return all(a in known for a in added if a != head.text.lower())

    def _well_known(self, c: Cluster) -> bool:
        return any(m.key in self.words.institutions for m in c.names)

    def _recent(self, kind: ActorKind, head: Token) -> list[Cluster]:
        """Return the clusters of a kind mentioned lately before this token, nearest first."""
        seen = (c for c in self.clusters if c.kind is kind and self.salience.seen(c))
        near = [c for c in seen if head.sentence - self.salience.last(c).sentence <= DESCRIPTION_WINDOW]
        return sorted(near, key=lambda c: -self.salience.last(c).token)

    def _clear(self, fits: Sequence[Cluster], head: Token) -> Cluster | None:
        """Return the only one, or the one mentioned well after every other; else None."""
        if len(fits) < 2:
            return fits[0] if fits else None
        first, second = (self.salience.last(c).sentence for c in fits[:2])
        return fits[0] if first > second + NEAR and head.sentence - first <= 1 else None

    def _unnamed(self, opener: Token, head: Token, pointing: bool) -> Cluster | None:
        """Return the unnamed person a phrase introduces ('a girl') or goes back to ('the girl'), or None."""
        noun = head.text.lower()
        role = self.words.class_at(self.document.tokens, head.index)
        if opener.text.lower() in OPENING and role and head.dep not in {"attr", "appos", "pobj"}:
            if noun in self.unnamed or role in self._classes_borne():
                return None
            cluster = Cluster(ActorKind.PERSON, sex=self.words.role_sex(noun))
            self.unnamed[noun] = cluster
            self.clusters.append(cluster)
            return cluster
        return self.unnamed.get(noun) if pointing else None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, t: Token) -> None:
        word = t.text.lower()
        if self.quotes.holds(t.start):
            return
        cluster = self.pronouns.meant_by(t)
        if cluster is not None:
            cluster.places.append((t.index, Mention(t.span, MentionType.PRONOUN)))
            self.salience.note(cluster, t)
        elif (
            word in {"he", "she"}
            and (verb := verb_of(self.document, t.index))
            and verb.lemma in self.words.speaking_verbs
        ):
            self.problems.append(Problem("actors", f"it is not clear who '{t.text}' is", t.span))

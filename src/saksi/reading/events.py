"""What a document tells: events with their kind, roles, date, source and certainty.

For each sentence: triggers by the frames, who by the clause, the rest by what stands around; then tellings of one event
are brought together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from saksi.model import DateMention, Event, Party, Span, Statement, When

from .certainty import certainty_of
from .circumstances import article_of, charge_of, date_of, held_for, places_of, reason_of, rival_reason, term_of
from .dates import find_present, find_unplaced
from .frames import Hit, find_hits, longest
from .governors import is_how_it_was_done
from .homeland import homeland
from .institutions import PROCEDURES, fill_sides
from .naming import country_of
from .page import Page, Sentence
from .participants import Participants, find_participants
from .people import People
from .predicates import Clauses
from .prisons import prison_hits, prisons
from .retelling import RIVAL, number_events
from .speech import Claim, claim_at
from .triggers import is_absorbed, is_told, is_trigger
from .withdrawn import Withdrawal, is_refutation, withdrawn

_ENDS = re.compile(r"[;“”]|\.(?=\s|$)|,\s+(?:who|which|while|although|but|whose)\b|,?\s+(?:even as|although)\b")
_TOLD_WHEN = re.compile(r"(?:\s+(?!that\b)[\w’.'-]+){0,7}")
_TOTAL = re.compile(r"^(?:a total of|the|at least|about|some)\s+", re.IGNORECASE)
_ON_BAIL = re.compile(r"[^,;.“”]{0,40}?(?P<bail>\bon bail)\b")
_OWN_CHARGE = re.compile(r"\bwhat (?:he|she|they) (?:say|call)s?\b")
#: Kinds whose nouns often stand without saying whose they are.
_BORNE = frozenset(
    {
        "charge",
        "conviction",
        "sentence",
        "trial",
        "trial_scheduled",
        "house_arrest",
        "bail",
        "acquittal",
        "surveillance",
    }
)
_ABROAD = frozenset({"flight", "asylum"})
_STANDING = frozenset({"held", "pretrial_detention"})


def find_events(
    page: Page, people: People, claims: Sequence[Claim], dates: Sequence[DateMention], voice: Party | None = None
) -> tuple[Statement, ...]:
    """The events that the telling zones of a page tell of, in order of their triggers; `voice` is who "I" is there."""
    return _Finder(page, people, claims, dates, voice).found()


#: Verbs that take somebody out of a country.
_OVER_THE_BORDER = ("cross", "slip across", "leave the country", "skip the country", "go into exile")


class _Finder:
    def __init__(
        self,
        page: Page,
        people: People,
        claims: Sequence[Claim],
        dates: Sequence[DateMention],
        voice: Party | None,
    ) -> None:
        self.page, self.people, self.claims, self.dates, self.voice = page, people, claims, tuple(dates), voice
        self.present = find_present(page)
        self.unplaced = find_unplaced(page, dates)
        self.home = homeland(page)
        self.prisons = prisons(page)
        sentences = tuple(page.telling())
        self.following = dict(zip((one.span for one in sentences), sentences[1:], strict=False))
        self.taken_back = {one.span: self._withdrawn(one) for one in sentences}

    def found(self) -> tuple[Statement, ...]:
        told = [
            statement
            for sentence in self.page.telling()
            if sentence.zone != "title"
            for statement in self._sentence(sentence)
        ]
        return _with_parts(number_events(told))

    def _sentence(self, sentence: Sentence) -> Iterator[Statement]:
        hits = find_hits(self.page.text, sentence.span)
        hits += tuple(prison_hits(self.page.text, sentence.span, self.prisons))
        if not hits:
            return
        clauses = Clauses(self.page, sentence.span, self.people, hits, self.dates)
        hits = longest(hit for hit in hits if is_trigger(clauses, hit))
        taken_back = self.taken_back[sentence.span]
        hits = tuple(hit for hit in hits if not _is_moot(taken_back, hit))
        clauses = Clauses(self.page, sentence.span, self.people, hits, self.dates)
        for hit in hits:
            if is_absorbed(clauses, hit, hits):
                continue
            who = self._who(clauses, sentence, hit, hits)
            if self._is_nobodys_death(hit, who):
                continue
            if is_told(clauses, hit, who) and not self._denies_only_how(sentence, hit):
                told = self._statement(sentence, hit, hits, who)
                yield told
                yield from self._implied(told, sentence, who)

    def _implied(self, told: Statement, sentence: Sentence, who: Participants) -> Iterator[Statement]:
        """What a telling says besides: the bail of a release, and that who "has not been released" is held."""
        event = told.content
        if not isinstance(event, Event):
            return
        if event.kind in ("release_order", "release"):
            yield from self._on_bail(told, event, sentence)
        is_still = told.certainty == "negated" and {"has", "have"} & set(who.group.split()) and who.passive
        if event.kind == "release" and is_still and self._are_persons(event.targets):
            still = replace(event, kind="held", date=self._today(), agent=None)
            yield replace(told, certainty="alleged" if told.said_by else "fact", content=still)

    def _is_nobodys_death(self, hit: Hit, who: Participants) -> bool:
        """Whether it is not told who died: in custody a number may have, elsewhere only a named person is a case."""
        if hit.frame.kind not in ("death", "death_in_custody") or hit.shape == "noun":
            return False
        if hit.shape == "base":
            return True  # "I would rather die"
        if hit.frame.kind == "death":
            return not (who.agent and self._are_persons([who.agent]))
        return not who.subject if who.agent is None else who.agent.ref is None and who.count is None

    def _are_persons(self, parties: Sequence[Party]) -> bool:
        return bool(parties) and all(one.ref and self.people.name(one.ref).kind == "person" for one in parties)

    def _denies_only_how(self, sentence: Sentence, hit: Hit) -> bool:
        claim = claim_at(self.claims, hit.head)
        denies = claim is not None and claim.stance == "denies"
        return denies and is_how_it_was_done(self.page.text[hit.span.end : sentence.span.end])

    def _on_bail(self, told: Statement, event: Event, sentence: Sentence) -> Iterator[Statement]:
        """The bail that a release names, which an order to release only announces: "ordered his release on bail"."""
        found = _ON_BAIL.match(self.page.text, told.span.end, sentence.span.end)
        if found is None:
            return
        is_ahead = event.kind == "release_order" and told.certainty != "negated"
        date = None if event.kind == "release_order" else event.date
        yield replace(
            told,
            span=Span(start=found.start("bail"), end=found.end("bail")),
            certainty="planned" if is_ahead else told.certainty,
            content=replace(event, kind="bail", date=date),
        )

    def _who(self, clauses: Clauses, sentence: Sentence, hit: Hit, hits: Sequence[Hit]) -> Participants:
        claim = claim_at(self.claims, hit.head)
        who = find_participants(clauses, hit, claim.speaker if claim else self.voice)
        if hit.frame.kind in PROCEDURES:
            return fill_sides(who, self.page.words(hit.span), sentence, self.people, self.home)
        if hit.shape == "noun" and not who.targets and hit.frame.kind in _BORNE:
            return replace(who, targets=self._concerned(sentence, hit, claim))
        absorbed = [one for one in hits if one is not hit and is_absorbed(clauses, one, (hit,))]
        if hit.frame.kind == "threat" and not who.targets and absorbed:
            inner = find_participants(clauses, absorbed[-1], claim.speaker if claim else self.voice)
            return replace(who, targets=inner.targets, count=inner.count)
        return who

    def _concerned(self, sentence: Sentence, hit: Hit, claim: Claim | None) -> tuple[Party, ...]:
        """Whom "the trial" concerns where the phrase does not say: the last person before, no speaker."""
        before = Span(start=sentence.span.start, end=hit.span.start) if hit.span.start > sentence.span.start else None
        found = [m.ref for m in self.people.mentions_in(before)] if before else []
        persons = [ref for ref in found if self.people.name(ref).kind == "person"]
        speaker = claim.speaker.ref if claim and claim.speaker and claim.form != "direct" else None
        others = [ref for ref in persons if ref != speaker] or (
            persons if _OWN_CHARGE.search(self.page.words(sentence.span)) else []
        )
        return (self.people.party(others[-1]),) if others else ()

    def _statement(self, sentence: Sentence, hit: Hit, hits: Sequence[Hit], who: Participants) -> Statement:
        claim = self._claim(sentence, hit)
        event = self._event(sentence, hit, hits, who, claim)
        around = (
            self.page.text[sentence.span.start : hit.span.start],
            self.page.text[hit.span.end : sentence.span.end],
        )
        return Statement(
            id=RIVAL if hit.frame.is_rival else "e0",
            span=hit.span,
            said_by=claim.speaker if claim else None,
            addressee=claim.addressee if claim else None,
            cue=claim.cue if claim else None,
            form=claim.form if claim else "narration",
            stance=claim.stance if claim else "asserts",
            certainty="negated"
            if _is_held(self.taken_back[sentence.span], hit)
            else certainty_of(hit, who, around, event, claim, self.page.published),
            content=event,
        )

    def _withdrawn(self, sentence: Sentence) -> Withdrawal | None:
        """What the document takes back of a sentence: in it, or in the one behind it: "That was wrong"."""
        return withdrawn(self.page.text, sentence.span) or self._refuted(sentence)

    def _refuted(self, sentence: Sentence) -> Withdrawal | None:
        behind = self.following.get(sentence.span)
        if behind is None or not is_refutation(self.page.words(behind.span)):
            return None
        told = [one for one in self.claims if sentence.span.holds(one.span)]
        if not told or claim_at(self.claims, behind.span) is not None:
            return None  # what was done can be wrong; what was said is untrue
        return Withdrawal(span=told[-1].span, is_wrong=True)

    def _claim(self, sentence: Sentence, hit: Hit) -> Claim | None:
        """Whose words they are: the document's own where it says that they are wrong, and behind that."""
        taken_back = self.taken_back[sentence.span]
        own = taken_back is not None and taken_back.span.start <= hit.head.start
        return None if own else claim_at(self.claims, hit.head)

    def _event(
        self, sentence: Sentence, hit: Hit, hits: Sequence[Hit], who: Participants, claim: Claim | None
    ) -> Event:
        end = self._clause_end(sentence, hit, hits)
        date = self._date(sentence, hit, hits, who, claim)
        court = who.agent if who.agent and re.search(r"\b(?:court|tribunal)\b", who.agent.name, re.I) else None
        wide = claim.span.end if claim and claim.span.end <= sentence.span.end else sentence.span.end
        return Event(
            kind=hit.frame.kind,
            event="v0",
            agent=who.agent,
            targets=who.targets,
            date=None if date is None else _to_the_day(date),
            reason=self._reason(sentence, hit, max(end, wide)),
            charge=self._charge(sentence, hit),
            law_article=article_of(self.page, hit, sentence.span.end),
            court=court,
            term=None if self._since(sentence, hit, who) else term_of(self.page, hit, end),
            count=who.count,
            part_of="group" if who.is_subset else None,
            **self._places(hit, end),
        )

    def _charge(self, sentence: Sentence, hit: Hit) -> str | None:
        """The charge, which is never somebody's name: "the conviction of X"."""
        charge = charge_of(self.page, hit, sentence.span.end)
        names = {one for name in self.people.names if name.kind == "person" for one in (name.name, *name.aliases)}
        return None if charge is None or re.sub(r"^(?:the|former) ", "", charge) in names else charge

    def _reason(self, sentence: Sentence, hit: Hit, end: int) -> str | None:
        if hit.frame.kind not in _ABROAD:
            return None
        if hit.frame.is_rival:
            return rival_reason(self.page, hit, sentence.span)
        return reason_of(self.page, hit, end)

    def _places(self, hit: Hit, end: int) -> dict[str, str]:
        found = places_of(self.page, self.people, hit, end)
        if hit.frame.kind not in _ABROAD | {"transfer", "deportation", "return", "defection"}:
            found.pop("destination", None)
            origin = found.pop("origin", None)
            return found if origin is None else {"place": origin} | found
        if hit.frame.kind == "flight":
            self._complete_route(hit, found)
        return found

    def _complete_route(self, hit: Hit, found: dict[str, str]) -> None:
        """A country where they are is where they went, if another is known to be left.

        Who is told to have gone abroad left the homeland; of others it is not guessed.
        """
        has_left = "origin" in found or "exile" in hit.frame.lemma
        if has_left and country_of(found.get("place", "")) not in (None, self.home, found.get("origin")):
            found.setdefault("destination", found["place"])
        if "destination" in found:
            found.setdefault("place", found["destination"])
        is_abroad = "destination" in found or hit.frame.lemma.startswith(_OVER_THE_BORDER)
        if self.home and is_abroad and self.home != country_of(found.get("destination", "")):
            found.setdefault("origin", self.home)

    def _date(
        self, sentence: Sentence, hit: Hit, hits: Sequence[Hit], who: Participants, claim: Claim | None
    ) -> When | None:
        inside = [d for d in self.dates if claim is None or claim.span.holds(d.span)]
        taken_back = self.taken_back[sentence.span]
        if taken_back is not None and _is_held(taken_back, hit):
            return date_of(self.dates, hit, taken_back.span, (), hits, self.page.text)
        barred = [] if claim else [one.span for one in self.claims if sentence.span.overlaps(one.span)]
        barred += [span for span in self._attributions(sentence) if claim is None or not claim.span.holds(span)]
        if hit.frame.kind in _STANDING and self._is_present(sentence, hit, who):
            return self._today()
        if since := self._since(sentence, hit, who):
            return since
        if _is_done(hit, who):  # "will be sentenced on 28 June and was remanded": the date is of another clause
            inside = [one for one in inside if not self._lies_ahead(one.when)]
        when = date_of(inside, hit, sentence.span, barred, hits, self.page.text, self.unplaced)
        told = set(who.group.split())
        is_reported = claim is not None and claim.form == "indirect" and bool({"was", "were"} & told)
        goes_on = hit.frame.kind in _STANDING and (is_reported or "still" in told)
        return self._today() if when is None and goes_on else when

    def _since(self, sentence: Sentence, hit: Hit, who: Participants) -> When | None:
        """ "Has been held for 11 days": open, from so many days before the publication."""
        if hit.frame.kind not in _STANDING or not {"has", "have"} & set(who.group.split()):
            return None
        return held_for(self.page.text[hit.span.end : sentence.span.end], self.page.published)

    def _lies_ahead(self, when: When) -> bool:
        published = self.page.published
        if when.earliest is None or published is None or published.latest is None:
            return False
        return when.earliest > published.latest

    def _attributions(self, sentence: Sentence) -> Iterator[Span]:
        """Where an attribution may hold the date of the telling: the cue, and a few words after it."""
        for one in self.claims:
            if one.cue_span is not None and sentence.span.holds(one.cue_span):
                told = one.span.start if one.span.start >= one.cue_span.end else sentence.span.end
                match = _TOLD_WHEN.match(self.page.text, one.cue_span.end, min(told, sentence.span.end))
                yield Span(start=one.cue_span.start, end=match.end() if match else one.cue_span.end)

    def _is_present(self, sentence: Sentence, hit: Hit, who: Participants) -> bool:
        now = any(sentence.span.holds(one.span) for one in self.present)
        return now or bool({"is", "are", "remains", "remain"} & set(who.group.split()))

    def _today(self) -> When | None:
        published = self.page.published
        return None if published is None else _to_the_day(published)

    def _clause_end(self, sentence: Sentence, hit: Hit, hits: Sequence[Hit]) -> int:
        """Where the clause of a trigger ends: a strong mark, or the next verb that tells of something."""
        match = _ENDS.search(self.page.text, hit.span.end, sentence.span.end)
        end = match.start() if match else sentence.span.end
        following = [one.head.start for one in hits if one.head.start > hit.span.end and one.frame.shape == "verb"]
        return min([end, *following])


def _to_the_day(when: When) -> When:
    """A date without its clock: an event is told of its day."""
    return When(re.sub(r"T[\d:Z+-]+", "", when.edtf))


def _is_done(hit: Hit, who: Participants) -> bool:
    """Whether its own verb group puts an act in the past: "was remanded"."""
    return hit.shape in ("past", "participle") and bool({"was", "were", "had"} & set(who.group.split()))


def _is_held(taken_back: Withdrawal | None, hit: Hit) -> bool:
    return taken_back is not None and taken_back.span.holds(hit.head)


def _is_moot(taken_back: Withdrawal | None, hit: Hit) -> bool:
    """Whether nobody can tell what became of an act that was taken back: only a clause that is wrong is denied."""
    if taken_back is None or not _is_held(taken_back, hit):
        return False
    return hit.shape == "noun" or not taken_back.is_wrong


def _with_parts(told: Sequence[Statement]) -> tuple[Statement, ...]:
    """Tie what is told of "one" or "some" of a group to the group's own event in detention."""
    group: Event | None = None
    done: list[Statement] = []
    for statement in told:
        event = statement.content
        if isinstance(event, Event) and event.part_of == "group":
            event = (
                replace(event, part_of=group.event, targets=_one_of(event, group))
                if group
                else replace(event, part_of=None)
            )
            statement = replace(statement, content=event)
        elif isinstance(event, Event) and event.kind in _STANDING and event.count is not None:
            group = event
        done.append(statement)
    return tuple(done)


def _one_of(event: Event, group: Event) -> tuple[Party, ...]:
    if not group.targets or not event.targets:
        return event.targets
    count = event.count.max if event.count and event.count.max else 1
    return (
        Party(
            name=f"{'one' if count == 1 else count} of {_TOTAL.sub('', group.targets[0].name)}",
            ref=event.targets[0].ref,
        ),
    )

"""All that can be said of a connection, and of that the three sentences that are told first.

Nothing is claimed that the capture does not prove; where another cause is possible, it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Chapter, Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.rules import questions
from tui_tcp.verdicts.surroundings import Surroundings
from tui_tcp.verdicts.track import track_of, tracks

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a connection: all claims, the worst first."""

    connection: Connection
    claims: tuple[Claim, ...]

    @property
    def severity(self) -> Severity:
        """How bad the worst of it is."""
        return self.claims[0].severity if self.claims else Severity.INFO

    @property
    def sentences(self) -> tuple[Claim, ...]:
        """The three that are told first: the worst of how it opened, of what shaped it, of how it ended."""
        worst: dict[Chapter, Claim] = {}
        for claim in self.claims:
            worst.setdefault(claim.chapter, claim)
        return tuple(worst[chapter] for chapter in sorted(worst))

    @property
    def others(self) -> tuple[Claim, ...]:
        """What else there is to say."""
        told = self.sentences
        return tuple(claim for claim in self.claims if claim not in told)


def judge(case: Case, least: Severity = Severity.INFO) -> Judgement:
    """Ask every rule whose answer can be as bad as `least`; claims that are less are left out."""
    claims: list[Claim] = []
    for ask in questions(case, least):
        said = ask(case)
        if said is not None:
            claims += [said] if isinstance(said, Claim) else said
    claims = sorted((claim for claim in claims if claim.severity >= least), key=lambda claim: claim.rank)
    return Judgement(case.connection, tuple(claims))


def case_of(session: Session, connection: Connection) -> Case:
    """Return a connection as it is by now, to be judged."""
    return Case(session, track_of(session, connection), Surroundings(session))


def cases_of(session: Session, connections: Sequence[Connection]) -> Iterator[Case]:
    """Return many connections to be judged, in the order given."""
    around = Surroundings(session)
    for track in tracks(session, connections):
        yield Case(session, track, around)

"""The page of all verdicts (docs/verdicts.md), made from the table that the program itself uses.

python -m tui_tcp.export.verdicts_page > docs/verdicts.md
"""

from __future__ import annotations

from tui_tcp.verdicts.catalogue import VERDICTS, Chapter, Severity

_PAGE = """# Verdicts

What is said of a connection: at most three sentences, how it opened, what shaped it and how it ended; the rest on
demand (`tcptui explain FILE --stream N`, or `x` on the screen). Each claim names the frames that prove it. Nothing is
claimed that the capture does not prove; where it allows another cause, that is named, too. Names are permanent: the
field `flow.verdict` has them, and so has the JSON of `tcptui explain`. This page is made from the table in the code; a
test holds it to it.

{kinds}
A verdict usually is as bad as the table says; little of it may weigh less (one segment lost and repaired at once is a
note), and a problem may turn out harmless. Of two that are as bad in one part of a connection's life, the one that
stands first here is told first.

{chapters}## Where a capture was taken, and what follows

A loss is *behind* the capture point where the same range passes it twice, and *before* it where a hole is filled later
by a segment that was sent after what stands beyond the hole (by the numbers of the IP headers, else by timestamps, else
the capture does not tell). What was acknowledged and never captured was not lost by the network. Round trips are those
between the capture point and each end; by Karn's rule, the acknowledgment of something sent twice does not count unless
a timestamp tells which copy it answers.

## Why something was sent again

`retransmission` says that a range was seen before; a cause stands beside it only where the capture tells one.

* No timer in use rings sooner than 20 ms, or a round trip, after a segment was last sent, unless somebody set it lower.
  What comes again sooner, with no acknowledgment that calls for it, has no cause; with the same identification it is a
  `duplicate_frame`. So is what comes again with a time before that of its acknowledgment: such captures were put
  together from several. What comes after its copy, though by its identification it was sent before it, is a
  `late_original`: it was not lost.
* A `tail_loss_probe` (RFC 8985) needs SACK, is the last segment, and comes two round trips after the last segment
  either way, and a little; within a second where the round trip is short; where nothing else is outstanding, no sooner
  than a delayed acknowledgment. Without SACK, or much later with nothing else outstanding, it is the retransmission
  timer's. Between these, and where nothing tells whether SACK was agreed, it is a `timer_retransmission`.
* A `fast_retransmission` follows at once what SACK or duplicate ACKs show, or up to a round trip later: so long RACK
  (RFC 8985) waits for what may be only late. By RACK a later segment or copy that arrived shows a loss, too.
* A `path_mtu_retransmission` follows an ICMP error that called a segment too large: at once, or cut to what passes.
* What a SYN carried and the SYN,ACK did not take comes again without a loss (RFC 7413), and has no cause.
* What was captured within 10 ms after its own acknowledgment, and not before, was not sent again: the tap turned the
  two round.
"""
_HEADINGS = {Chapter.OPENING: "How it opened", Chapter.COURSE: "What shaped it", Chapter.CLOSING: "How it ended"}
_KINDS = {
    Severity.PROBLEM: "a problem: somebody will complain of it",
    Severity.NOTE: "worth a note",
    Severity.INFO: "as it is; no complaint",
}


def page() -> str:
    """Return the page as Markdown."""
    kinds = "".join(f"| `{kind.letter}` | {kind.text} | {meaning} |\n" for kind, meaning in _KINDS.items())
    return _PAGE.format(
        kinds=f"| letter | severity | meaning |\n| --- | --- | --- |\n{kinds}",
        chapters="".join(_chapter(chapter) for chapter in Chapter),
    )


def _chapter(chapter: Chapter) -> str:
    rows = [v for v in VERDICTS if v.chapter == chapter]
    lines = "".join(f"| `{v.name}` | {v.severity.text} | {v.meaning} |\n" for v in rows)
    return f"## {_HEADINGS[chapter]}\n\n| verdict | severity | meaning |\n| --- | --- | --- |\n{lines}\n"


if __name__ == "__main__":
    print(page(), end="")

"""The Internet checksum (RFC 1071) and what a stored one tells."""

from tui_tcp.dissect.draft import Draft, Span

CORRECT = "correct"
PARTIAL = "partial (offload)"


def ones_sum(data: bytes) -> int:
    """Return the ones' complement sum of 16-bit words, an odd last byte padded with zero."""
    # 2^16 is 1 modulo 2^16 - 1, so the remainder of the whole as one number is the sum with its carries folded in.
    padded = data + b"\0" if len(data) % 2 else data
    value = int.from_bytes(padded, "big")
    return value and (value % 0xFFFF or 0xFFFF)


def pseudo_header(span: Span, protocol: int, length: int) -> bytes:
    """Return the pseudo header of RFC 9293 3.1 or RFC 8200 8.1, by the length of the addresses."""
    ends = span.source + span.destination
    if len(ends) == 8:
        return ends + bytes((0, protocol)) + length.to_bytes(2, "big")
    return ends + length.to_bytes(4, "big") + bytes((0, 0, 0, protocol))


def judge(covered: bytes, at: int, pseudo: bytes = b"") -> str:
    """Say what the checksum stored `at` bytes into the covered bytes is worth."""
    stored = int.from_bytes(covered[at : at + 2], "big")
    pseudo_sum = ones_sum(pseudo)
    # Both spellings of zero are right here; UDP's rule to send 0xffff for 0 is one of them.
    if _add(pseudo_sum, ones_sum(covered)) == 0xFFFF:
        return CORRECT
    if pseudo and stored == pseudo_sum:
        return PARTIAL
    cleared = covered[:at] + b"\0\0" + covered[at + 2 :]
    return f"incorrect, should be 0x{0xFFFF - _add(pseudo_sum, ones_sum(cleared)):04x}"


def transport_verdict(span: Span, protocol: int, at: int) -> str:
    """Judge a checksum over the pseudo header and all of the span; say why where it cannot be judged."""
    if not span.whole:
        return "not verified (fragment)"
    if span.size < span.declared:
        return "not verified (cut short)"
    # A TSO packet may be larger than the pseudo header of IPv4 can say.
    if not span.source or (len(span.source) == 4 and span.size > 0xFFFF):
        return "not verified"
    return judge(span.payload, at, pseudo_header(span, protocol, span.size))


def put_checksum(draft: Draft, name: str, at: int, verdict: str) -> None:
    """Add a stored checksum and what it is worth as one line."""
    raw = draft.bytes(at, 2)
    draft.put(name, "Checksum", f"0x{raw.hex()}, {verdict}", at, 2)


def _add(one: int, other: int) -> int:
    total = one + other
    return total - 0xFFFF if total > 0xFFFF else total

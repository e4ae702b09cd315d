"""The options of TCP (IANA tcp-parameters), each kind with its fields; MPTCP's in `mptcp.py`."""

from collections.abc import Sequence

from tui_tcp.dissect.draft import Draft
from tui_tcp.dissect.formats import dec, hexa, masked, number, octets
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.mptcp import mptcp_rows
from tui_tcp.dissect.options import Family, Option, put_options, tail
from tui_tcp.dissect.table import Row, Table

# RFC 7323 2.3: a larger shift counts as 14.
LARGEST_SHIFT = 14


def _scale(raw: bytes) -> str:
    return f"{raw[0]} (multiply by {1 << min(raw[0], LARGEST_SHIFT)})"


def _sack(body: bytes) -> Table:
    """Return the edges of the blocks (RFC 2018 3)."""
    rows = []
    for at in range(2, len(body) - 7, 8):
        rows.append(Row("tcp.options.sack_le", "Left edge", at, 4, dec))
        rows.append(Row("tcp.options.sack_re", "Right edge", at + 4, 4, dec))
    return rows


def _cookie(body: bytes) -> Table:
    """Return the cookie, or the wish for one (RFC 7413 4.1.1)."""
    if len(body) > 2:
        return tail("tcp.options.tfo.cookie", "Cookie", 2)(body)
    return (Row("tcp.options.tfo.request", "Cookie", 0, 2, lambda _: "requested"),)


def _blocks(content: Sequence[Field]) -> str:
    """Print the blocks as ranges: '100-200, 300-400'."""
    edges = [field.value for field in content]
    return ", ".join(f"{left}-{right}" for left, right in zip(edges[::2], edges[1::2], strict=False))


_ACCURATE_ECN = {172: ("ee0b", "eceb", "ee1b"), 174: ("ee1b", "eceb", "ee0b")}


def _accurate_ecn(body: bytes) -> Table:
    """Return the byte counters, three at most (RFC 9768 3.2.3)."""
    names = _ACCURATE_ECN[body[0]]
    return tuple(
        Row(f"tcp.options.acc_ecn.{name}", f"{name.upper()} counter", at, 3, dec)
        for name, at in zip(names, range(2, len(body) - 2, 3), strict=False)
    )


def _experiment(body: bytes) -> Table:
    """Return the experiment's identifier, two bytes mostly (RFC 6994 3), and its data."""
    head = Row("tcp.options.experimental.exid", "Experiment", 2, 2, hexa)
    # Fast Open lived under this identifier before it had a kind of its own (RFC 7413 4.1.1).
    if body[2:4] == b"\xf9\x89":
        return (head, *tail("tcp.options.tfo.cookie", "Fast open cookie", 4)(body))
    return (head, *tail("tcp.options.experimental.data", "Data", 4)(body))


_TIMEOUT_UNIT = {0: "s", 1: "min"}


def _user_timeout(raw: bytes) -> str:
    value = number(raw)
    return f"{value & 0x7FFF} {_TIMEOUT_UNIT[value >> 15]}"


_TCP = Family(
    kind="tcp.option_kind",
    length="tcp.option_len",
    single=frozenset((0, 1)),
    last=0,
    unknown="tcp.options.unknown.payload",
    catalogue={
        0: Option("tcp.options.eol", "End of options"),
        1: Option("tcp.options.nop", "No-operation"),
        2: Option("tcp.options.mss", "Maximum segment size", (Row("tcp.options.mss_val", "MSS", 2, 2, dec),)),
        3: Option("tcp.options.wscale", "Window scale", (Row("tcp.options.wscale.shift", "Shift", 2, 1, _scale),)),
        4: Option("tcp.options.sack_perm", "SACK permitted"),
        5: Option("tcp.options.sack", "SACK", _sack, _blocks),
        6: Option("tcp.options.echo", "Echo", (Row("tcp.options.echo_value", "Value", 2, 4, dec),)),
        7: Option("tcp.options.echoreply", "Echo reply", (Row("tcp.options.echo_value", "Value", 2, 4, dec),)),
        8: Option(
            "tcp.options.timestamp",
            "Timestamps",
            (
                Row("tcp.options.timestamp.tsval", "Value", 2, 4, dec),
                Row("tcp.options.timestamp.tsecr", "Echo reply", 6, 4, dec),
            ),
        ),
        19: Option("tcp.options.md5", "MD5 signature", (Row("tcp.options.md5.digest", "Digest", 2, 16, octets),)),
        27: Option("tcp.options.qs", "Quick-Start", tail("", "Data", 2)),
        28: Option(
            "tcp.options.user_to",
            "User timeout",
            (
                Row("tcp.options.user_to_granularity", "In minutes", 2, 2, masked(0x8000)),
                Row("tcp.options.user_to_val", "Timeout", 2, 2, _user_timeout),
            ),
            lambda content: content[-1].value,
        ),
        29: Option(
            "tcp.options.ao",
            "Authentication",
            lambda body: (
                Row("tcp.options.ao.keyid", "Key", 2, 1, dec),
                Row("tcp.options.ao.rnextkeyid", "Next key", 3, 1, dec),
                *tail("tcp.options.ao.mac", "MAC", 4)(body),
            ),
        ),
        30: Option("", "Multipath TCP", mptcp_rows),
        34: Option("tcp.options.tfo", "Fast open", _cookie),
        172: Option("tcp.options.acc_ecn", "Accurate ECN, order 0", _accurate_ecn),
        174: Option("tcp.options.acc_ecn", "Accurate ECN, order 1", _accurate_ecn),
        253: Option("tcp.options.experimental", "Experimental", _experiment),
        254: Option("tcp.options.experimental", "Experimental", _experiment),
    },
)


def put_tcp_options(draft: Draft, at: int, stop: int) -> None:
    """Add the options of a TCP header."""
    put_options(draft, _TCP, at, stop, "tcp.options")

"""What both ends agreed on, from what their SYNs offered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tui_tcp.verdicts.headers import Offer

DEFAULT_MSS, DEFAULT_MSS_6 = 536, 1220  # RFC 9293 section 3.7.1, of IPv4 and of IPv6: what holds where none is offered


@dataclass(frozen=True, slots=True)
class Agreed:
    """Options in force: the MSS that each end may be sent, the shift of each end's windows; None where not in force."""

    mss_client: int | None
    mss_server: int | None
    scale_client: int | None
    scale_server: int | None
    sack: bool
    timestamps: bool
    ecn: bool
    fast_open: bool
    multipath: bool
    accurate_ecn: bool


def agree(client: Offer | None, server: Offer | None) -> Agreed | None:
    """Return what holds for the connection; None unless both offers were captured whole."""
    if client is None or server is None or not (client.is_whole and server.is_whole):
        return None
    scales = client.scale is not None and server.scale is not None
    return Agreed(
        mss_client=client.mss,
        mss_server=server.mss,
        scale_client=client.scale if scales else None,
        scale_server=server.scale if scales else None,
        sack=client.sack and server.sack,
        timestamps=client.timestamps and server.timestamps,
        ecn=client.ecn and server.ecn,
        fast_open=client.fast_open and server.fast_open,
        multipath=client.multipath and server.multipath,
        accurate_ecn=client.accurate_ecn and server.accurate_ecn,
    )


@lru_cache(maxsize=256)  # most connections agree on what others agree on
def agreed_text(client: Offer | None, server: Offer | None, default: int = DEFAULT_MSS, is_larger: bool = False) -> str:
    """Return what was agreed in a few words: 'MSS 1460, windows scaled by 128, SACK'; '' if not known.

    `default` is the MSS where none is offered; `is_larger` tells that larger segments were sent.
    """
    agreed = agree(client, server)
    if agreed is None:
        return ""
    words = [_mss(agreed.mss_client, agreed.mss_server, default, is_larger)]
    if agreed.scale_client is not None and agreed.scale_server is not None:
        client_factor, server_factor = 1 << agreed.scale_client, 1 << agreed.scale_server
        both = f"{client_factor} (client) and {server_factor} (server)"
        words.append(f"windows scaled by {client_factor if client_factor == server_factor else both}")
    else:
        words.append("windows not scaled")
    words += [word for word, is_agreed in _words(agreed) if is_agreed]
    return ", ".join(words)


def _mss(client: int | None, server: int | None, default: int, is_larger: bool) -> str:
    """Return the smaller MSS of two; where nobody offers one, what holds then, unless more was sent all the same."""
    if client is not None and server is not None:
        return f"MSS {min(client, server)}"
    if client is not None:
        return f"MSS {client} (client), none of the server"
    if server is not None:
        return f"MSS {server} (server), none of the client"
    return "no MSS offered" if is_larger else f"no MSS offered (so {default} at most)"


def _words(agreed: Agreed) -> list[tuple[str, bool]]:
    return [
        ("SACK", agreed.sack),
        ("timestamps", agreed.timestamps),
        ("ECN", agreed.ecn),
        ("Accurate ECN", agreed.accurate_ecn),
        ("Fast Open", agreed.fast_open),
        ("Multipath TCP", agreed.multipath),
    ]

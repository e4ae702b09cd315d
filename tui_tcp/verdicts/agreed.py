"""What both ends agreed on, from what their SYNs offered."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tcp.verdicts.headers import Offer

_DEFAULT_MSS = 536  # RFC 9293 section 3.7.1, of IPv4; nobody who says nothing is sent more


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
    )


def agreed_text(client: Offer | None, server: Offer | None) -> str:
    """Return what was agreed in a few words: 'MSS 1460, scale 7 and 7, SACK, timestamps'; '' if not known."""
    agreed = agree(client, server)
    if agreed is None:
        return ""
    least = min(agreed.mss_client or _DEFAULT_MSS, agreed.mss_server or _DEFAULT_MSS)
    words = [f"MSS {least}"]
    if agreed.scale_client is not None and agreed.scale_server is not None:
        both = {f"× {1 << agreed.scale_client}", f"× {1 << agreed.scale_server}"}
        words.append("windows " + " and ".join(sorted(both, key=len)))
    else:
        words.append("windows not scaled")
    words += [word for word, is_agreed in _words(agreed) if is_agreed]
    return ", ".join(words)


def _words(agreed: Agreed) -> list[tuple[str, bool]]:
    return [
        ("SACK", agreed.sack),
        ("timestamps", agreed.timestamps),
        ("ECN", agreed.ecn),
        ("Fast Open", agreed.fast_open),
        ("Multipath TCP", agreed.multipath),
    ]

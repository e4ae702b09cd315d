"""Header decode: the bytes of each framed record -> the numbers of its TCP segment, or the kind of frame it is.

One method a header, called in the order in which headers stand in a frame; each checks the lengths that it relies on
where it relies on them, and leaves the frame's kind behind. Lengths of payload come from the IP header, so a short
snaplen changes nothing and Ethernet padding is never payload. Nothing here raises on any bytes.
"""

from __future__ import annotations

from tui_tcp.wire.frames import MAX_SACK_BLOCKS, NO_HEADER, NO_SHIFT, Frames, Kind, Scratch
from tui_tcp.wire.pairs import Pairs

# As C integers where compiled: a look-up of an enum's member costs more than the header it names.
_OTHER = int(Kind.OTHER)
_TCP4 = int(Kind.TCP4)
_TCP6 = int(Kind.TCP6)
_UDP = int(Kind.UDP)
_ICMP = int(Kind.ICMP)
_ICMP6 = int(Kind.ICMP6)
_ARP = int(Kind.ARP)
_OTHER_IP = int(Kind.OTHER_IP)
_FRAGMENT = int(Kind.FRAGMENT)
_CUT = int(Kind.CUT)
_MALFORMED = int(Kind.MALFORMED)
_UNKNOWN_LINK = int(Kind.UNKNOWN_LINK)
_NO_SHIFT = NO_SHIFT
_NO_HEADER = NO_HEADER
_MAX_SACK = MAX_SACK_BLOCKS

_LINK_ETHERNET = 1  # https://www.tcpdump.org/linktypes.html
_RAW_IP = frozenset({12, 14, 101, 228, 229})
_NULL_LINKS = frozenset({0, 108})
_PROTOCOL_KINDS = {1: _ICMP, 17: _UDP, 58: _ICMP6}
_MAX_EXTENSIONS = 32  # IPv6 extension headers; as deep as anything real, and a bound for what is not


class Decoder:
    """Decode batches of framed records; numbers the socket pairs it meets in `pairs`."""

    def __init__(self, scratch: Scratch) -> None:
        self.pairs = Pairs()
        self.scratch = scratch
        self.unknown_links: dict[int, int] = {}  # link type -> frames

    def decode(self, data: memoryview, origin: int, frames: Frames, start: int, stop: int, links: list[int]) -> None:
        """Decode rows start..stop of `frames`, whose bytes lie in `data`, which begins at file position `origin`.

        `links` has the link type of each interface.
        """
        self.data = data
        self.frames = frames
        for row in range(start, stop):
            self.row = row
            self.slot = row - start
            self.scratch.pair[self.slot] = -1
            frames.ip_at[row] = _NO_HEADER
            self.start = frames.offset[row] - origin
            self.end = self.start + frames.captured[row]
            self.wire_end = self.start + frames.length[row]
            interface = frames.interface[row]
            link = links[interface] if interface < len(links) else -1
            kind = self._ethernet(self.start) if link == _LINK_ETHERNET else self._other_link(link, self.start)
            frames.kind[row] = kind

    def _b16(self, at: int) -> int:
        return self.data[at] << 8 | self.data[at + 1]

    def _b32(self, at: int) -> int:
        return self.data[at] << 24 | self.data[at + 1] << 16 | self.data[at + 2] << 8 | self.data[at + 3]

    def _b64(self, at: int) -> int:
        high = self._b32(at)
        return high << 32 | self._b32(at + 4)

    def _ethernet(self, at: int) -> int:
        if at + 14 > self.end:
            return _CUT
        ethertype = self._b16(at + 12)
        return self._ethertype(ethertype, at + 14) if ethertype > 1500 else self._llc(at + 14)

    def _llc(self, at: int) -> int:
        """Follow IEEE 802.2 SNAP with a zero OUI (RFC 1042) to its ethertype."""
        if at + 8 <= self.end and self._b32(at) == 0xAAAA0300 and self._b16(at + 4) == 0:
            return self._ethertype(self._b16(at + 6), at + 8)
        return _OTHER

    def _ethertype(self, ethertype: int, at: int) -> int:
        while ethertype in (0x8100, 0x88A8, 0x9100):  # 802.1Q, 802.1ad, and what came before it
            if at + 4 > self.end:
                return _CUT
            ethertype = self._b16(at + 2)
            at += 4
        if ethertype == 0x0800:
            return self._ip4(at)
        if ethertype == 0x86DD:
            return self._ip6(at)
        return _ARP if ethertype == 0x0806 else _OTHER

    def _other_link(self, link: int, at: int) -> int:
        if link in _RAW_IP:
            return self._ip(at)
        if link in _NULL_LINKS:
            return self._ip(at + 4)  # the address family's number differs between systems; IP's version does not
        if link == 113:
            return self._cooked(at, 14, 16)
        if link == 276:
            return self._cooked(at, 0, 20)
        self.unknown_links[link] = self.unknown_links.get(link, 0) + 1
        return _UNKNOWN_LINK

    def _cooked(self, at: int, protocol_at: int, size: int) -> int:
        """Linux cooked capture: version 1 has its protocol at byte 14 of 16, version 2 at byte 0 of 20."""
        if at + size > self.end:
            return _CUT
        return self._ethertype(self._b16(at + protocol_at), at + size)

    def _ip(self, at: int) -> int:
        if at >= self.end:
            return _CUT
        return self._ip6(at) if self.data[at] >> 4 == 6 else self._ip4(at)

    def _ip4(self, at: int) -> int:
        """RFC 791 section 3.1."""
        if at + 20 > self.end:
            return _CUT
        header = (self.data[at] & 0x0F) * 4
        if self.data[at] >> 4 != 4 or header < 20:
            return _MALFORMED
        self.frames.ip_at[self.row] = min(at - self.start, _NO_HEADER)
        total = self._b16(at + 2)
        # A length of 0 is written by segmentation offload, after the capture: the frame's own length counts.
        self.ip_end = at + total if total else self.wire_end
        self.src_high = self.dst_high = 0
        self.src_low = self._b32(at + 12)
        self.dst_low = self._b32(at + 16)
        if self._b16(at + 6) & 0x3FFF:
            return _FRAGMENT
        return self._ip_payload(self.data[at + 9], at + header, _TCP4)

    def _ip6(self, at: int) -> int:
        """RFC 8200 section 3."""
        if at + 40 > self.end:
            return _CUT
        if self.data[at] >> 4 != 6:
            return _MALFORMED
        self.frames.ip_at[self.row] = min(at - self.start, _NO_HEADER)
        length = self._b16(at + 4)
        self.ip_end = at + 40 + length if length else self.wire_end  # 0: a jumbogram (RFC 2675), or offload
        self.src_high = self._b64(at + 8)
        self.src_low = self._b64(at + 16)
        self.dst_high = self._b64(at + 24)
        self.dst_low = self._b64(at + 32)
        return self._ip6_payload(self.data[at + 6], at + 40)

    def _ip6_payload(self, protocol: int, at: int) -> int:
        """Follow the extension headers (RFC 8200 section 4) to what they carry."""
        for _ in range(_MAX_EXTENSIONS):
            if protocol not in (0, 43, 44, 51, 60, 135, 139, 140):
                break
            if at + 8 > self.end:
                return _CUT
            if protocol == 44 and self._b16(at + 2) & 0xFFF9:
                return _FRAGMENT
            size = self._extension_size(protocol, at)
            protocol = self.data[at]
            at += size
        return self._ip_payload(protocol, at, _TCP6)

    def _extension_size(self, protocol: int, at: int) -> int:
        if protocol == 44:
            return 8
        if protocol == 51:  # the authentication header counts in fours (RFC 4302 section 2.2)
            return (self.data[at + 1] + 2) * 4
        return (self.data[at + 1] + 1) * 8

    def _ip_payload(self, protocol: int, at: int, kind: int) -> int:
        if protocol == 6:
            return self._tcp(at, kind)
        kind = _PROTOCOL_KINDS.get(protocol, _OTHER_IP)
        return kind

    def _tcp(self, at: int, kind: int) -> int:
        """RFC 9293 section 3.1."""
        if at + 20 > self.end:
            return _CUT
        frames, row = self.frames, self.row
        ports = self._b32(at)
        is_ipv6 = kind == _TCP6
        self.scratch.pair[self.slot] = self.pairs.find(
            self.src_high, self.src_low, self.dst_high, self.dst_low, ports | (is_ipv6 << 32)
        )
        word = self._b16(at + 12)
        header = (word >> 12) * 4
        payload = self.ip_end - at - header
        frames.tcp_at[row] = min(at - self.start, _NO_HEADER)
        frames.header_word[row] = word
        frames.seq_raw[row] = self._b32(at + 4)
        frames.ack_raw[row] = self._b32(at + 8)
        frames.window_raw[row] = self._b16(at + 14)
        frames.payload[row] = payload if payload > 0 and header >= 20 else 0
        self._no_options()
        if header > 20:
            self._options(at + 20, min(at + header, self.end))
        return kind

    def _no_options(self) -> None:
        scratch, slot = self.scratch, self.slot
        scratch.mss[slot] = 0
        scratch.shift[slot] = _NO_SHIFT
        scratch.sack_permitted[slot] = 0
        scratch.has_timestamps[slot] = 0
        scratch.sack_count[slot] = 0

    def _options(self, at: int, end: int) -> None:
        """RFC 9293 section 3.2: kind, length, value; 0 ends, 1 pads. A length that cannot be right ends them, too."""
        while at < end:
            kind = self.data[at]
            if kind == 1:
                at += 1
                continue
            if kind == 0 or at + 1 >= end:
                return
            size = self.data[at + 1]
            if size < 2 or at + size > end:
                return
            self._option(kind, at + 2, size - 2)
            at += size

    def _option(self, kind: int, at: int, size: int) -> None:
        scratch, slot = self.scratch, self.slot
        if kind == 8 and size == 8:  # RFC 7323 section 3.2
            scratch.has_timestamps[slot] = 1
            scratch.tsval[slot] = self._b32(at)
            scratch.tsecr[slot] = self._b32(at + 4)
        elif kind == 5:  # RFC 2018 section 3
            self._sack(at, min(size // 8, _MAX_SACK))
        elif kind == 2 and size == 2:  # RFC 9293 section 3.7.1
            scratch.mss[slot] = self._b16(at)
        elif kind == 3 and size == 1:  # RFC 7323 section 2.2
            scratch.shift[slot] = min(self.data[at], 14)
        elif kind == 4:  # RFC 2018 section 2
            scratch.sack_permitted[slot] = 1

    def _sack(self, at: int, count: int) -> None:
        self.scratch.sack_count[self.slot] = count
        first = self.slot * 2 * _MAX_SACK
        for edge in range(2 * count):
            self.scratch.sack[first + edge] = self._b32(at + 4 * edge)

"""Dates and times of day as people write them in filters, in nanoseconds since the epoch."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,9}))?)?"
_ZONE = r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?"
_FORMS = [
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[ T]{_CLOCK}{_ZONE})?"),
    re.compile(rf"(?P<name>[A-Z][a-z]{{2}}) +(?P<day>\d\d?), (?P<year>\d{{4}}) {_CLOCK}{_ZONE}"),
]


def moment(text: str) -> int | None:
    """Return a moment, without a zone in local time; None for what is no date."""
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if match:
            return _moment(match.groupdict())
    return None


def _moment(parts: dict[str, str | None]) -> int | None:
    name = parts.get("name")
    try:
        month = _MONTHS.index(name) + 1 if name else int(parts["month"] or 0)
        hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
        day = datetime(int(parts["year"] or 0), month, int(parts["day"] or 0), tzinfo=_zone(parts["zone"]))
        when = day.replace(hour=hour, minute=minute, second=second)
        return int(when.timestamp()) * 10**9 + int((parts["fraction"] or "0").ljust(9, "0"))
    except (ValueError, OverflowError, OSError):
        return None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ("Z", "UTC"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))

"""From a field of the detail to filters: its value is printed for people, so several ways to write it are tried."""

from __future__ import annotations


def expressions(name: str, value: str) -> list[str]:
    """Return filters that may ask for that field with that value, the most exact first."""
    if not name:
        return []
    word = value.split(" ", 1)[0].rstrip(",").replace(",", "")
    inside = value.partition("(")[2].partition(")")[0]
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    values = dict.fromkeys((word, value, quoted, inside)) if value else {}
    return [f"{name} == {each}" for each in values if each] + [name]


def uses(expression: str, standing: str) -> list[tuple[str, str]]:
    """Return the filters that a field's makes, alone and with the one that holds, each with its meaning."""
    made = [(expression, "only these"), (f"!({expression})", "all but these")]
    if standing:
        made += [
            (f"({standing}) and {expression}", "of what is shown, only these"),
            (f"({standing}) and !({expression})", "of what is shown, all but these"),
            (f"({standing}) or {expression}", "these, too"),
        ]
    return made

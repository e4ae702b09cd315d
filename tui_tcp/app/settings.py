"""What the user's configuration file says: other keys for actions, another theme, filters by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from platformdirs import user_config_path

from tui_tcp.views.keys import BY_ID


@dataclass
class Settings:
    """`keys` are keys by an action's id, as `App.set_keymap` takes them; `complaint` tells what could not be used."""

    keys: dict[str, str] = field(default_factory=dict)
    theme: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    complaint: str = ""


def read_settings() -> Settings:
    """Read config.toml; without one everything stays as it is."""
    path = user_config_path("tcptui") / "config.toml"
    try:
        if not path.exists():
            return Settings()
        import tomllib

        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return Settings(complaint=f"{path}: {error}")
    return _settings(table)


def _settings(table: dict[str, object]) -> Settings:
    keys = table.get("keys", {})
    theme = table.get("theme", "")
    filters = table.get("filters", {})
    if not isinstance(keys, dict) or not isinstance(theme, str) or not isinstance(filters, dict):
        return Settings(complaint="config.toml: [keys] and [filters] are tables of strings, theme a string")
    unknown = [name for name, value in _flat(keys).items() if name not in BY_ID or not isinstance(value, str)]
    complaint = f"config.toml: no such action: {', '.join(unknown)}" if unknown else ""
    known = {name: str(value) for name, value in _flat(keys).items() if name not in unknown}
    return Settings(known, theme, {name: str(text) for name, text in filters.items()}, complaint)


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    """Return `{'list': {'sort': 'o'}}`, which is what TOML makes of `list.sort = "o"`, as `{'list.sort': 'o'}`."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat

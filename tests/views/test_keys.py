from collections import Counter

from tui_tcp.views.keys import BY_ID, GROUPS, KEYS


def test_no_key_has_two_meanings() -> None:
    assert [key for key, times in Counter(key for entry in KEYS for key in entry.keys).items() if times > 1] == []


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(KEYS)


def test_every_key_is_explained() -> None:
    assert all(key.keys and key.shown and key.meaning and key.group in GROUPS for key in KEYS)
    assert {key.where for key in KEYS} == {"everywhere", "list", "detail", "live", "welcome"}

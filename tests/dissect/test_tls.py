"""TLS records."""

from tui_tcp.dissect.frame import dissect
from tui_tcp.dissect.tls import is_record, labels

from . import builders as b
from .looking import check, labelled, names, values

HELLO = b.client_hello(b"example.org")


def test_a_client_hello_is_taken_apart() -> None:
    data = b.ip(b.tcp(HELLO))
    layers = dissect(data, 228)
    check(layers, data)
    assert layers[2].title == "Transport Layer Security, Client Hello (example.org)"
    assert values(layers, "tls.handshake.extensions_server_name") == ["example.org"]
    assert values(layers, "tls.handshake.extensions_alpn_str") == ["h2", "http/1.1"]
    assert values(layers, "tls.handshake.extensions.supported_version") == ["0x0304 (TLS 1.3)"]
    assert values(layers, "tls.handshake.ciphersuite") == [
        "0x1301 (TLS_AES_128_GCM_SHA256)",
        "0xc02f (TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)",
    ]


def test_a_cut_hello_shows_what_is_there() -> None:
    for size in range(5, len(HELLO)):
        data = b.ip(b.tcp(HELLO[:size]))
        layers = dissect(data, 228)
        check(layers, data)
        assert labelled(layers, "Continues") == ["the record goes on in a later segment"]


def test_several_records_in_one_segment() -> None:
    alert = b"\x15\x03\x03\0\2\2\x28"
    layers = dissect(b.ip(b.tcp(alert + b"\x17\x03\x03\0\3abc" + b"\x14\x03\x03\0\1\1")), 228)
    assert layers[2].title.endswith("Alert (handshake failure), Application Data, Change Cipher Spec")
    assert values(layers, "tls.alert_message.desc") == ["40 (handshake failure)"]
    assert names(layers) == ["ip", "tcp", "tls"]


def test_what_follows_the_last_record_is_data() -> None:
    assert names(dissect(b.ip(b.tcp(b"\x17\x03\x03\0\1a" + b"zzzzz")), 228)) == ["ip", "tcp", "tls", "data"]


def test_an_encrypted_handshake_is_not_read_as_one() -> None:
    assert labels(b"\x16\x03\x03\0\x05\x01\xff\xff\xff\xff", 3) == ["Encrypted Handshake Message"]


def test_records_are_told_from_other_bytes() -> None:
    assert is_record(HELLO)
    for head in (
        b"",
        b"\x16\x03\x01",
        b"\x16\x03\x05\0\1",
        b"\x16\x02\0\0\1",
        b"\x19\x03\0\0\1",
        b"\x16\x03\1\0\0",
        b"\x16\x03\1\xff\xff",
    ):
        assert not is_record(head)

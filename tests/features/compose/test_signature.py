"""Which part of a Compose short mapping the cursor is in."""

import pytest

from portlens.features.signature import signature
from tests._judge import document
from tests._marks import without_cursor


def active(entry: str) -> str | None:
    text, offset = without_cursor(f"services:\n  web:\n    ports:\n      - {entry}\n")
    found = signature(document("compose", text), offset, "en")
    if found is None:
        return None
    (start, end), _ = found.parts[found.active]
    return found.label[start:end]


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ('"<|>"', "CONTAINER"),
        ('"80<|>"', "CONTAINER"),
        ('"80<|>80:80"', "HOST"),
        ('"8080:<|>"', "CONTAINER"),
        ('"8080:8<|>0"', "CONTAINER"),
        ('"127.0.<|>0.1:8080:80"', "ADDRESS"),
        ('"127.0.0.1:80<|>80:80"', "HOST"),
        ('"127.0.0.1:<|>:80"', "HOST"),
        ('"[::<|>1]:8080:80"', "ADDRESS"),
        ('"[::1]:80<|>80:80"', "HOST"),
        ('"${PORT:-80<|>80}:80"', "HOST"),
        ('"8080:80/u<|>dp"', "TRANSPORT"),
        ("{target: 8<|>0}", None),
    ],
)
def test_active_part(entry: str, part: str | None) -> None:
    assert active(entry) == part


def test_other_formats_have_none() -> None:
    assert signature(document("nginx", "server { listen 80; }"), 17, "en") is None


def test_japanese() -> None:
    text = 'services:\n  web:\n    ports: ["80"]\n'
    found = signature(document("compose", text), text.index("80"), "ja")
    assert found
    assert "コンテナー内のポート" in found.parts[2][1]

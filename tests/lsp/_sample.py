"""A text in one format, with what each request should find in it."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A text and the places in it that the tests ask about; a word stands where it is first."""

    format_id: str
    file: str
    language: str
    text: str
    port: str  # something to hover over, in words that are found once
    title: str  # what the hover says of it
    typed: tuple[str, str, str]  # (in the place of this, type this, take this)
    wrong: str  # what a rule complains of
    code: str
    symbol: str
    hint: str | None
    twin: tuple[str, int]  # a port of which there are so many in the file
    link: tuple[str, str]  # (a place here, the sample in which its definition stands)
    beside: tuple[str, ...] = ()  # the samples without which nothing is said of this one
    names: tuple[str, ...] = ()  # files that it names


# Formats whose samples open no port that others could use.
OPENING_NONE = {
    "services",
    "prometheus",
    "devcontainer",
    "ufw",
    "nftables",
    "firewalld",
    "helm-values",
    "iptables",
}

"""Every fix of every rule, on every fixture, on real files and on texts with accidents in them."""

import os
from zlib import crc32

import pytest

from tests._every_fix import CORPUS, Sample, complaints, corpus, fixtures, mended
from tests._mutate import mutate

# `PORTLENS_MUTANTS=35 pytest tests/test_every_fix.py` tries 20,000 and takes some minutes.
MUTANTS = int(os.environ.get("PORTLENS_MUTANTS", "1"))  # of each fixture
FIXTURES = fixtures()


def crlf(sample: Sample) -> Sample:
    files = {path: text.replace("\n", "\r\n") for path, text in sample.files.items()}
    return sample._replace(text=sample.text.replace("\n", "\r\n"), files=files)


@pytest.mark.parametrize("sample", FIXTURES, ids=lambda sample: sample.name)
def test_fixture(sample: Sample) -> None:
    assert list(complaints(sample)) == []


@pytest.mark.parametrize("sample", FIXTURES, ids=lambda sample: sample.name)
def test_fixture_with_the_line_ends_of_windows(sample: Sample) -> None:
    assert list(complaints(crlf(sample))) == []


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of real files is not there: {CORPUS}")
def test_real_files() -> None:
    for sample in corpus():
        assert list(complaints(sample)) == [], sample.name


def test_texts_with_accidents_in_them() -> None:
    wrong = {}
    fixed = 0
    for sample in FIXTURES:
        # What is made of a fixture depends on it alone: another one more changes nothing here.
        first = crc32(sample.text.encode("utf-8", "surrogateescape"))
        for seed in range(first, first + MUTANTS):
            mutant = sample._replace(text=mutate(sample.text, [sample.text], seed))
            fixed += sum(bool(one.finding.fixes) for one in mutant.analysis().findings)
            found = list(complaints(mutant))
            if found:
                wrong[sample.name, seed] = (mutant.text, found)
    assert not wrong
    assert fixed > len(FIXTURES) * MUTANTS / 4  # else it was no test


# What was wrong once, by chance or in somebody's file: the text, and what `--fix` makes of it.
ONCE = [
    # the only entry of a list: nothing is left to write there
    (
        "compose",
        (
            "services:\n  a:\n    image: a\n    ports:\n      - 80:80\n---\n"
            "services:\n  a:\n    ports:\n      - 80:80\n"
        ),
        None,
    ),
    # a statement that nobody has ended yet goes on to the end of its block
    (
        "nginx",
        "http { server { listen 443 ssl; listen 443 } }\nstream { server { listen 1; } }\n",
        None,
    ),
    # the only one on its indent, between lines of other lists
    (
        "compose",
        (
            "services:\n  a:\n    expose:\n    - 80\n    ports:\n    - 81:81\n    # twice\n"
            "    - 81:81\n    links:\n    - b\n"
        ),
        (
            "services:\n  a:\n    expose:\n    - 80\n    ports:\n    - 81:81\n    # twice\n"
            "    links:\n    - b\n"
        ),
    ),
]


@pytest.mark.parametrize(("format_id", "before", "after"), ONCE)
def test_what_was_wrong_once(format_id: str, before: str, after: str | None) -> None:
    sample = Sample("once", format_id, "", before, {})
    assert list(complaints(sample)) == []
    assert mended(sample)[0].text == (before if after is None else after)


@pytest.mark.parametrize(
    ("format_id", "text"),
    [
        ("sshd_config", "Port 22 65536\n"),
        ("sshd_config", "Port 22 Port 22 2222\n"),
        ("sshd_config", "Port 2200 ,"),
        ("sshd_config", "Port 0/tcp\n"),
        ("sshd_config", "ListenAddress /2222\n"),
        ("sshd_config", "ListenAddress *:70000\n"),
        ("ssh_config", "HostName 10.0.0.1:22 HostName [::1]:22\n"),
        ("ssh_config", "LocalForward 8080 ::1:0\n"),
        ("services", "        6010/tcp\r\n"),
        ("nginx", "http { server { listen [ :]:80; } }\n"),
        ("nginx", "http { server { listen 80 80; } }\n"),
        ("compose", 'services:\n  a:\n    ports: ["127.0.0.1:54325432"]\n'),
        ("compose", "services:\n  a:\n    ports:\n      - {target: 82, protocol: 6}\n"),
    ],
)
def test_a_fix_that_helps_nobody_is_none(format_id: str, text: str) -> None:
    found = Sample("once", format_id, "", text, {}).analysis().findings
    assert found
    assert not [fix.title.en for one in found for fix in one.finding.fixes]

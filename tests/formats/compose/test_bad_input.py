"""Texts made to hurt: bounded time, nothing invented, no error."""

import time

import pytest

from portlens.formats.compose.reader import read
from tests._judge import context, document, judge

LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n" for number in range(1, 20)
)
MERGES = "b0: &b0 {ports: ['1:1']}\n" + "".join(
    f"b{number}: &b{number} {{<<: [*b{number - 1}, *b{number - 1}], x{number}: 1}}\n"
    for number in range(1, 60)
)
SERVICE = "services:\n  web:\n    image: nginx\n    ports: ['8080:80']\n"


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS + "services:\n  web:\n    ports: *a19\n",
        MERGES + "services:\n  web:\n    <<: *b59\n",
        "a: &a\n  b: *a\nservices:\n  web: &web\n    <<: *web\n    ports: &p [*p]\n",
        "services: *services\n",
        "services:\n" + "  a:\n" * 50_000,
        SERVICE + "    ports: [" + "'8080:80', " * 100_000,
        "services:\n  web:\n    ports:\n" + '      - "8080:80\n' * 20_000,
        "services:\n  web:\n    ports:\n      - " + "${A:-" * 50_000,
        "services:\n  web:\n    ports:\n      - '" + "9" * 100_000 + ":80'\n",
        "services:\n  web:\n    ports:\n      - '" + ":" * 100_000 + "'\n",
        "- " * 100_000,
        "? " * 50_000,
        "services:\n" + " " * 500_000 + "web:\n",
        "services:\n  web:\n" + "\t" * 300_000 + "- 80\n",
        "x:" + " http://" * 100_000,
        "x: " + "a.b-" * 100_000 + ":80",
        "\ufeff" + SERVICE,
        SERVICE.replace("\n", "\r\n"),
        SERVICE + "\x00\x01\x85\u2028\ud800",
    ],
    ids=range(19),
)
def test_reading_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    reading = read(text, "")
    assert time.process_time() - start < 5
    assert len(reading.uses) <= 200_000


def test_ten_megabytes_are_read() -> None:
    line = "      NAME_{}: the value of a variable\n"
    lines = "".join(line.format(number) for number in range(200_000))
    text = f"{SERVICE}    environment:\n{lines}  last:\n    image: x\n    ports: [81]\n"
    assert len(text) > 8_000_000
    start = time.process_time()
    assert [use.port.first for use in read(text, "").uses if use.port] == [8080, 81]
    assert time.process_time() - start < 10


def test_thousands_of_services_are_judged() -> None:
    block = "  s{0}:\n    image: x\n    ports: ['{1}:80']\n"
    text = "services:\n" + "".join(block.format(n, 1 + n) for n in range(8_000))
    subject = document("compose", text)
    start = time.process_time()
    assert not judge(subject, only=["host-port-conflict"])
    assert time.process_time() - start < 10
    assert len(subject.uses) == 8_000


def test_a_thousand_services_on_one_port() -> None:
    text = "services:\n" + "".join(
        f"  s{number}:\n    image: x\n    ports: ['127.0.{number // 250}.{number % 250}:80:80']\n"
        for number in range(2_000)
    )
    start = time.process_time()
    assert not judge(document("compose", text), only=["host-port-conflict"])
    assert time.process_time() - start < 10


@pytest.mark.parametrize("template", ["{{ ports }}", "{% for p in ports %}", "<%= ports %>"])
def test_nothing_is_invented_in_templates(template: str) -> None:
    head = "services:\n  web:\n    image: nginx\n    ports:\n"
    text = f'{head}      - "{template}"\n      - {template}\n'
    around = context({"/site/compose.yaml": text})
    assert not judge(document("compose", text), around)


def test_several_documents_are_one_file() -> None:
    text = f"{SERVICE}---\nservices:\n  api:\n    image: api\n    ports: ['8080:81']\n"
    (label,) = judge(document("compose", text), only=["host-port-conflict"])
    assert label.text.endswith("web publishes port 8080 of the host as well")


def test_a_chain_of_merge_keys_loses_nothing() -> None:
    chain = "x-0: &a0 {ports: ['8080:80']}\n" + "".join(
        f"x-{n}: &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 2001)
    )
    [use] = document("compose", f"{chain}services:\n  web:\n    <<: *a2000\n").uses
    assert use.owner == "services.web"

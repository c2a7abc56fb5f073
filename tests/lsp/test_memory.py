"""What a server keeps of a large workspace is bounded by what is written in it."""

from tests.bench.memory import kept_a_use

_MOST = 1.5  # KiB a port use, by which a thousand services with three each are five megabytes


def test_what_is_kept_of_a_port_use_that_was_read_is_small() -> None:
    assert kept_a_use(50, is_judged=False) < _MOST

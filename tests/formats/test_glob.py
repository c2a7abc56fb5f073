from fnmatch import fnmatchcase
from itertools import islice
from random import Random

import pytest

from portlens.formats._glob import MOST_ALTERNATIVES, Globs, alternatives, compile_globs, matches
from portlens.formats.registry import all_formats


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("nginx.conf", "/etc/nginx/nginx.conf"),
        ("**/nginx/**/*.conf", "/etc/nginx/a/b.conf"),
        ("**/nginx/**/*.conf", "nginx/b.conf"),
        ("compose*.{yml,yaml}", "a/compose.prod.yaml"),
        ("**/.ssh/config", "/home/a/.ssh/config"),
        ("?.conf", "a/b.conf"),
        ("/etc/services", "/etc/services"),
    ],
)
def test_matches(pattern: str, path: str) -> None:
    assert matches(path, pattern)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("nginx.conf", "my-nginx.conf"),
        ("*.conf", "a.conf/b"),
        ("**/nginx/*.conf", "nginx/a/b.conf"),
        ("a.b", "axb"),
        ("/etc/services", "/x/etc/services"),
    ],
)
def test_does_not_match(pattern: str, path: str) -> None:
    assert not matches(path, pattern)


def test_an_unclosed_brace_is_closed_at_the_end() -> None:
    assert matches("b", "{a,b")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 25 + "b", "a" * 4000),
        ("**/" * 7 + "x", "a/" * 1000 + "y"),
        ("**/a/" * 30 + "x", "a/" * 1000 + "y"),
        ("**/*a*a/" * 30 + "x", "aaaa/" * 1000 + "y"),
        ("{a,b}" * 30 + "x", "a" * 30),
        ("{" * 3000 + "a,b", "c"),
    ],
)
def test_a_pattern_full_of_stars_or_braces_takes_no_time(pattern: str, path: str) -> None:
    assert not matches(path, pattern)


def test_braces_stand_for_so_many_patterns_and_no_more() -> None:
    assert alternatives("{a,{b,c}}x{,y}") == ["ax", "axy", "bx", "bxy", "cx", "cxy"]
    assert len(alternatives("{a,b}" * 30)) == MOST_ALTERNATIVES


def test_any_pattern_matches_what_the_definition_says() -> None:
    random = Random("globs")
    segments = ("**", "*", "a", "*a", "a*", "*a*b", "?", "b*a*", "ab")
    found = 0
    for _ in range(20_000):
        pattern = "/".join(random.choices(segments, k=random.randint(2, 6)))
        names = ("".join(random.choices("ab", k=random.randint(1, 4))) for _ in range(8))
        path = "/".join(islice(names, random.randint(1, 6)))
        wanted = _means(path.split("/"), pattern.split("/"))
        assert matches(path, pattern) is wanted, (pattern, path)
        found += wanted
    assert found > 500


def _means(path: list[str], pattern: list[str]) -> bool:
    """Tell the same by trying everything."""
    if not pattern:
        return not path
    first, *rest = pattern
    if first == "**":
        below = range(len(path) + 1)
        return any(_means(path[at:], rest) for at in below) if rest else bool(path)
    return bool(path) and fnmatchcase(path[0], first) and _means(path[1:], rest)


def test_many_patterns_mean_what_each_means_and_their_expression() -> None:
    patterns = [
        pattern
        for format_ in all_formats()
        for pattern in (*format_.patterns, *format_.shared_patterns)
    ]
    globs, expression = Globs(patterns), compile_globs(patterns)
    dice = Random(80)
    parts = sorted({part for one in patterns for part in one.replace("*", "/").split("/")})
    plain = sorted({part for one in parts for part in alternatives(one)})
    meant = 0
    for _ in range(3000):
        path = "".join(
            dice.choice([*plain, "/", "/", "a", "x."]) for _ in range(dice.randint(1, 5))
        )
        is_meant = globs.mean(path)
        assert is_meant == any(matches(path, pattern) for pattern in patterns), path
        assert is_meant == (expression.fullmatch(path.removeprefix("/")) is not None), path
        meant += is_meant
    assert 300 < meant < 2700


def test_what_patterns_mean_together_is_what_each_of_them_matches() -> None:
    random = Random(1)
    parts = ["a", "b", "conf", ".", "*", "?", "**/", "/", "{a,b}", "{.conf,.c*}", "*.conf", "abc"]
    names = ["a", "b", "conf", ".", "/", "abc", ".conf", "c"]
    meant = 0
    for _ in range(400):
        patterns = ["".join(random.choices(parts, k=random.randint(1, 5))) for _ in range(3)]
        globs = Globs(patterns)
        for _ in range(8):
            path = "".join(random.choices(names, k=random.randint(0, 6)))
            is_meant = any(matches(path, pattern) for pattern in patterns)
            assert globs.mean(path) == is_meant, (patterns, path)
            meant += is_meant
    assert meant > 100

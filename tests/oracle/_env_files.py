""".env files by chance: quotes, escapes, comments, blanks of every kind, and what is refused."""

from random import Random

NAMES = ("A", "B", "P")
_BLANKS = ("", "", "", "", " ", "  ", "\t", " \t")
_ODD_BLANKS = ("\v", "\f", "\r", "\x85", "\xa0", "\u2003", "\u3000")
_PLAIN = (
    "80", "8080", "", "#80", "80#81", "80 #81", "80\t#81", "80\t# a", "# note",
    "a b", "a  b ", "$B",
    "${B}", "${B:-7}", "${X:-8}", "${X-9}", "${B:+6}", "$$B", "\\$B", "\\n", "a\\tb", "it's", 'a"b',
    "1=2", "a:b", "${X:?no}", "${", "$", "$9", "a$", "80;", "80 ; x", "\\", "é", "80-90", "[1]",
    "127.0.0.1:80", "${A}${B}", "~/x", "`x`", "$(x)", "${B-${A}}", "{}",
)  # fmt: skip
_SINGLE = (
    "80", "", "$B", "a b", "#80", "a\nb", "\\'", "it\\'s", "\\n", "\\\\", " 80 ", "a\n\n#b", '"',
    "a\r\nb", "\\", "é\t",
)  # fmt: skip
_DOUBLE = (
    "80", "", "$B", "${B}", "${X:-8}", "\\$B", "$$B", "a\\nb", "a\nb", '\\"', "\\\\", "\\t",
    "\\x41",
    "\\0", "\\01", "\\0101", "\\0777", "\\0899", "\\c", "\\e", "\\'", "'", "#80", " 80 # a", "\\",
    "\\\\n", "\\a\\b\\f\\v\\r", "${X:?no}", "${", "\\u0041", "\\\n", "a\r\nb", "\\01234",
    '${B:-\\"}',
)  # fmt: skip
_BEHIND = ("", "", "", "", " # note", "#note", " ", "\t", "x", " B=7", "B=7", '"x"', " x")
_LINES = (
    "", "", " ", "# A=1", "  # B=2", "A", "B ", "export A", "export", "A B", "é=1", "A-B=1",
    "A.B=1",
    "1A=1", "=1", ":1", "A*=1", "$A=1", '"A"=1', "export A B=1", "A=", "A:", "export\tB=5",
    "{A=1",
    "exportA=1", "A[0]=1", "A/B=1", ";A=1", "// A", "\ufeffA=1", "export  P = 7", "A+=1", "日=1",
)  # fmt: skip


def env_file(seed: int) -> str:
    """Return the text of a file; the same seed gives the same text."""
    random = Random(f"env {seed}")
    has_odd = random.random() < 0.15
    parts = ["\ufeff"] if random.random() < 0.04 else []
    for _ in range(random.choice((1, 1, 2, 2, 3, 4, 6))):
        is_line = random.random() < 0.16
        parts.append(random.choice(_LINES) if is_line else _statement(random, has_odd))
        parts.append(random.choice(("\n", "\n", "\n", "\n", "\n", "\r\n", "\r\n\n", "\n\n")))
    if random.random() < 0.3:
        parts.pop()
    return "".join(parts)


def _statement(random: Random, has_odd: bool) -> str:
    blanks = _BLANKS + _ODD_BLANKS if has_odd else _BLANKS
    export = "export " if random.random() < 0.08 else ""
    sign = random.choice(("=", "=", "=", "=", ":"))
    blank = [random.choice(blanks) for _ in range(4)]
    head = f"{blank[0]}{export}{random.choice(NAMES)}{blank[1]}{sign}{blank[2]}"
    form = random.random()
    if form < 0.5:
        behind = random.choice(("", "", "", " # note", "\t# note", " #", "#x", "  #  x"))
        return f"{head}{random.choice(_PLAIN)}{blank[3]}{behind}"
    quote, values = ("'", _SINGLE) if form < 0.7 else ('"', _DOUBLE)
    close = "" if random.random() < 0.04 else quote
    return f"{head}{quote}{random.choice(values)}{close}{random.choice(_BEHIND)}"

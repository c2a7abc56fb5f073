"""Lua code inside nginx configuration, which is skipped as a whole."""

from portlens.text.regex import regex

# Whatever may hold a brace that is none: comments, strings, long brackets.
_TOKEN = regex(
    r"--(?!\[=*\[)[^\n]*|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|(?:--)?\[(=*)\[|([{}])"
)


def end_of_lua_block(text: str, start: int) -> int:
    """Return the offset after the brace that closes the Lua block whose code begins at `start`.

    A block that is never closed goes on to the end of the text.
    """
    depth = 1
    position = start
    hopeless: set[str] = set()  # closing long brackets that the text has no more of
    while (match := _TOKEN.search(text, position)) is not None:
        position = match.end()
        if match[2]:
            depth += 1 if match[2] == "{" else -1
            if not depth:
                return position
        elif match[1] is not None:
            closing = f"]{match[1]}]"
            if closing not in hopeless:
                found = text.find(closing, position)
                if found < 0:
                    hopeless.add(closing)
                else:
                    position = found + len(closing)
    return len(text)

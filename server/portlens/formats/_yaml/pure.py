"""PyYAML's own parser, where libyaml is missing, with tabs taken as libyaml and Go take them.

Between the words of a line a tab is a blank; where a line or an item begins it is none. PyYAML's
own scanner takes no tab at all. Rarer places stay different.

At each word PyYAML looks at all the brackets that are open, for what may still be a key. These are
kept from the outermost inwards, in the order of the text: the first that is young enough will do.
"""

import yaml

_BLANKS = " \t"
_LONGEST_KEY = 1024
_LINE_ENDS = "\r\n\x85\u2028\u2029"


class PureLoader(yaml.SafeLoader):
    """The loader whose events are those of `yaml.CSafeLoader`."""

    def scan_to_next_token(self) -> None:
        """Pass over what stands before a token."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self._pass_over_blanks()
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: int, start_mark: object) -> list[str]:
        """Return the blanks and line breaks within a text without quotes."""
        length = 0
        while self.peek(length) in _BLANKS:
            length += 1
        blanks = self.prefix(length)
        if "\t" in blanks:
            self.forward(length)
            if self.peek() not in _LINE_ENDS:
                return [blanks]
        found = super().scan_plain_spaces(indent, start_mark) or []
        if found and self.peek() == "\t" and self.column >= indent:
            self._pass_over_blanks()
        return found

    def next_possible_simple_key(self) -> int | None:
        """Return the number of the first token that may turn out to be a key."""
        for key in self.possible_simple_keys.values():
            number: int = key.token_number
            return number
        return None

    def stale_possible_simple_keys(self) -> None:
        """Forget what is no key any more, since it was too long ago."""
        while self.possible_simple_keys:
            level, key = next(iter(self.possible_simple_keys.items()))
            if key.line == self.line and self.index - key.index <= _LONGEST_KEY:
                break
            if key.required:
                super().stale_possible_simple_keys()  # which says what is wrong
            del self.possible_simple_keys[level]

    def _pass_over_blanks(self) -> None:
        while self.peek() in _BLANKS:
            self.forward()

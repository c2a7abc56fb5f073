"""A port that stands in a variable of httpd's is no number that could be edited."""

import pytest

from tests._judge import document


@pytest.mark.parametrize("name", ["P", "PO", "PORT"])
@pytest.mark.parametrize("line", ["Listen {}", "Listen 127.0.0.1:{}", "ProxyPass / http://a:{}/"])
def test_a_variable_is_one_however_long_its_name_is(name: str, line: str) -> None:
    written = line.format(f"${{{name}}}")
    found = document("apache", f"Define {name} 8080\n{written}\nListen 81\n", "httpd.conf")
    variable, number = (use.port for use in found.uses)
    assert variable is not None
    assert variable.first == 8080
    assert variable.is_variable
    assert number is not None
    assert not number.is_variable


def test_a_joined_line_has_no_variable() -> None:
    (use,) = document("apache", "Listen \\\n80\\\n80\n", "httpd.conf").uses
    assert use.port is not None
    assert use.port.first == 8080

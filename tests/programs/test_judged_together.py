"""How many files of one program are judged for the other ends of their conflicts."""

import pytest

from portlens.programs.program import MOST_PER_KEYSTROKE, MOST_PER_RUN, judged_together
from tests.network._stack import around


@pytest.mark.parametrize("most", [MOST_PER_KEYSTROKE, MOST_PER_RUN])
def test_all_of_them_up_to_the_limit_and_itself_alone_above_it(most: int) -> None:
    for included in (most - 1, most):
        files = {f"/e/conf.d/{number}.conf": "listen 80;\n" for number in range(included)}
        files["/e/nginx.conf"] = "events {}\nhttp { server { include conf.d/*.conf; } }\n"
        context = around(files)
        document = context.workspace.document("/e/nginx.conf")
        assert document is not None
        found = judged_together(document, context.workspace, most)
        expected = set(files) if included < most else {"/e/nginx.conf"}
        assert set(found) == expected

"""Hovers that need the whole nginx configuration: upstreams, who answers, nginx itself."""

import pytest

from portlens.features.hover import hover
from portlens.network.context import Context
from portlens.text.phrase import Language
from tests._judge import context, document
from tests._marks import without_cursor

HTTP = "events {{}}\nhttp {{\n{}\n}}\n"


def markdown(marked: str, language: Language = "en", around: Context | None = None) -> str:
    text, offset = without_cursor(marked)
    subject = document("nginx", text)
    found = hover(subject, offset, around or context({subject.path: text}), language)
    return found.markdown if found else ""


@pytest.mark.parametrize("scheme", ["http://", "HTTP://", "https://"])
def test_the_name_of_an_upstream_stands_for_its_servers(scheme: str) -> None:
    text = HTTP.format(
        "upstream app { server 10.0.0.1:3000; server 10.0.0.2:3000 weight=2; }\n"
        f"server {{ listen 80; location / {{ proxy_pass {scheme}a<|>pp/; }} }}"
    )
    said = "`app` is the upstream in line 3 of `nginx.conf`: `10.0.0.1:3000`, `10.0.0.2:3000`"
    assert markdown(text) == said
    assert "upstream" in markdown(text, "ja")


def test_many_servers_are_counted() -> None:
    servers = " ".join(f"server 10.0.0.{number}:80;" for number in range(1, 14))
    text = HTTP.format(f"upstream app {{ {servers} }} server {{ grpc_pass a<|>pp; }}")
    assert markdown(text).endswith("`10.0.0.10:80` and 3 more")


def test_an_upstream_of_another_file() -> None:
    main = "events {} http { include up.conf; server { location / { fastcgi_pass ph<|>p; } } }"
    around = context(
        {"/site/nginx.conf": main.replace("<|>", ""), "/site/up.conf": "upstream php { server x; }"}
    )
    assert markdown(main, around=around) == "`php` is the upstream in line 1 of `up.conf`: `x`"


def test_the_block_of_an_upstream_tells_who_uses_it() -> None:
    main = "events {} http { include up.conf; server { location / { fastcgi_pass php; } } }"
    upstreams = "upstream ph<|>p { server x:9000; server y:9000; }"
    text, _ = without_cursor(upstreams)
    around = context({"/site/nginx.conf": main, "/site/up.conf": text})
    found = hover(document("nginx", text, "/site/up.conf"), 11, around, "en")
    assert found is not None
    said = "`php` stands for `x:9000`, `y:9000`. It is used in line 1 of `nginx.conf`."
    assert found.markdown == said


def test_an_upstream_that_a_variable_may_name_is_not_called_unused() -> None:
    text = HTTP.format(
        "upstream a<|>pp { server x; }\nserver { location / { proxy_pass http://$where; } }"
    )
    assert markdown(text) == "`app` stands for `x`."


def test_a_variable_of_nginx_in_the_place_of_a_port() -> None:
    text = HTTP.format("server { location / { proxy_pass http://db:$po<|>rt; } }")
    assert "the port is known only when a request comes" in markdown(text)


def test_another_name_is_a_host() -> None:
    assert "upstream" not in markdown("http { server { location / { proxy_pass http://a<|>; } } }")


def two(first: str, second: str) -> str:
    """Return a configuration of two servers, with what their `listen` statements say."""
    servers = f"server {{ {first}; server_name a; }}\nserver {{ {second}; server_name b; }}"
    return HTTP.format(servers)


def test_the_default_server_of_a_socket() -> None:
    first = markdown(two("listen 8<|>0", "listen 80"))
    assert "Where no name matches, this server answers on this socket." in first
    second = markdown(two("listen 80", "listen 8<|>0"))
    assert "another server answers on this socket: `a` (line 3 of `nginx.conf`)." in second
    chosen = markdown(two("listen 8<|>0", "listen 80 default_server"))
    assert "another server answers on this socket: `b` (line 4 of `nginx.conf`)." in chosen


def test_a_server_alone_needs_no_such_words() -> None:
    assert "no name matches" not in markdown(HTTP.format("server { listen 8<|>0; }"))


def test_an_address_shadows_the_wildcard() -> None:
    text = HTTP.format(
        "server { listen 80; server_name all; }\nserver { listen 127.0.0.1:8<|>0; server_name b; }"
    )
    assert "never by those of the wildcard such as `all` (line 3 of `nginx.conf`)" in markdown(text)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_nginx_that_connects_to_itself(host: str) -> None:
    text = HTTP.format(
        "server { listen 8080; listen [::]:8080; location / { proxy_pass http://HOST:80<|>80; } }"
    ).replace("HOST", host)
    assert "This nginx itself listens there: line 3 of `nginx.conf`." in markdown(text)
    assert "itself" not in markdown(text.replace("80<|>80", "80<|>81"))

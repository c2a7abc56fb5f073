"""The directives that come with Caddy, and those whose blocks hold directives in turn.

Source: Caddy's documentation, "Caddyfile Directives". Newer versions refuse a site whose address
is called like one; a file that begins with one is imported into a site.
"""

DIRECTIVES = frozenset(
    """
    abort acme_server basicauth basic_auth bind copy_response copy_response_headers encode error
    file_server forward_auth fs handle handle_errors handle_path header import_route intercept
    invoke log log_append log_name log_skip map method metrics php_fastcgi push redir
    request_body request_header respond reverse_proxy rewrite root route skip_log templates tls
    tracing try_files uri vars
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)
# Of what is written in these blocks, each line is a directive.
HOLDERS = frozenset(
    {"handle", "handle_errors", "handle_path", "handle_response", "intercept", "route"}
)
PROXIES = frozenset({"forward_auth", "php_fastcgi", "reverse_proxy"})

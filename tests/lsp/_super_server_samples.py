"""Samples of the files of programs that listen for others."""

from tests.lsp._sample import Sample

SUPER_SERVERS = (
    Sample(
        "xinetd",
        "xinetd.d/shop",
        "plaintext",
        """\
# 港🐘 RFC 6335
service shop
{
    type = UNLISTED
    port = 8081
    bind = 127.0.0.1
    socket_type = stream
    wait = no
    user = root
    server = /usr/sbin/shopd
}
service shop-beside
{
    type = UNLISTED
    port = 8081
    bind = 127.0.0.2
    socket_type = stream
    wait = no
    user = root
    redirect = cache.example 6379
}
service bad
{
    type = UNLISTED
    port = 99999
}
service myssh
{
    socket_type = stream
    wait = no
    user = root
    server = /usr/sbin/sshd
}
""",
        "6379",
        "redis",
        ("8081", "postg", "5432"),
        "99999",
        "port-out-of-range",
        "shop",
        "‹redis›",
        ("8081", 2),
        ("myssh", "services"),
    ),
)

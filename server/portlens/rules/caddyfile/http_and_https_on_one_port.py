"""HTTP and HTTPS on one port

The sites of one socket are one server of Caddy's, and it speaks either HTTP or HTTPS: Caddy refuses
the file ("cannot natively multiplex HTTP and HTTPS"). `http://` and the port of HTTP mean the one,
`https://` and the port of HTTPS the other, and an address without host and scheme means HTTP.

## Example

```caddyfile
http://shop.example:8080 {
        respond "Hello"
}
https://pay.example:8080 {
        respond "Hello"
}
```

## Instead

```caddyfile
http://shop.example:8080 {
        respond "Hello"
}
https://pay.example:8443 {
        respond "Hello"
}
```
"""

from collections.abc import Iterator, Sequence

from portlens.formats.caddyfile.options import Options, options_of
from portlens.formats.caddyfile.sites import Site
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.caddyfile.configuration import configuration
from portlens.rules._rule import Rule
from portlens.rules.caddyfile._servers import name_of, related, servers
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{key} is for {protocol}, and another site of {listener} for {other}: Caddy refuses the file",
    "{key} は {protocol} 用ですが、{listener} の別のサイトは {other} 用です: "
    "Caddy はこのファイルを拒否します",
)
POLICY = Phrase(
    "{key} is for HTTP, and its server has a tls line: Caddy refuses the file",
    "{key} は HTTP 用ですが、このサーバーには tls があります: Caddy はこのファイルを拒否します",
)
OTHER = Phrase("this site is for {protocol}", "このサイトは {protocol} 用です")

JAPANESE = """
1 つのポートでの HTTP と HTTPS

同じソケットのサイトは Caddy の 1 つのサーバーになり、話せるのは HTTP か HTTPS のどちらかです。
混ざっていると Caddy はファイルを拒否します (cannot natively multiplex HTTP and HTTPS)。
`http://` と HTTP のポートは前者、`https://` と HTTPS のポートは後者を意味し、ホストもスキームもない
アドレスは HTTP を意味します。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the first site of each server that contradicts those before it."""
    options = options_of(configuration(document, context.workspace).blocks)
    for found, listener, every in servers(document, context):
        # Caddy refuses such a site before it compares it: port-of-other-scheme tells of it.
        sites = [site for site in every if not _contradicts_itself(site, options)]
        if not all(site.is_whole for site in sites):
            continue
        policies = {site.has_policy for site in sites}
        has_policy = True in policies
        wrong = _contradiction(sites, options, has_policy=has_policy)
        is_open = None in policies and not has_policy
        if wrong is None or (is_open and not _contradiction(sites, options, has_policy=True)):
            continue
        site, other = wrong
        if found.path_of(site.word) != document.path:
            continue
        if other is None:
            yield Finding(site.word.span, POLICY.fill(key=site.key))
            continue
        is_http = _protocol(site, options, has_policy=has_policy) == "HTTP"
        protocols = ("HTTP", "HTTPS") if is_http else ("HTTPS", "HTTP")
        place = related(other, OTHER.fill(protocol=protocols[1]), found, document)
        message = MESSAGE.fill(
            key=site.key,
            protocol=protocols[0],
            other=protocols[1],
            listener=name_of(listener),
        )
        yield Finding(site.word.span, message, (place,))


def _contradiction(
    sites: Sequence[Site], options: Options, *, has_policy: bool
) -> tuple[Site, Site | None] | None:
    """Return the first site that Caddy refuses, and the one before it that it contradicts."""
    first: tuple[str, Site] | None = None
    for site in pausing(sites):
        protocol = _protocol(site, options, has_policy=has_policy)
        if not protocol:
            continue
        if first is not None and first[0] != protocol:
            return site, first[1]
        if protocol == "HTTP" and has_policy:
            return site, None
        first = first or (protocol, site)
    return None


def _protocol(site: Site, options: Options, *, has_policy: bool) -> str:
    """Return what Caddy takes a site to be for; nothing where it is for either."""
    scheme, port = site.parsed.scheme, site.parsed.port_text
    if scheme == "http" or port == str(options.http):
        return "HTTP"
    if scheme == "https" or port == str(options.https) or has_policy:
        return "HTTPS"
    return "" if site.parsed.host_text else "HTTP"


def _contradicts_itself(site: Site, options: Options) -> bool:
    """Tell whether the port of a site is that of the scheme which it has not."""
    others = {"http": options.https, "https": options.http}
    scheme = site.parsed.scheme
    return scheme in others and site.parsed.port_text == str(others[scheme])


RULE = Rule("error", check, JAPANESE)

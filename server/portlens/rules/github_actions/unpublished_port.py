"""A port of a service that the job does not find there

A job that runs on the runner itself reaches a service at `localhost`, and only by a port that
`ports` publishes there: `6379:6379`. For `6379` alone Docker picks a port of the runner, another
one each time; `${{ job.services.redis.ports['6379'] }}` comes to it. The name of the service is
known to containers alone, and so to a job with `container`, which needs no `ports` at all.

An expression that asks for a port which the service does not publish comes to nothing: that is a
warning, and the rest a hint.

Nothing is said where the steps may start or forward something themselves, where expressions decide
on the image or on the ports, and of a port on which the job's own program may well listen.

## Example

```github-actions
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      cache:
        image: redis
        ports:
          - 6379
    steps:
      - run: npm test
        env:
          REDIS_URL: redis://localhost:6379
```

## Instead

```github-actions
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      cache:
        image: redis
        ports:
          - 6379
    steps:
      - run: npm test
        env:
          REDIS_URL: redis://localhost:${{ job.services.cache.ports['6379'] }}
```
"""

import re
from collections.abc import Iterator

from portlens.formats.github_actions.asked import LOOPBACK
from portlens.formats.github_actions.workflow import Entry, Job, Service, Workflow
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

RANDOM = Phrase(
    "Docker publishes {port} of {service} at a port of the runner that it picks",
    "{service} の {port} は、Docker が選ぶランナーのポートで公開されます",
)
NOT_AT_ALL = Phrase(
    "{service} publishes nothing on the runner: {port} is a port of its container alone",
    "{service} はランナーに何も公開していません。{port} はコンテナー側だけのポートです",
)
ELSEWHERE = Phrase(
    "{service} is published at port {host} of the runner; {port} is that of its container",
    "{service} はランナーのポート {host} で公開されています。{port} はコンテナー側のポートです",
)
NO_NAME = Phrase(
    "a job on the runner does not know the name {service}: it reaches the service at localhost",
    "ランナーで動くジョブは名前 {service} を解決できません。localhost で接続します",
)
EMPTY = Phrase(
    "{service} publishes no port {port}: the expression comes to nothing",
    "{service} はポート {port} を公開していないため、この式は空になります",
)
NO_SERVICE = Phrase(
    "the job has no service {service}: the expression comes to nothing",
    "ジョブにサービス {service} はないため、この式は空になります",
)
DEFINED = Phrase("the service is defined here", "サービスはここで定義されています")
HERE = Phrase("published here", "ここで公開しています")
USE = Phrase("Use port {port}", "ポート {port} を使う")
ASK = Phrase("Ask the runner for its port", "ランナー側のポートを式で取得する")
AT = Phrase("Connect to localhost", "localhost に接続する")

JAPANESE = """
ジョブから接続できないサービスのポート

ランナー上で直接動くジョブは、サービスに `localhost` で接続します。使えるのは `ports` で公開した
ポート (`6379:6379`) だけです。`6379` とだけ書くと、Docker が毎回ランナーの別のポートを選びます。
そのポートは `${{ job.services.redis.ports['6379'] }}` で得られます。サービスの名前を解決できるのは
コンテナーだけです。`container` のあるジョブは名前で接続でき、`ports` は不要です。

サービスが公開していないポートを式で求めると空になるため、警告になります。それ以外はヒントです。

ステップ自身が何かを起動したり転送したりする可能性がある場合、イメージやポートが式で決まる場合、
ジョブ自身のプログラムが待ち受けることの多いポートについては報告しません。
"""

# Steps with these may start what answers, or lead a port there.
_STARTS = regex(
    r"docker|podman|nerdctl|compose|systemctl|\bservice\b|socat|\bssh\b|\bnc\b|forward|kubectl|minikube"
    r"|\bkind\b|iptables|/etc/hosts|tunnel|proxy|-server\b|initdb|pg_ctl|pg_ctlcluster|mysqld|mongod\b"
    # An action of that name; `postgres://postgres@localhost` has a user instead.
    r"|(?<!/)/(?=[\w.-]*@)[\w.-]*?(?:redis|postgres|mysql|mariadb|mongo|elastic|rabbit|memcache)",
    re.IGNORECASE,
)
# On these the programs that a job tests listen themselves.
_OWN = frozenset({80, 443, 3000, 4000, 4200, 5000, 5173, 8000, 8080, 8081, 8443, 8888, 9000})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each connection that leads to no port of its service."""
    tree = document.reading.tree
    for job in tree.jobs if isinstance(tree, Workflow) else ():
        services = {service.name: service for service in job.services}
        starts = _may_start(job.runs)
        for use in job.connections:
            pause()
            if isinstance(use.detail, Entry) and use.detail.is_expression:
                yield from _expression(use, services)
            elif job.where == "runner" and not starts and use.address is not None:
                yield from _at_runner(use, use.address.text, job, services, context)


def _may_start(runs: str) -> bool:
    return any(_STARTS.search(runs, *piece.span()) for piece in pausing(_PIECE.finditer(runs)))


# Looked through piece by piece, since all that the steps run may be one line: to the end of a word.
_PIECE = regex(r"[\s\S]{1,4000}\S{0,4000}")


def _expression(use: PortUse, services: dict[str, Service]) -> Iterator[Finding]:
    service = services.get(use.detail.service if isinstance(use.detail, Entry) else "")
    if use.port is None or use.port.first is None:
        return
    port = use.port.first
    if service is None:
        name = use.detail.service if isinstance(use.detail, Entry) else ""
        message = NO_SERVICE.fill(service=name)
        yield Finding(use.span, message, severity="warning")
    # The host's side in the place of the container's is another mistake.
    elif service.is_certain and service.leads_to(port) is None and not service.host_side(port):
        message = EMPTY.fill(service=service.name, port=port)
        yield Finding(use.port.span, message, severity="warning")


def _at_runner(
    use: PortUse, host: str, job: Job, services: dict[str, Service], context: Context
) -> Iterator[Finding]:
    if use.port is None or use.port.first is None:
        return
    port, is_written = use.port.first, use.port.span != use.span
    if host not in LOOPBACK:
        service = services.get(host)
        if service is not None and is_written and service.is_certain and service.host_side(port):
            at = Span(use.span.start, use.port.span.start - 1)
            fix = Fix(AT, (Edit(at, "localhost"),), is_preferred=True)
            yield Finding(at, NO_NAME.fill(service=host), fixes=(fix,))
        return
    if port in _OWN or any(each.host_side(port) for each in job.containers):
        return
    if not all(each.is_certain for each in job.containers):
        return
    image = context.catalogue.image
    found = [each for each in job.services if (port, "tcp") in image(each.image).ports]
    if len(found) == 1:
        yield from _mistaken(use.port.span, port, found[0])


def _mistaken(span: Span, port: int, service: Service) -> Iterator[Finding]:
    use = service.leads_to(port)
    if not service.published:
        related = (Related(service.place, DEFINED),)
        yield Finding(span, NOT_AT_ALL.fill(port=port, service=service.name), related)
        return
    if use is None or use.target is None:
        return
    related = (Related(use.span, HERE),)
    if use.port is None:
        text = f"${{{{ job.services.{service.name}.ports['{port}'] }}}}"
        fix = Fix(ASK, (Edit(span, text),))
        message = RANDOM.fill(port=port, service=service.name)
        yield Finding(span, message, related, (fix,))
    elif len(use.port.numbers) == len(use.target.numbers):
        number = use.port.numbers[0] + port - use.target.numbers[0]
        fix = Fix(USE.fill(port=number), (Edit(span, str(number)),), is_preferred=True)
        message = ELSEWHERE.fill(service=service.name, host=number, port=port)
        yield Finding(span, message, related, (fix,))


RULE = Rule("hint", check, JAPANESE)

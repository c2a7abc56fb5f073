"""A port of the host in EXPOSE

EXPOSE says on which ports the container listens. It publishes none of them, so it has no say in
the host's side: the builder reads `8080:80` and keeps 80 alone. The builder of Docker 28
(BuildKit 0.20) warns of it with ExposeInvalidFormat, older ones say nothing. What publishes a
port is `docker run --publish 8080:80`, or `ports` in a Compose file.

## Example

```dockerfile
FROM nginx
EXPOSE 8080:80
```

## Instead

```dockerfile
FROM nginx
EXPOSE 80
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.rules._rule import Rule, check_faults
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "ignored": Phrase(
        "EXPOSE publishes nothing: {text} is ignored, and new builders warn of it",
        "EXPOSE は何も公開しません: {text} は無視され、新しいビルダーでは警告が出ます",
    ),
    "colon": Phrase(
        "EXPOSE publishes nothing: the colon is ignored, and new builders warn of it",
        "EXPOSE は何も公開しません: コロンは無視され、新しいビルダーでは警告が出ます",
    ),
}
REMOVE = Phrase("Remove {text}", "{text} を削除する")

JAPANESE = """
EXPOSE に書かれたホスト側のポート

EXPOSE はコンテナーがどのポートで待ち受けるかを示すだけで、公開はしません。ホスト側は指定できず、
`8080:80` と書いても使われるのは 80 だけです。Docker 28 のビルダー（BuildKit 0.20）は
ExposeInvalidFormat という警告を出し、それより古いものは何も言いません。
ポートを公開するには `docker run --publish 8080:80` か、Compose ファイルの `ports` を使います。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the entry without the host's side: the image stays the same."""
    text = fault.span.of(document.text)
    if fault.use is not None and fault.use.span.start == fault.span.start:
        edit = Edit(fault.span, "")
        yield Fix(REMOVE.fill(text=text), (edit,), is_safe=True, is_preferred=True)


RULE = Rule("warning", check_faults("host-port-in-expose", MESSAGES, _fixes), JAPANESE)

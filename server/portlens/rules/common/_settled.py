"""What is found where a well-known image is known to listen elsewhere: on a port, or by UDP."""

from collections.abc import Callable

from portlens.model.finding import Finding, Fix
from portlens.model.socket import Place
from portlens.network.settled import Settled, settled
from portlens.rules._connections import USE
from portlens.text.edit import Edit
from portlens.text.escape import label
from portlens.text.phrase import Phrase
from portlens.text.span import Span

MESSAGE = Phrase(
    "nothing listens on {port} in {service}: {image} listens on {served}",
    "{service} では {port} で待ち受けているものがありません。"
    "{image} が待ち受けているのは {served} です",
)

__all__ = ("finding", "settled", "transport_fixes")

Edits = tuple[Edit, ...]


def finding(
    place: Place,
    transport: str,
    own: Settled,
    service: str,
    change: Callable[[int], Edits],
) -> Finding:
    """Return what is found of the port `own.asked` at `place`; `change` writes another there."""
    asked = own.asked
    of_other = [each for each in own.ports if each[0] == asked]
    served = of_other or [each for each in own.ports if each[1] == transport]
    # The main one comes first; on the others it listens where it is told to.
    main = served[0] if served else own.ports[0]
    if of_other:
        message = MESSAGE.fill(
            port=f"{asked}/{transport}",
            service=service,
            image=label(own.image),
            served=f"{main[0]}/{main[1]}",
        )
        return Finding(place.span, message, severity="warning")
    number = str(main[0]) if served else f"{main[0]}/{main[1]}"
    message = MESSAGE.fill(port=asked, service=service, image=label(own.image), served=number)
    edits = change(main[0]) if served else ()
    fixes = (Fix(USE.fill(port=main[0]), edits, is_preferred=True),) if edits else ()
    return Finding(place.span, message, fixes=fixes, severity="warning")


def transport_fixes(found: Finding, own: Settled, text: str) -> Finding:
    """Return `found` with the edit by which a short entry of `ports` has the other transport."""
    start, end = found.span
    other = next((transport for port, transport in own.ports if port == own.asked), "")
    if not other or text[start - 1 : start] != ":" or text[end : end + 1] == "/":
        return found
    title = USE.fill(port=f"{own.asked}/{other}")
    edits = (Edit(Span(end, end), f"/{other}"),)
    return found._replace(fixes=(Fix(title, edits, is_preferred=True),))

"""Why a chart's values are not renamed: nobody can see all that has to follow."""

from portlens.model.port_use import PortUse
from portlens.text.escape import label
from portlens.text.phrase import Phrase


def refused(use: PortUse) -> Phrase:
    """Return why a rename stops here: of the releases that set another value nobody can know."""
    return REFUSED.fill(name=label(use.owner))


REFUSED = Phrase(
    "{name} is a chart's default, which releases may set otherwise: who else speaks of the port "
    "cannot be seen, so change the number by hand",
    "{name} はチャートの既定値で、リリースごとに変更できます。このポートを使うほかの箇所は"
    "分からないため、番号は手で書き換えてください",
)

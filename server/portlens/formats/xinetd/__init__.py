"""xinetd's files: the ports on which it listens for the programs that it starts."""

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.xinetd.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.xinetd.lines import statements

    return statements(text)


_COVERS = "{j2,erb,epp,tmpl,tpl,template,in,dist,sample,example,default}"

FORMATS = (
    Format(
        id="xinetd",
        title="xinetd.conf",
        takes_names="own",
        comments_alone=True,
        byte_order_mark="refused",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-transport",
                "port-out-of-range",
                "service-name-not-allowed",
            }
        ),
        usual_ports=(69, 21, 23, 873, 7, 13, 37, 5666, 6556, 9098),
        read=_read,
        languages=("xinetd",),
        # Those in the folder that have a dot in their name xinetd leaves out: its program tells.
        patterns=(
            "xinetd.conf",
            f"xinetd.conf.{_COVERS}",
            "**/xinetd.d/*",
        ),
        statements=_statements,
        installed=("/etc/xinetd.conf", "/etc/xinetd.d/*"),
    ),
)

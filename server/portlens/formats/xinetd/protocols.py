"""The protocols that xinetd finds by their names, and which sockets are made of them.

Source: /etc/protocols of netbase 6.4 for the names; xinetd 2.3.15.3 started with each.
"""

# Names of the protocols that have ports, and how they are spelt there.
TCP = frozenset({"tcp", "TCP", "mptcp", "MPTCP"})
UDP = frozenset({"udp", "UDP"})
ANY = frozenset({"ip", "IP"})  # the one that a type of socket has by itself
_OTHERS = frozenset(
    {
        *("hopopt", "icmp", "igmp", "ggp", "ipencap", "st", "egp", "igp", "pup", "hmp", "xns-idp"),
        *("rdp", "iso-tp4", "dccp", "xtp", "ddp", "idpr-cmtp", "ipv6", "ipv6-route", "ipv6-frag"),
        *("idrp", "rsvp", "gre", "esp", "ah", "skip", "ipv6-icmp", "ipv6-nonxt", "ipv6-opts"),
        *("rspf", "vmtp", "eigrp", "ospf", "ax.25", "ipip", "etherip", "encap", "pim", "ipcomp"),
        *("vrrp", "l2tp", "isis", "sctp", "fc", "mobility-header", "udplite", "mpls-in-ip"),
        *("manet", "hip", "shim6", "wesp", "rohc", "ethernet"),
    }
)
# Aliases are the same in capitals, but for these.
_ALIASES = frozenset(
    {
        *("IP-ENCAP", "IPv6", "IPv6-Route", "IPv6-Frag", "IPSEC-ESP", "IPSEC-AH", "IPv6-ICMP"),
        *("IPv6-NoNxt", "IPv6-Opts", "CPHB", "OSPFIGP", "Mobility-Header", "UDPLite"),
        *("MPLS-in-IP", "Shim6", "Ethernet"),
    }
)
PROTOCOLS = TCP | UDP | ANY | _OTHERS | _ALIASES | frozenset(map(str.upper, _OTHERS))


def transport_of(kind: str, protocol: str) -> str:
    """Return the transport of a socket of type `kind` and a `protocol`; empty where none is made.

    `kind` is in small letters, `protocol` as written, or empty where nothing says it.
    """
    if kind == "stream" and (not protocol or protocol in TCP | ANY):
        return "tcp"
    if kind == "dgram" and (not protocol or protocol in UDP | ANY):
        return "udp"
    if kind in ("stream", "seqpacket") and protocol.lower() == "sctp":
        return "sctp"
    return ""

"""Files for iptables-restore by chance: what it takes, and one thing or two that it refuses."""

from random import Random

_GOOD = ("22", "80", "443", "0", "65535", "ssh", "http", "domain", "8080", "5432")
_NUMBERS = ("0x50", "010", "00", "+22", "0177777", "0X1f")  # where C reads them
_BAD = ("65536", "99999", "080", "0x10000", "0200000", "-1", "22x", "22.5", "sssh", "SSH", "80-90")
_BAD += ("80,443", "99999999999999999999999999", "22;", "'22'", '""', '"80 "', "-80", "+", "0x")
_BAD_RANGES = ("90:80", "80:90:100", "http:ssh", "80:65536", "70000:80", "80:sssh", "a:b", "080:90")
_RANGES = ("80:90", "0:65535", "ssh:http", ":80", "80:", "70:70", ":")
_QUOTED = ('"80"', '" 80"', '2"2"', '"\\22"')
_BEFORE = (
    *("", "", "", " -i eth0", " -s 10.0.0.0/8", " ! -i lo", " -m conntrack --ctstate NEW"),
    *(" -m comment --comment \"--dport 99999 of 'x'\"", " -m state --state NEW,ESTABLISHED"),
    *(' -m comment --comment "a \\" -m multiport"', " -m limit --limit 3/min --limit-burst 10"),
)
# Options of other matches: of the same name as the rule's, or with a value that looks like one.
_BEFORE += (
    *(" -m policy --dir in --pol ipsec --proto esp", " -m recent --name --dport --set"),
    *(" -m policy --dir in --pol ipsec --strict --proto=ah", " -m physdev --physdev-in --ports"),
    " -m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name --sport",
    *(" -m helper --helper --dports", " -m comment --comm --dport"),
    " -m string --algo bm --str --port",
)
_AFTER = (
    *(" -m recent --set --name --sport --rsource", " -j LOG --log-p --dport"),
    *(" -j IDLETIMER --timeout 5 --label --dport", " -j NFLOG --nflog-prefix --sports"),
    *(" -j ACCEPT", " -j DROP", "", " -j REJECT", " -j LOG", " -j RETURN"),
    *(' -j LOG --log-prefix "[--dport 99999] "', " -j CONNMARK --save-mark", " -j own"),
    *(" -j REJECT --reject-with icmp-port-unreachable", " -j MARK --set-mark 99999"),
)
# Numbers that are no ports.
_OTHERS = (
    *("-A INPUT -i lo -j ACCEPT", "-A INPUT -m mark --mark 99999 -j DROP", "-A own -j RETURN"),
    *("-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT", "-I INPUT 1 -m length --length 0:65535"),
    *("-A INPUT -p tcp --syn -m connlimit --connlimit-above 70000", "-A INPUT -p esp -j ACCEPT"),
    *("-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN SYN -j DROP", "", "# -A INPUT --dport 99999"),
    *('-A INPUT -m comment --comment "-p tcp --dport 99999"', "[5:700] -A INPUT -j own"),
)


def _one(random: Random, transport: str, *, bad: bool) -> str:
    """Return the value of `--dport`."""
    if bad:
        wrong = _BAD + _BAD_RANGES
        if transport in {"udp", "dccp"}:  # these take a few that others refuse
            taken = {
                "65536",
                "99999",
                "0200000",
                "080",
                "90:80",
                "http:ssh",
                "80:65536",
                "70000:80",
                '""',
            }
            wrong = (*(each for each in wrong if each not in taken | {"080:90"}), "0x50", "0x50:80")
        return random.choice(wrong)
    names = _GOOD if transport in {"tcp", "udp"} else tuple(p for p in _GOOD if p.isdigit())
    if random.random() < 0.3:
        ranges = _RANGES if transport in {"tcp", "udp"} else ("80:90", ":80", "80:")
        return random.choice(ranges)
    if random.random() < 0.2 and transport in {"tcp", "sctp"}:
        return random.choice(_NUMBERS)
    return random.choice((*names, *names, *_QUOTED))


def _list(random: Random, transport: str, *, bad: bool) -> str:
    """Return the value of `--dports`."""
    # Of most services only the port of TCP has a name.
    named = {"tcp": ("ssh",), "udp": ("domain",)}.get(transport, ())
    names = ("22", "80:90", "443", "0", "1:2", *named)
    pieces = [random.choice(names) for _ in range(random.choice((1, 2, 3, 5, 7)))]
    if bad:
        wrong = ("70000", "90:80", "80:80", "", ":80", "80:", "sssh", "080", "1:2:3", "80-90")
        wrong += ("70000:80", "1:70000", "22x", "-1")
        pieces[random.randrange(len(pieces))] = random.choice(wrong)
        if random.random() < 0.2:
            pieces = [str(port) for port in range(1, random.choice((17, 20, 40)))]
        elif random.random() < 0.1:
            pieces = ["80:90"] * 8
    elif random.random() < 0.2:
        pieces = [str(port) for port in range(1, 14)] + [random.choice(("80:90", "14,15", "14"))]
    return ",".join(pieces)


def _matched(random: Random, *, bad: bool) -> str:
    """Return a rule that asks for packets by their ports."""
    transport = random.choice(("tcp", "tcp", "tcp", "udp", "udp", "sctp", "dccp", "udplite"))
    protocol = random.choice((f"-p {transport}", f"--protocol {transport.upper()}"))
    if random.random() < 0.1:
        protocol = f"--{random.choice(('protoc', 'protoco'))} {transport}"
    if random.random() < 0.1:
        numbers = {"tcp": "6", "udp": "17", "sctp": "132", "dccp": "33", "udplite": "136"}
        protocol = f"-p {numbers[transport]}"
    is_odd = bad and random.random() < 0.4
    side = random.choice(("dport", "dport", "sport"))
    if transport == "udplite" or random.random() < 0.4:
        option = random.choice(
            (f"--{side}s", f"--{side}s", "--ports", f"--{_LONG[side]}s", f"--{side}")
        )
        module = random.choice(
            ("-m multiport", "--match multiport", "-mmultiport", "--matc multiport")
        )
        value = _list(random, transport, bad=bad and not is_odd)
        rule = f"{protocol} {module}{_not(random)} {option} {value}"
        if is_odd:
            rule = random.choice(
                (
                    f"{module} {option} {value} {protocol}",
                    f"{module} {option} {value}",
                    f"-p icmp {module} {option} {value}",
                    f"! {protocol} {module} {option} {value}",
                    f"{protocol} --{side}s {value}",
                    f"{protocol} {module} {option}",
                    f"{protocol} {module} {option} ! {value}",
                    f"{protocol} {module} {option} 22 {option} 23",
                    f"{protocol} {module} --sports 22 --dports 23",
                )
            )
        elif random.random() < 0.1:
            rule += " -m multiport --sports 1024:65535"
        return rule
    option = random.choice((f"--{side}", f"--{side}", f"--{_LONG[side]}"))
    value = _one(random, transport, bad=bad and not is_odd)
    module = random.choice(("", f" -m {transport}"))
    rule = f"{protocol}{module}{_not(random)} {option} {value}"
    if is_odd:
        rule = random.choice(
            (
                f"{option} {value}",
                f"{option} {value} {protocol}",
                f"-p icmp {option} {value}",
                f"-p all {option} {value}",
                f"-m state --state NEW {option} {value}",
                f"{protocol} {option}",
                f"{protocol} {option} -j ACCEPT",
                f"{protocol} {option} ! {value}",
                f"{protocol} {option} 22 {option} 23",
                f"-p udplite {option} {value}",
                f"-m tcp {option} 22 -p udp",
                f"-m udp {option} 53",
            )
        )
    elif random.random() < 0.2:
        other = "sport" if side == "dport" else "dport"
        rule += f" --{other} 1024:65535"
    elif random.random() < 0.1:
        rule = f"-m {transport} {option} {value} {protocol}"
    if random.random() < 0.1:
        rule = rule.replace(f"{option} ", f"{option}=", 1) if "! " not in rule else rule
    return rule


_LONG = {"dport": "destination-port", "sport": "source-port"}


def _not(random: Random) -> str:
    return random.choice(("", "", "", "", " !"))


def _sent_on(random: Random, *, bad: bool) -> str:
    """Return a rule of the table nat that gives packets another port."""
    protocol = random.choice(("-p tcp", "-p udp", "-p tcp --dport 80", "-p 6", "-p sctp"))
    if bad and random.random() < 0.2:
        protocol = random.choice(("", "-p all", "-p gre", "-p udplite"))
        return f"-A PREROUTING {protocol} -j REDIRECT --to-ports 8080"
    good = ("8080", "8080-8090", "http", "0x50", "80-80", "0-0", "010-020", "+80")
    wrong = ("70000", "90-80", "80-70000", "70000-80", "8080:8090", "80,90", "80x", "080", "80-")
    wrong += ("-80", "ssh-http", "22-http", "http-90", "sssh", "SSH", '""', "80-90-100", "80-080")
    value = random.choice(wrong if bad else good)
    kind = random.choice(("REDIRECT", "REDIRECT", "DNAT", "DNAT", "SNAT", "MASQUERADE"))
    if kind in {"REDIRECT", "MASQUERADE"}:
        chain = "PREROUTING" if kind == "REDIRECT" else "POSTROUTING"
        option = random.choice(("--to-ports", "--to-ports", "--to-port", "--to"))
        if bad and random.random() < 0.1:
            return f"-A {chain} {protocol} -j {kind} {option}"
        return f"-A {chain} {protocol} -j {kind} {option} {value}"
    chain, option = ("PREROUTING", "--to-destination") if kind == "DNAT" else _SNAT
    option = random.choice((option, option, "--to"))
    host = random.choice(("10.0.0.1", "10.0.0.1", "10.0.0.1-10.0.0.9", ""))
    value = f"{host}:" if value == '""' else f"{host}:{value}"
    if not bad and random.random() < 0.2:
        value = random.choice((host or "10.0.0.2", "10.0.0.1:80-90/1000"))
    return f"-A {chain} {protocol} -j {kind} {option} {value}"


_SNAT = ("POSTROUTING", "--to-source")


def generated(random: Random) -> str:
    """Return a file whose lines are refused for their ports, or not at all."""
    wrong = random.choice((0.0, 0.1, 0.4))
    lines = [random.choice(("# Generated by iptables-save v1.8.9 on Fri Nov 27", "# by hand", ""))]
    lines += ["*filter", ":INPUT DROP [0:0]", ":own - [0:0]", ":ufw-user-input - [0:0]"]
    for _ in range(random.choice((1, 2, 4, 6))):
        rule = _matched(random, bad=random.random() < wrong)
        chain = random.choice(("-A INPUT", "-A INPUT", "-A own", "-I INPUT 1", "--append INPUT"))
        counters = random.choice(("", "", "", "[12:345] "))
        after = random.choice(_AFTER)
        if " -j " in rule or (" own" in after and "own" in chain):
            after = ""
        lines.append(f"{counters}{chain}{random.choice(_BEFORE)} {rule}{after}")
    lines += random.choices(_OTHERS, k=2)
    lines.append("COMMIT")
    if random.random() < 0.6:
        lines += ["*nat", ":PREROUTING ACCEPT [0:0]", ":POSTROUTING ACCEPT [0:0]"]
        for _ in range(random.choice((1, 2, 3))):
            lines.append(_sent_on(random, bad=random.random() < wrong))
        lines.append("COMMIT")
    if random.random() < 0.2:
        port = random.choice(
            ("sssh", "0x50", "80-90") if random.random() < wrong else ("80", "http")
        )
        target = f"-j TPROXY --tproxy-mark 1 --on-port {port}"
        lines += ["*mangle", f"-A PREROUTING -p tcp --dport 80 {target}", "COMMIT"]
    return "\n".join(lines) + "\n"

"""What a hover says of a line in a unit file."""

from portlens.features.hover import hover
from portlens.text.phrase import LANGUAGES, Language
from tests._judge import context, document
from tests._marks import without_cursor

PATH = "/m/etc/systemd/system/a.socket"
WANTED = "/m/etc/systemd/system/sockets.target.wants/"


def markdown(marked: str, path: str = PATH, language: Language = "en", wants: str = "") -> str:
    text, offset = without_cursor(marked)
    files = {path: text, **({WANTED + wants: ""} if wants else {})}
    found = hover(document("systemd", text, path), offset, context(files), language)
    assert found
    return found.markdown


def test_on_what_a_line_listens() -> None:
    assert "`a.socket` listens on **5432**/tcp, all addresses" in markdown(
        "[Socket]\nListenStream=54<|>32\n"
    )
    assert "listens on **53**/udp, `127.0.0.1`" in markdown(
        "[Socket]\nListenDatagram=127.0.0.1:5<|>3\n"
    )


def test_a_line_that_is_taken_back_or_ignored() -> None:
    text = "[Socket]\nListenStream=80<|>80\nListenStream=\n"
    assert "a later one without a value takes it back" in markdown(text)
    assert "systemd ignores it" in markdown("[Socket]\nListenStream=localhost:80<|>80\n")
    assert "空の行で取り消される" in markdown(text, language="ja")


def test_whether_it_is_enabled() -> None:
    text = "[Socket]\nListenStream=80<|>80\n"
    for language, words in zip(LANGUAGES, ("is started", "起動している間"), strict=True):
        assert words in markdown(text, language=language)
        assert words not in markdown(text, language=language, wants="a.socket")


def test_ipv6_alone() -> None:
    text = "[Socket]\nListenStream=80<|>80\n"
    assert "IPv6 alone" in markdown(text + "BindIPv6Only=ipv6-only\n")
    assert "IPv6 alone" not in markdown(text + "BindIPv6Only=both\n")


def test_the_socket_of_sshd() -> None:
    text = "[Socket]\nListenStream=2<|>2\n"
    path = "/m/etc/systemd/system/ssh.socket"
    assert "24.04" in markdown(text, path)
    assert "24.04" in markdown(text, path, "ja")
    assert "24.04" in markdown(text + "Service=sshd.service\n")
    assert "24.04" not in markdown(text)


def test_what_a_service_may_bind_and_where_it_passes_on() -> None:
    text = "[Service]\nSocketBindAllow=tcp:80<|>80\n"
    assert "`a.service` may bind **8080**/tcp" in markdown(text, "/m/a.service")
    text = "[Service]\nExecStart=/lib/systemd/systemd-socket-proxyd -c 5 db:54<|>32\n"
    assert "connects to **5432**/tcp at `db`" in markdown(text, "/m/a.service")

"""Which files are httpd's: by where they lie, or by lines that no other program has."""

import pytest

from portlens.formats.registry import format_of_path

SITE = "<VirtualHost *:80>\n    ServerName shop.example\n</VirtualHost>\n"
PROFTPD = """\
LoadModule mod_ctrls_admin.c
Port 21
<IfModule mod_tls.c>
  TLSEngine off
</IfModule>
<VirtualHost ftp.example.com>
  ServerName "ftp"
  RewriteEngine on
</VirtualHost>
<Directory /srv>
  Umask 022
</Directory>
"""
CUPS = "Listen localhost:631\nListen /run/cups/cups.sock\n<Location />\n</Location>\n"
OPENBSD = 'server "example.com" {\n\tlisten on * port 80\n\troot "/htdocs"\n}\n'
SUPERVISOR = "[program:apache2]\ncommand=apachectl -DFOREGROUND\n"
NGINX = "server {\n  listen 80;\n  server_name shop;\n}\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("etc/apache2/ports.conf", ""),
        ("etc/apache2/conf-enabled/security.conf", "ServerTokens OS\n"),
        ("docker/apache2/sites-available/shop.conf", ""),
        ("files/etc/httpd/conf.d/shop.conf", ""),
        ("docker/000-default.conf", ""),
        ("docker/httpd.conf", "Listen 80\n"),
        ("docker/httpd.conf", "LoadModule ssl_module modules/mod_ssl.so\n"),
        ("docker/vhost.conf", SITE),
        ("sites-available/shop", SITE),
        ("docker/ports.conf", "Listen 127.0.0.1:8080\n<IfModule ssl_module>\n</IfModule>\n"),
        ("proxy.conf", "ProxyPass /api http://api:3000/\n"),
        ("vhost.conf.j2", "<VirtualHost *:${PORT}>\n"),
    ],
)
def test_httpd(path: str, text: str) -> None:
    found = format_of_path(path, lambda: text)
    assert found is not None
    assert found.id == "apache"


@pytest.mark.parametrize(
    ("path", "text", "format_id"),
    [
        ("etc/proftpd/proftpd.conf", PROFTPD, None),
        ("proftpd.conf", f"{PROFTPD}{SITE}", None),
        ("ftp.conf", PROFTPD, None),
        ("etc/cups/cupsd.conf", CUPS, None),
        ("cupsd.conf", CUPS, None),
        ("etc/httpd.conf", OPENBSD, None),
        ("supervisor/conf.d/apache2.conf", SUPERVISOR, None),
        ("logrotate.d/apache2.conf", "/var/log/apache2/*.log {\n  daily\n}\n", None),
        ("apache2/README.md", SITE, None),
        ("docs/apache/site.html", SITE, None),
        ("apache/deploy.sh", SITE, None),
        ("sites-available/shop", NGINX, "nginx"),
        ("conf.d/default.conf", NGINX, "nginx"),
        ("upsd.conf", "LISTEN 127.0.0.1 3493\n", None),
        ("sshd.conf", "ListenAddress 127.0.0.1\nPort 22\n", "sshd_config"),
    ],
)
def test_others(path: str, text: str, format_id: str | None) -> None:
    found = format_of_path(path, lambda: text)
    assert (found.id if found is not None else None) == format_id


def test_a_host_with_a_variable_is_called_what_is_written() -> None:
    text = "<VirtualHost *:${PORT}>\n    ProxyPass / http://app:3000/\n</VirtualHost>\n"
    format_ = format_of_path("etc/apache2/sites-enabled/a.conf", lambda: text)
    assert format_ is not None
    owners = {use.owner for use in format_.read(text, "a.conf").uses}
    assert owners == {"VirtualHost *:${PORT}"}

"""What Debian's script of variables gives httpd, and what it may give."""

from portlens.programs.apache.envvars import variables_of
from tests.programs.apache.test_configuration import ETC, around, fired

DEBIANS = """
unset HOME

if [ "${APACHE_CONFDIR##/etc/apache2-}" != "${APACHE_CONFDIR}" ] ; then
	SUFFIX="-${APACHE_CONFDIR##/etc/apache2-}"
else
	SUFFIX=
fi

export APACHE_RUN_USER=www-data
export APACHE_PID_FILE=/var/run/apache2$SUFFIX/apache2.pid
## Uncomment the following line
#. /etc/default/locale
export LANG=C
export LANG
"""


def test_what_the_script_exports_as_it_stands() -> None:
    assert variables_of(DEBIANS) == {"APACHE_RUN_USER": "www-data", "LANG": "C"}
    text = "export A=80 # the port\r\nexport B='8 0'\nexport C=\"81\"\nexport D=\n"
    assert variables_of(text) == {"A": "80", "B": "8 0", "C": "81", "D": ""}


def test_silent_where_a_value_is_not_certain() -> None:
    assert variables_of("export A=80\nexport A=81\n") == {}
    assert variables_of("export A=80\nunset A\n") == {}
    assert variables_of('if [ "$B" ]; then\nexport A=80\nfi\nexport C=1\n') == {"C": "1"}
    assert variables_of("export A=80\n. /etc/default/apache2\n") == {}
    assert variables_of("export A=$((80 + 1))\nexport B=`x`\nC=80\nexport D=8\\\n0\n") == {}
    assert variables_of(": ${A:=81}\nexport A=80\n") == {}


def test_a_variable_of_the_script_is_a_port() -> None:
    files = {
        f"{ETC}/apache2.conf": "Include ports.conf\n",
        f"{ETC}/ports.conf": "Listen ${PORT}\nListen 127.0.0.1:8080\n",
    }
    assert fired(f"{ETC}/ports.conf", around(files)) == []
    files[f"{ETC}/envvars"] = "export PORT=8080\n"
    assert fired(f"{ETC}/ports.conf", around(files)) == ["listen-conflict"]


def test_a_definition_counts_before_the_script_and_a_main_file_knows_it_too() -> None:
    files = {
        f"{ETC}/apache2.conf": "Define PORT 8081\nListen ${PORT}\nListen 127.0.0.1:8080\n",
        f"{ETC}/envvars": "export PORT=8080\n",
    }
    assert fired(f"{ETC}/apache2.conf", around(files)) == []
    files[f"{ETC}/apache2.conf"] = "Listen ${PORT}\nListen 127.0.0.1:8080\n"
    assert fired(f"{ETC}/apache2.conf", around(files)) == ["listen-conflict"]

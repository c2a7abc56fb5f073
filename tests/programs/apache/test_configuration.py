"""httpd's files are judged as the one configuration that they make."""

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.network.context import Context
from portlens.programs.apache.configuration import configuration
from portlens.programs.program import program_of, resolved
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document

ETC = "/r/etc/apache2"
MAIN = "ServerRoot /etc/apache2\nInclude ports.conf\nIncludeOptional sites-enabled/*.conf\n"


def around(files: dict[str, str], links: dict[str, str] | None = None) -> Context:
    return Context(catalogue(), Settings(), Workspace(MemoryFiles(files, links)))


def at(path: str, context: Context) -> Document:
    text = context.workspace.files.read(path)
    assert isinstance(text, str)
    return document("apache", text, path)


def fired(path: str, context: Context) -> list[str]:
    result = analyse(resolved(at(path, context), context.workspace), context)
    assert not result.crashes, result.crashes
    return sorted({judged.finding.rule for judged in result.findings})


def test_listens_of_all_files_meet() -> None:
    site = f"{ETC}/sites-enabled/shop.conf"
    context = around(
        {f"{ETC}/apache2.conf": MAIN, f"{ETC}/ports.conf": "Listen 80\n", site: "Listen 80\n"}
    )
    assert fired(site, context) == ["listen-conflict"]
    assert fired(f"{ETC}/ports.conf", context) == []


def test_a_link_in_sites_enabled_leads_to_the_file_that_is_edited() -> None:
    enabled, site = f"{ETC}/sites-enabled/shop.conf", f"{ETC}/sites-available/shop.conf"
    files = {f"{ETC}/apache2.conf": MAIN, f"{ETC}/ports.conf": "Listen 80\n", site: "Listen 80\n"}
    context = around(files, {enabled: site})
    assert fired(site, context) == ["listen-conflict"]
    off = around({**files, f"{ETC}/sites-enabled/other.conf": "Listen 81\n"})
    assert fired(site, off) == []
    assert program_of(at(site, off), off.workspace).facts.left_out_by is not None


def test_variables_and_modules_count_from_the_file_that_sets_them() -> None:
    site = f"{ETC}/sites-enabled/shop.conf"
    text = "<IfModule ssl_module>\nListen ${HIGH}\n</IfModule>\n"
    first = f"{MAIN}LoadModule ssl_module modules/mod_ssl.so\nDefine HIGH 99999\n"
    last = "LoadModule ssl_module modules/mod_ssl.so\nDefine HIGH 99999\n" + MAIN
    ports = {f"{ETC}/ports.conf": "Listen 80\n", site: text}
    assert fired(site, around({f"{ETC}/apache2.conf": first, **ports})) == []
    context = around({f"{ETC}/apache2.conf": last, **ports})
    assert fired(site, context) == ["port-out-of-range"]


def test_a_section_goes_on_in_an_included_file() -> None:
    part = "/p/part.inc"
    files = {"/p/httpd.conf": f"<VirtualHost *:80>\nInclude {part[3:]}\n</VirtualHost>\n"}
    context = around({**files, part: "ServerName shop\nProxyPass / http://app:8080/\n"})
    found = resolved(at(part, context), context.workspace)
    assert [use.owner for use in found.uses] == ["shop"]


def test_what_is_not_here_leaves_the_configuration_open() -> None:
    def is_whole(main: str, **more: str) -> bool:
        files = {f"/p/{name}.conf": text for name, text in more.items()}
        context = around({"/p/httpd.conf": main, **files})
        return configuration(at("/p/httpd.conf", context), context.workspace).is_whole

    assert is_whole("Listen 80\n")
    assert is_whole("Listen 80\nInclude a.conf\n", a="Listen 81\n")
    assert is_whole("Listen 80\nIncludeOptional [ab].conf\n", a="Listen 81\n")
    assert not is_whole("Listen 80\nInclude a.conf\n")
    assert not is_whole("Listen 80\nIncludeOptional sites/*.conf\n")
    assert not is_whole("Listen 80\nInclude /opt/other.conf\n")
    assert not is_whole("Listen 80\nUse Site 81\n")
    assert not is_whole("Listen 80\n{% for each in sites %}\n")


def test_files_that_include_each_other_end() -> None:
    files = {
        "/p/httpd.conf": "Listen 80\nInclude a.conf\n",
        "/p/a.conf": "Include a.conf\nInclude httpd.conf\n",
    }
    context = around(files)
    found = configuration(at("/p/a.conf", context), context.workspace)
    assert list(found.documents) == ["/p/httpd.conf", "/p/a.conf"]


def test_a_folder_of_fedora_counts_from_above_conf() -> None:
    files = {
        "/r/etc/httpd/conf/httpd.conf": "ServerRoot /etc/httpd\nListen 80\nInclude conf.d/*.conf\n",
        "/r/etc/httpd/conf.d/shop.conf": "Listen 127.0.0.1:80\n",
    }
    assert fired("/r/etc/httpd/conf.d/shop.conf", around(files)) == ["listen-conflict"]


def test_a_file_included_again_is_read_with_what_is_defined_by_then() -> None:
    main = f"{ETC}/apache2.conf"
    text = "Define A 80\nInclude x.conf\nDefine A 81\nInclude x.conf\nListen ${B}\n"
    context = around({main: text, f"{ETC}/x.conf": "Define B ${A}\n"})
    found = configuration(at(main, context), context.workspace)
    assert [use.port.first for _, use in found.uses() if use.port is not None] == [81]
    assert found.is_whole


def test_one_file_included_again_and_again_is_bounded_where_it_may_say_something_else() -> None:
    main = f"{ETC}/apache2.conf"
    plain = around({main: "Include x.conf\n" * 1000, f"{ETC}/x.conf": "Listen 80\n" * 1000})
    assert configuration(at(main, plain), plain.workspace).is_whole
    defines = {main: "Include x.conf\n" * 1000, f"{ETC}/x.conf": "Define A 80\n" * 1000}
    context = around(defines)
    assert not configuration(at(main, context), context.workspace).is_whole


def test_a_folder_is_included_with_all_that_is_below_it() -> None:
    files = {
        f"{ETC}/apache2.conf": "Listen 80\nInclude sites/\n",
        f"{ETC}/sites/.a": "Listen 8081\n",
        f"{ETC}/sites/shops/b.txt": "Listen 127.0.0.1:80\n",
        f"{ETC}/sites/z": "<VirtualHost *:8081 *:8082>\n</VirtualHost>\n",
    }
    context = around(files)
    assert fired(f"{ETC}/sites/shops/b.txt", context) == ["listen-conflict"]
    assert fired(f"{ETC}/sites/z", context) == ["ineffective-port"]


def test_what_a_link_leads_to_may_have_a_listen_unless_it_is_one_of_debians() -> None:
    main = "Listen 80\nIncludeOptional conf-enabled/*.conf\n<VirtualHost *:81>\n</VirtualHost>\n"
    debians, own = f"{ETC}/conf-enabled/charset.conf", f"{ETC}/conf-enabled/own.conf"
    files = {f"{ETC}/apache2.conf": main}
    known = around(files, {debians: f"{ETC}/conf-available/charset.conf"})
    assert fired(f"{ETC}/apache2.conf", known) == ["ineffective-port"]
    unknown = around(files, {own: f"{ETC}/conf-available/own.conf"})
    assert fired(f"{ETC}/apache2.conf", unknown) == []
    files[f"{ETC}/conf-enabled/z.conf"] = "Listen 127.0.0.1:80\n"
    both = around(files, {own: f"{ETC}/conf-available/own.conf"})
    assert fired(f"{ETC}/conf-enabled/z.conf", both) == ["listen-conflict"]


def test_debians_folder_of_modules_says_which_are_not_loaded() -> None:
    main = "IncludeOptional mods-enabled/*.load\nInclude ports.conf\n"
    text = "Listen 80\n<IfModule ssl_module>\nListen 443\n</IfModule>\n"
    text += "<IfModule !mod_ssl.c>\nListen 81\n</IfModule>\n"
    ports, enabled = f"{ETC}/ports.conf", f"{ETC}/mods-enabled"
    mpm = {f"{enabled}/mpm_event.load": "LoadModule mpm_event_module m/mod_mpm_event.so\n"}
    ssl = {f"{enabled}/ssl.load": "LoadModule ssl_module m/mod_ssl.so\n"}
    files = {f"{ETC}/apache2.conf": main, ports: text}

    def opened(context: Context) -> list[tuple[int, str]]:
        program = program_of(at(ports, context), context.workspace)
        return [(socket.first, socket.certainty) for socket in program.sockets]

    assert opened(around({**files, **mpm})) == [(80, "certain"), (81, "certain")]
    assert opened(around({**files, **mpm, **ssl})) == [(80, "certain"), (443, "certain")]
    # Without an MPM it is a part of the folder, and a link may lead to what is not here.
    unknown = [(80, "certain"), (443, "conditional"), (81, "conditional")]
    assert opened(around({**files, **ssl, f"{enabled}/x.load": ""}))[1:] == [(443, "certain")]
    only = {f"{enabled}/x.load": "LoadModule x_module m/mod_x.so\n"}
    assert opened(around({**files, **only})) == unknown
    broken = around({**files, **mpm}, {f"{enabled}/ssl.load": f"{ETC}/mods-available/ssl.load"})
    assert opened(broken) == unknown

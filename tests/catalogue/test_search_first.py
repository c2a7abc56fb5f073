"""What people type, by name and by task, in both languages, and the first thing they get."""

import pytest

from portlens.catalogue.load import catalogue

FIRST = """\
web server → 80 http
http → 80 http
reverse proxy → 80 Traefik
dns → 53 DNS
dns over tls → 853 domain-s
dns over https → 443 https
mqtt → 1883 mqtt
mqtt tls → 8883 secure-mqtt
llm → 11434 ollama
vllm → 8000 vLLM
vpn → 51820 WireGuard
mail → 25 smtp
imap tls → 993 imaps
ldap → 389 ldap
ldaps → 636 ldaps
database → 5432 postgresql
vector database → 6333 Qdrant
time series → 8086 InfluxDB
cache → 6379 redis
message queue → 5672 amqp
message broker → 5672 amqp
monitoring → 9090 Prometheus
metrics → 9090 Prometheus
logs → 514 syslog
git → 9418 git
docker → 2375 docker
kubernetes → 6443 Kubernetes
container registry → 5000 Docker Registry
remote desktop → 3389 RDP
ssh → 22 ssh
ftp → 21 ftp
ntp → 123 ntp
printer → 515 printer
nfs → 2049 nfs
smb → 445 SMB
file sharing → 445 SMB
object storage → 9000 MinIO
game server → 25565 Minecraft
minecraft → 25565 Minecraft
media server → 8096 Jellyfin
chat → 8065 Mattermost
proxy → 3128 squid
socks → 1080 socks
bittorrent → 6881 BitTorrent
password manager → 80 Vaultwarden
home automation → 8123 Home Assistant
DB → 5432 postgresql
データベース → 5432 postgresql
メール → 25 smtp
ウェブサーバー → 80 http
Webサーバー → 80 http
Web サーバー → 80 http
暗号化 → 443 https
名前解決 → 53 domain
監視 → 9090 Prometheus
時刻同期 → 123 ntp
ファイル共有 → 445 SMB
リモートデスクトップ → 3389 RDP
プロキシ → 3128 squid
ゲームサーバー → 25565 Minecraft
ローカル LLM → 11434 ollama
キャッシュ → 6379 redis
印刷 → 631 ipp
ログ → 514 syslog
チャット → 8065 Mattermost
認証 → 389 ldap
VPN → 51820 WireGuard
動画 → 8096 Jellyfin
バックアップ → 8200 Duplicati
kafka → 9092 Apache Kafka
postgres → 5432 postgresql
grafana → 3000 Grafana
react → 5173 Vite
vite → 5173 Vite
ollama → 11434 ollama
stable diffusion → 7860 Stable Diffusion web UI
node → 3000 Node.js
java debug → 5005 Java debugging (JDWP)
snmp → 161 snmp
syslog → 514 syslog
radius → 1812 radius
kerberos → 88 kerberos
sip → 5060 sip
rtsp → 554 rtsp
vnc → 5900 VNC
ipmi → 623 IPMI
modbus → 502 Modbus
redis sentinel → 26379 Redis Sentinel
elastic → 9200 Elasticsearch
s3 → 9000 MinIO
https → 443 https
smtp → 25 smtp
domain names → 53 domain
secure dns → 853 domain-s
mqtt ssl → 8883 secure-mqtt
smtp tls → 465 submissions
ldap tls → 636 ldaps
syslog tls → 6514 syslog-tls
ウェブ サーバー → 80 http
ＬＬＭ → 11434 ollama
暗号化 DNS → 853 domain-s
生成 AI → 11434 ollama
コンテナーレジストリ → 5000 Docker Registry
全文検索 → 9200 Elasticsearch
オブジェクトストレージ → 9000 MinIO
シングルサインオン → 8080 Keycloak
デバッグ → 9229 Node.js
開発サーバー → 5173 Vite
Git サーバー → 9418 git
ビデオ会議 → 10000 Jitsi Videobridge
スマートホーム → 8123 Home Assistant
"""


@pytest.mark.parametrize("line", FIRST.splitlines())
def test_the_first_answer_is_what_was_meant(line: str) -> None:
    text, _, wanted = line.partition(" → ")
    first = catalogue().search(text, 1)[0].assignment
    assert f"{first.first} {first.name}" == wanted


def test_several_words_need_not_stand_together() -> None:
    found = catalogue().search("server podcasts audiobooks")
    assert found == []
    names = [match.assignment.name for match in catalogue().search("podcasts audiobooks")]
    assert names == ["Audiobookshelf", "Audiobookshelf"]

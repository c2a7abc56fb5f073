"""A port's name that Kubernetes refuses

A name of a container's port has at most 15 small letters, digits and hyphens, one letter at
least, and no hyphen at an end or beside another. What refers to such a port, as `targetPort` and
probes do, is held to the same. The port of a Service has a longer name if it likes, and a name it
needs where the Service has several. No two ports of one container or of one Service have the same.

## Example

```kubernetes
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: Web_Server
```

## Instead

```kubernetes
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: web-server
```
"""

from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase

MESSAGES = {
    "port-name": Phrase(
        "{text} is no port name: small letters, digits and single hyphens in between, and at "
        "least one letter",
        "{text} はポート名になりません: 使えるのは英小文字、数字、間に 1 つずつのハイフンで、"
        "英字が 1 つ以上必要です",
    ),
    "long-port-name": Phrase(
        "{text} is too long for a port name: at most 15 characters",
        "{text} はポート名として長すぎます: 最大 15 文字です",
    ),
    "label": Phrase(
        "{text} is no name for a Service's port: at most 63 small letters, digits and hyphens "
        "in between",
        "{text} は Service のポート名になりません: 英小文字、数字、途中のハイフンで 63 文字まで",
    ),
    "not-text": Phrase(
        "to YAML {text} is a number or a truth value, and Kubernetes takes nothing but a text for "
        "a name",
        "YAML では {text} は数値か真偽値になりますが、Kubernetes の名前には文字列しか使えません",
    ),
    "needed": Phrase(
        "this port needs a name: the Service has several",
        "Service に複数のポートがあるため、このポートには名前が必要です",
    ),
    "twice": Phrase(
        "{text} is the name of an earlier port here",
        "{text} という名前は前のポートで使われています",
    ),
}

JAPANESE = """
Kubernetes が拒否するポート名

コンテナーのポート名は英小文字、数字、ハイフンで最大 15 文字で、英字が 1 つ以上必要です。ハイフンを
先頭や末尾に置くことも、続けて書くこともできません。`targetPort` やプローブでの参照も同じです。
Service のポート名はもっと長くてもよく、ポートが複数ある Service では省略できません。1 つの
コンテナー、1 つの Service の中で名前を重複させることはできません。
"""

RULE = Rule("error", check_faults("invalid-port-name", MESSAGES), JAPANESE)

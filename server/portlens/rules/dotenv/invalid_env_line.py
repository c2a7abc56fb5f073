"""A line at which Compose gives up the .env file

Compose reads the `.env` file beside a project before anything else. A quote that is never closed, a
blank or another sign in a name, or a variable that is not written as one can be makes it stop: no
service of the project is started, and no port is opened.

Only a file that a Compose project reads is judged: other programs have rules of their own for
files of this name. The value itself is never shown.

## Example

```dotenv
PORT="8080
```

```compose path=compose.yaml
services:
  web:
    image: nginx
    ports:
      - "${PORT}:80"
```

## Instead

```dotenv
PORT="8080"
```

```compose path=compose.yaml
services:
  web:
    image: nginx
    ports:
      - "${PORT}:80"
```
"""

from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase

MESSAGES = {
    "env-quote": Phrase(
        "Compose stops here: the quote is never closed",
        "Compose はここで停止します: 引用符が閉じられていません",
    ),
    "env-blank": Phrase(
        "Compose stops here: a name cannot contain a blank",
        "Compose はここで停止します: 変数名に空白は使えません",
    ),
    "env-sign": Phrase(
        "Compose stops here: {sign} cannot stand in a name",
        "Compose はここで停止します: 変数名に {sign} は使えません",
    ),
    "env-variable": Phrase(
        "Compose stops here: this is not how a variable is written",
        "Compose はここで停止します: 変数の書き方が正しくありません",
    ),
    "env-required": Phrase(
        "Compose stops here: a variable that is required has no value",
        "Compose はここで停止します: 必須の変数に値がありません",
    ),
}

JAPANESE = """
Compose が .env ファイルの読み込みをやめる行

Compose はプロジェクトと同じフォルダーの `.env` を最初に読み込みます。閉じられていない引用符、
変数名に含まれる空白などの文字、正しくない変数の書き方があると停止し、サービスは 1 つも起動せず、
ポートも開きません。

Compose プロジェクトが読み込むファイルだけを調べます。同じ名前のファイルでも、ほかのプログラムの
書き方は異なるためです。値そのものは表示しません。
"""

RULE = Rule("error", check_faults("invalid-env-line", MESSAGES), JAPANESE)

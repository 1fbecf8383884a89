"""Ways into a call or a group: links, passwords, numbers of meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.checks.privacy.agreed import Agreed
from talanoa.checks.privacy.finding import ERROR, WARNING, Finding
from talanoa.checks.privacy.pieces import Piece
from talanoa.problems import Severity

_REST = "[^\\s<>\"'`)\\]}。、，）」』】»”]{0,500}"
_JOINING = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?(?:"
    r"(?:[\w-]{1,63}\.){0,3}zoom(?:gov)?\.(?:us|com|com\.cn)/(?:(?:j|w|s|wc|wc/join)/\d{6,}|my/[\w.-]{2,})"
    r"|teams\.(?:microsoft|live)\.(?:com|us)/(?:l/meetup-join/|meet/)[\w%]"
    r"|meet\.google\.com/(?:lookup/\w|[a-z]{3}-?[a-z]{4}-?[a-z]{3}\b)|g\.co/meet/\w"
    r"|(?:[\w-]{1,63}\.){1,3}webex\.com/(?:(?:meet|join)/\w|[\w./-]{0,100}?(?:meet/[\w.]|j\.php|joinservice))"
    r"|(?:[\w-]{1,63}\.)?whereby\.com/(?!(?:information|blog|user|about|contact|pricing|legal|help|org|static|embedded|product)\b)\w"
    r"|meet\.jit\.si/[\w%]|8x8\.vc/[\w-]{1,80}/\w"
    r"|gotomeet\.me/\w|(?:[\w-]{1,63}\.)?gotomeeting\.com/(?:join|meeting/join)/\d|meet\.goto\.com/\w|gotomeet\.com/\w"
    r"|(?:[\w-]{1,63}\.)?bluejeans\.com/\d{6,}"
    r"|chat\.whatsapp\.com/\w{6,}"
    r"|(?:t|telegram)\.(?:me|dog)/(?:joinchat/\w|\+(?!\d{8,15}(?!\w))\w)"
    r"|signal\.group/\S"
    r"|discord\.gg/\w|discord(?:app)?\.com/invite/\w"
    r"|line\.me/(?:R/)?ti/g2?/\w|invite\.viber\.com/\S|zalo\.me/g/\w|join\.skype\.com/\w|meeting\.tencent\.com/(?:dm|s)/\w"
    r")" + _REST,
    re.IGNORECASE | re.ASCII,
)
_CALL_HOSTS = (
    *("zoom", "teams.", "meet.", "g.co/meet", "webex", "whereby", "8x8.vc", "gotomeet", "bluejeans", "chat.whatsapp"),
    *("t.me/", "telegram.", "signal.group", "discord", "line.me/", "viber.com", "zalo.me", "skype.com", "tencent.com"),
)
_ZOOM_PASSWORD = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?(?:[\w-]{1,63}\.){0,3}zoom(?:gov)?\.(?:us|com|com\.cn)/(?!rec/)[\w./-]{0,200}\?[^\s?]{0,300}?"
    r"\bpwd=\w" + _REST,
    re.IGNORECASE | re.ASCII,
)
_END = ".,;:!?)]}>'\"”’»。、，）」*_|\\"
_KEEP_CLOSED = "put it into the event's `online: url:`; it is published only with `public: true`"


def joining_link(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A link with which anyone who reads it is in the call, or in the group."""
    if "/" in piece.text and piece.says(_CALL_HOSTS):
        for match in _JOINING.finditer(piece.text):
            link = match[0].rstrip(_END)
            if not agreed.has_link(link):
                message = "everyone who has this link can join"
                yield Finding("joining-link", link, message, _KEEP_CLOSED, ERROR)


# What a secret is called, and what that word means: "call" the password of a call and nothing else, "id" its number, "any"
# any password, "perhaps" much else as well.
_SECRETS: dict[str, str] = {
    word.replace("_", " "): kind
    for kind, words in {
        "call": """
            passcode pass_code meeting_password zoom_password webinar_password meeting_code kode_akses_rapat パスコード 会议密码
            會議密碼 회의_비밀번호 회의_암호 पासकोड পাসকোড پاس_کوڈ
        """,
        "id": """
            meeting_id webinar_id zoom_id id_rapat id_pertemuan id_webinar id_zoom id_cuộc_họp id_de_reunión id_de_reunion
            id_de_la_reunión id_de_réunion id_da_reunião 회의_id 会议id 會議id 会議id 会议号 會議號 ミーティングid ミーティング_id хурлын_id
            میٹنگ_آئی_ڈی รหัสการประชุม
        """,
        "any": """
            password passwort passwd pwd kata_sandi katasandi sandi kata_laluan contraseña contrasena mot_de_passe senha
            palavra-passe access_code kode_akses código_de_acceso code_d'accès 비밀번호 암호 비번 참가_코드 нууц_үг нууц_код пароль
            پاس_ورڈ پاسورڈ รหัสผ่าน รหัสเข้าร่วม mật_khẩu mã_truy_cập パスワード 密码 密碼 စကားဝှက် လျှို့ဝှက်နံပါတ် මුරපදය पासवर्ड পাসওয়ার্ড கடவுச்சொல் ពាក្យសម្ងាត់ លេខសម្ងាត់ ລະຫັດຜ່ານ
        """,
        "perhaps": "pin pin_code pw clave kodigo",
    }.items()
    for word in words.split()
}
_ASCII_SECRETS = {
    root: tuple(word for word in _SECRETS if word.isascii() and root in word)
    for root in (
        "pass",
        "code",
        "kod",
        "sandi",
        "laluan",
        "contrasena",
        "senha",
        "pwd",
        "pw",
        "pin",
        "clave",
        " id",
        "id ",
    )
}
_OTHER_SECRETS = tuple(word for word in _SECRETS if not word.isascii())
_AFTER = r"(?:\s?\([^()]{0,40}\))?\s{0,3}(?P<sign>[:：=]|->|→|\s(?:is|adalah|ay|es|est|é|là|нь)\s|는|은|は|是|為|为|[|–-]|)\s{0,3}"
_VALUE = re.compile(
    _AFTER + r"[\"'“‘「『`(*]{0,2}(?P<value>\d{3}[ \u00a0-]\d{3,4}(?!\d)|[A-Za-z\d!#$%&*+?@^_~.-]{4,40})(?!\w)",
    re.IGNORECASE,
)
_ID_VALUE = re.compile(r"[\s:：=#|(-]{0,5}(?P<sign>)(?P<value>\d(?:[ \u00a0-]?\d){8,11})(?!\d)")
_CALL_WORDS = re.compile(
    r"zoom|webex|teams|google meet|jitsi|\bmeeting|\bcall\b|webinar|dial|\bjoin|conference|rapat|pertemuan|panggilan|bergabung"
    r"|pulong|tawag|회의|줌|참가|会议|會議|会議|ミーティング|ズーム|хурал|уулзалт|میٹنگ|زوم|اجلاس|ประชุม|ซูม|cuộc họp|reuni[oó]n"
    r"|réunion|reunião|အစည်းအဝေး|बैठक|मिटिङ|সভা|মিটিং|জুম|රැස්වීම|கூட்டம்|ប្រជុំ|ປະຊຸມ",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\d|[a-z][A-Z]")  # without which no word is one, and most texts have none
_RANGE = re.compile(r"\d{1,3}[-–.]\d{1,3}")
_PROVERBIAL = frozenset(
    {"1234", "12345", "123456", "1234567", "12345678", "123456789", "password1", "admin123", "qwerty123"}
)


def call_password(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """What opens a call to anyone who reads it: an error near words of a call, else a warning."""
    if "pwd=" in piece.folded:
        for match in _ZOOM_PASSWORD.finditer(piece.text):
            link = match[0].rstrip(_END)
            if not agreed.has_link(link):
                yield _password(link, "the link carries the password of the call", ERROR)
    if not piece.is_address and _SECRET.search(piece.text):
        text = piece.folded_words
        found: dict[int, Finding] = {}  # by its end: "meeting password" is the same as the "password" in it
        for word in sorted({word for word in _words_for_secrets(text) if word in text}, key=len):
            found.update(_named_secrets(word, _SECRETS[word], piece))
        yield from found.values()


def _words_for_secrets(text: str) -> Iterator[str]:
    """The words that may be in a text: those of ASCII letters share a few beginnings."""
    for root, words in _ASCII_SECRETS.items():
        if root in text:
            yield from words
    if not text.isascii():
        characters = set(text)
        yield from (word for word in _OTHER_SECRETS if characters.issuperset(word))


def _named_secrets(word: str, kind: str, piece: Piece) -> Iterator[tuple[int, Finding]]:
    text, pattern = piece.words, _ID_VALUE if kind == "id" else _VALUE
    for found in re.finditer(re.escape(word), piece.folded_words):
        start, end = found.span()
        if _is_latin(word) and (text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha()):
            continue
        if (match := pattern.match(text, end)) and (severity := _severity(match, start, kind, piece)):
            said = text[start : match.end("value")].rstrip(_END)
            message = (
                "this is the password of a call" if kind != "id" else "with this number anyone can try to join the call"
            )
            yield match.end("value"), _password(said, message, severity)


def _is_latin(word: str) -> bool:
    return word[0] < "\u0590"  # and Cyrillic: scripts with spaces between words


def _password(needle: str, message: str, severity: Severity) -> Finding:
    return Finding("call-password", needle, message, "take it out; send it only to people who are invited", severity)


def _severity(match: re.Match[str], start: int, kind: str, piece: Piece) -> Severity | None:
    """None if what is after the word is no secret, or nothing says that the word means one."""
    if kind == "id":
        return ERROR
    value, sign = match["value"].rstrip(_END), match["sign"].strip()
    if not _is_secret(value):
        return None
    if kind == "call":
        return ERROR
    around = piece.words[max(0, start - 150) : start], piece.words[match.end() : match.end() + 60]
    in_call = any(map(_CALL_WORDS.search, around))
    if kind == "perhaps":
        return WARNING if in_call else None
    if in_call or piece.about_a_call:
        return ERROR if sign not in ("", "-", "–", "|") else WARNING
    return WARNING if sign in (":", "：", "=") and value.casefold() not in _PROVERBIAL else None


def _is_secret(value: str) -> bool:
    """Digits, letters with digits, or capitals inside a word; no range such as 8-16."""
    if sum(map(str.isalnum, value)) < 4 or _RANGE.fullmatch(value):
        return False
    return bool(_SECRET.search(value))

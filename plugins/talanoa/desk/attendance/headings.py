"""How video calls name the columns of their exports, in English and in translations of theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from talanoa.tables import folded

Column = Literal["name", "first", "last", "email", "came", "join", "leave", "duration", "waiting", "action", "time"]

# Written as tables.folded writes headings, with `|` between them; a language to a line. What is missing here is found by what is below it.
_WORDS: Mapping[Column, str] = {
    "name": """
        name (original name)|user name (original name)|name|full name|participant|participant name|display name|user name|organisation|organization
        nama (nama asli)|nama pengguna (nama asli)|nama pengguna|nama lengkap|nama|nama peserta|peserta
        nombre (nombre original)|nombre completo|nombre|participante|nombre del participante
        nom (nom original)|nom complet|nom|nom d'origine|participant(e)
        nome (nome original)|nome completo|nome|nome do participante
        이름(원래 이름)|이름 (원래 이름)|이름|성명|전체 이름|참가자
        名前(元の名前)|名前（元の名前）|名前|氏名|姓名|名称（原始名称）|名称|姓名（原名）|全名
        ชื่อ|ชื่อ (ชื่อเดิม)|ชื่อเต็ม|tên|tên (tên gốc)|họ tên|нэр|имя|имя (настоящее имя)|полное имя|الاسم|نام|पूरा नाम|नाम
        pangalan|pangalan (orihinal na pangalan)""",
    "first": "first name|first|nama depan|nombre de pila|prénom|primeiro nome|이름(성 제외)",
    "last": "last name|last|surname|family name|nama belakang|apellidos|apellido|nom de famille|sobrenome|apelido|성",
    "email": """
        user email|email|e-mail|email address|participant id (upn)|emel|email pengguna|alamat email|surel
        correo electrónico|correo electrónico del usuario|correo|dirección de correo electrónico|id. de participante (upn)
        e-mail de l'utilisateur|adresse e-mail|courriel|adresse e-mail de l'utilisateur|id du participant (upn)
        e-mail do usuário|endereço de e-mail|email do utilizador|id do participante (upn)
        사용자 이메일|이메일|전자 메일|메일|참가자 id(upn)|참가자 id (upn)|メール|メール アドレス|电子邮件|邮箱|電子郵件|อีเมล""",
    "came": """
        attended|present|came|participated|attendance|attendance status|hadir|kehadiran|asistió|asistencia|presente|présent|présence|presença|compareceu
        참석|참석 여부|출석|出席|出欠|มา|có mặt|ирсэн|присутствие""",
    "join": """
        join time|time joined|first join|join|joined|joined at
        waktu bergabung|waktu gabung|pertama bergabung|pertama kali bergabung|bergabung|gabung|masuk|waktu masuk
        hora de entrada|hora de incorporación|hora de unión|hora en que se unió|primera incorporación|primera unión|primera entrada|unirse|entrada
        heure d'arrivée|heure de connexion|heure de participation|première participation|première connexion|première entrée|rejoint|a rejoint
        horário de entrada|hora em que entrou|primeira entrada|primeiro ingresso|ingresso|entrou
        참가 시간|참여 시간|입장 시간|첫 참가|첫 참여|처음 참가|처음 참여|참가|참여|입장|参加時刻|最初の参加|加入时间|首次加入|加入時間""",
    "leave": """
        leave time|time exited|last leave|left|leave|left at
        waktu keluar|waktu meninggalkan|terakhir keluar|keluar|meninggalkan
        hora de salida|última salida|salida|salió|abandonó|izquierda
        heure de départ|heure de sortie|heure de déconnexion|dernier départ|dernière sortie|départ|quitté|a quitté|parti
        hora de saída|horário de saída|última saída|saída|saiu
        나간 시간|퇴장 시간|마지막 나가기|마지막 나감|마지막 퇴장|나감|나가기|퇴장|退出時刻|最後の退出|退出时间|上次离开|離開時間""",
    "duration": """
        duration (minutes)|total duration (minutes)|in-meeting duration|meeting duration|duration|attendance duration|time in call
        durasi (menit)|total durasi (menit)|durasi total (menit)|durasi rapat|durasi dalam rapat|durasi
        duración (minutos)|duración total (minutos)|duración de la reunión|duración en la reunión|duración
        durée (minutes)|durée totale (minutes)|durée de la réunion|durée en réunion|durée
        duração (minutos)|duração total (minutos)|duração da reunião|duração na reunião|duração
        기간(분)|기간 (분)|총 기간(분)|시간(분)|모임 시간|모임 참가 시간|모임 내 기간|기간|지속 시간|所要時間|期間 (分)|会議内の時間|时长（分钟）|時長""",
    "waiting": """
        in waiting room|waiting room|di ruang tunggu|dalam ruang tunggu|ruang tunggu|en la sala de espera|en sala de espera|sala de espera
        en salle d'attente|dans la salle d'attente|salle d'attente|na sala de espera|em sala de espera|대기실|대기실에 있음|待機室|在等候室""",
    "action": "user action|tindakan pengguna|acción del usuario|acción de usuario|action de l'utilisateur|action utilisateur|ação do usuário|사용자 작업",
    "time": "timestamp|stempel waktu|cap waktu|marca de tiempo|marca temporal|horodatage|carimbo de data/hora|타임스탬프",
}
_MARKS = " :?*"
_CHOICES = re.compile(r"\((?:[^()/]{1,20}/){1,3}[^()/]{1,20}\)$")
COLUMNS: Mapping[str, Column] = {
    folded(heading): column
    for column, lines in _WORDS.items()
    for line in lines.splitlines()
    for heading in line.split("|")
    if heading.strip()
}


def column_of(cell: str, known: Mapping[str, Column]) -> Column | None:
    """What is below a heading; people write "Present?" and "Attended (yes/no):"."""
    heading = folded(cell)
    return known.get(heading) or known.get(_CHOICES.sub("", heading.rstrip(_MARKS)).rstrip(_MARKS))

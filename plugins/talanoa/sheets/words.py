"""How sheets call fields: in English, Indonesian, Filipino, Korean, Mongolian, Urdu, Thai, Spanish, French, German and Portuguese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["member", "event"]
Path = str
"""A field, or one of a group: place.city; with a language behind a text that can be in several: title.ko."""

_MEMBER: Final[Mapping[Path, str]] = {
    "name": (
        "organisation|organisation name|name of organisation|member|name of the organisation|member name|institution|"
        "name of your organisation|your organisation|full name of the organisation|official name|legal name|org name|"
        "nama|nama organisasi|organisasi|lembaga|pangalan|"
        "pangalan ng organisasyon|organisasyon|이름|단체명|기관명|단체|нэр|байгууллагын нэр|байгууллага|نام|تنظیم|تنظیم کا نام|"
        "ชื่อ|ชื่อองค์กร|องค์กร|nombre|organización|nombre de la organización|nom|nom de l'organisation|organisme|nome|"
        "organização|verein"
    ),
    "short_name": "acronym|abbreviation|short name|initials|singkatan|약칭|товчилсон нэр|ชื่อย่อ|siglas|sigle|abkürzung|kürzel",
    "kind": (
        "type|type of organisation|kind of organisation|organisation type|jenis|jenis organisasi|uri|"
        "uri ng organisasyon|유형|단체 유형|төрөл|قسم|ประเภท|tipo|type d'organisation|art"
    ),
    "status": "membership|membership status|keanggotaan|katayuan|상태|회원 구분|төлөв|حیثیت|สถานะ|estado|statut",
    "country": "country code|country of registration|country of the organisation|headquarters|hq country|country of headquarters|nation|based in|negara|bansa|국가|나라|улс|ملک|ประเทศ|país|pays|land",
    "works_in": "works in|countries|countries of work|other countries|negara kerja|활동 국가|países|pays d'intervention",
    "languages": "language|working languages|bahasa|wika|mga wika|언어|사용 언어|хэл|زبانیں|زبان|ภาษา|idiomas|langues|sprachen|línguas",
    "themes": (
        "theme|topics|topic|issues|areas of work|thematic areas|focus areas|tema|mga tema|주제|분야|сэдэв|موضوعات|ประเด็น|"
        "temas|thèmes|themen"
    ),
    "activities": (
        "activity|contributes to|contribution|kegiatan|mga gawain|활동|үйл ажиллагаа|سرگرمیاں|กิจกรรม|actividades|"
        "activités"
    ),
    "about": (
        "description|short description|about us|tell us about your organisation|about your organisation|what does your organisation do|profile|summary|mission|about the organisation|description of the organisation|"
        "short description of the organisation|describe the organisation|tentang|deskripsi|"
        "tungkol|paglalarawan|소개|설명|тухай|танилцуулга|تعارف|รายละเอียด|descripción|beschreibung|descrição"
    ),
    "website": (
        "web|web site|url|web address|website url|website link|link to website|organisation website|website of the organisation|homepage|site|link|situs|situs web|누리집|홈페이지|웹사이트|вэб|вэбсайт|ویب سائٹ|เว็บไซต์|"
        "sitio web|site web|webseite"
    ),
    "joined": (
        "member since|joined on|join date|date joined|date of joining|date of joining the network|since|bergabung|tanggal bergabung|sumali|가입일|"
        "элссэн|элссэн огноо|شمولیت|วันที่เข้าร่วม|fecha de ingreso|date d'adhésion|beigetreten|beitritt"
    ),
    "left": "left on|member until|date left|keluar|탈퇴일|ausgetreten",
    "contact.name": (
        "contact|contact person|contact name|name of contact person|name of contact|contact person name|focal point|narahubung|kontak|담당자|холбоо барих хүн|رابطہ|ผู้ติดต่อ|"
        "persona de contacto|personne de contact|ansprechpartner"
    ),
    "contact.role": "contact role|contact position|position of contact",
    "contact.email": (
        "email|e mail|email address|e mail address|contact email|contact e mail|email of contact person|email address of contact|mail|surel|alamat email|email ng kontak|"
        "이메일|전자우편|имэйл|и мэйл|ای میل|อีเมล|correo|correo electrónico|courriel|adresse e mail|username"
    ),
    "contact.consent": (
        "consent|consent date|date of consent|email consent|consent to publish|consent to publication|may be published|"
        "i agree to the publication of my email address|persetujuan|pahintulot|동의|동의일|공개 동의|зөвшөөрөл|رضامندی|"
        "ความยินยอม|consentimiento|consentement|einwilligung"
    ),
    "contact.form": "contact form|contact page",
    "social.x": "twitter|x twitter|twitter x",
    "social.facebook": "facebook page",
    "social.linkedin": "linkedin page",
    "social.youtube": "youtube channel",
    "identifiers.wikidata": "wikidata id",
    "identifiers.ror": "ror id",
    "identifiers.org_id": "org id",
}
_EVENT: Final[Mapping[Path, str]] = {
    "title": (
        "name|event|event name|event title|name of event|name of the event|topic|subject|judul|nama|nama acara|acara|"
        "pamagat|pangalan|제목|행사명|이름|нэр|гарчиг|арга хэмжээ|عنوان|نام|ชื่อ|ชื่องาน|título|nombre|titre|nom|titel|"
        "veranstaltung"
    ),
    "type": "event type|kind|kind of event|type of event|jenis|jenis acara|uri|유형|종류|төрөл|قسم|ประเภท|tipo|art",
    "start": (
        "date|day|start date|event date|starts|begins|from|start date time|start datetime|start date and time|"
        "date and time|event date and time|date of event|start of event|when|tanggal|tanggal mulai|mulai|petsa|simula|날짜|일시|시작|시작일|огноо|эхлэх|تاریخ|آغاز|"
        "วันที่|วันเริ่ม|fecha|fecha de inicio|inicio|début|datum|beginn|data|data de início"
    ),
    "start.time": (
        "time|start time|starts at|event time|local time|jam|waktu|jam mulai|oras|시간|시작 시간|цаг|эхлэх цаг|وقت|เวลา|hora|"
        "hora de inicio|heure|heure de début|uhrzeit|zeit"
    ),
    "end": (
        "end date|end of event|ends|until|to|end date time|last day|tanggal selesai|selesai|petsa ng pagtatapos|wakas|종료|종료일|끝|"
        "дуусах|اختتام|วันสิ้นสุด|fecha de fin|fin|ende|enddatum|fim"
    ),
    "end.time": "end time|ends at|jam selesai|종료 시간|дуусах цаг|เวลาสิ้นสุด|hora de fin|heure de fin|endzeit",
    "duration": "length|duration in minutes|duration in hours|duration in days|durasi|tagal|소요 시간|үргэлжлэх хугацаа|دورانیہ|ระยะเวลา|duración|durée|dauer",
    "timezone": "time zone|tz|zona waktu|시간대|цагийн бүс|เขตเวลา|zona horaria|fuseau horaire|zeitzone",
    "status": "event status|katayuan|상태|төлөв|حیثیت|สถานะ|estado|statut",
    "summary": (
        "purpose|event purpose|about|short description|ringkasan|tujuan|buod|요약|개요|товч|خلاصہ|สรุป|resumen|résumé|"
        "kurzbeschreibung"
    ),
    "description": (
        "details|event description|long description|deskripsi|keterangan|paglalarawan|설명|내용|тайлбар|تفصیل|รายละเอียด|"
        "descripción|beschreibung|descrição"
    ),
    "place.name": (
        "place|venue|location|where|place name|event location|tempat|lokasi|lugar|장소|газар|байршил|مقام|جگہ|สถานที่|"
        "sede|lieu|ort|local"
    ),
    "place.address": "address|street address|alamat|tirahan|주소|хаяг|پتہ|ที่อยู่|dirección|adresse",
    "place.city": "city|town|kota|lungsod|도시|хот|شہر|เมือง|ciudad|ville|stadt|cidade",
    "place.country": "country|country code|negara|bansa|국가|나라|улс|ملک|ประเทศ|país|pays|land",
    "place.latitude": "latitude|lat|위도|latitud",
    "place.longitude": "longitude|lon|lng|long|경도|longitud",
    "place.accessibility": "accessibility",
    "online.url": "online url|online event url|online link|meeting link|stream|livestream",
    "online.platform": "platform|online platform",
    "languages": "language|bahasa|wika|언어|хэл|زبان|ภาษา|idiomas|langues|sprachen",
    "hosts": (
        "host|organiser|organizer|organisers|organizers|hosted by|organised by|organized by|penyelenggara|tuan rumah|"
        "tagapag-ayos|주최|주관|зохион байгуулагч|میزبان|ผู้จัด|organizador|organizadores|organisateur|veranstalter"
    ),
    "countries": "countries concerned",
    "themes": "theme|topics|issues|tema|mga tema|주제|분야|сэдэв|موضوعات|ประเด็น|temas|thèmes|themen",
    "activities": "activity|kegiatan|mga gawain|활동|үйл ажиллагаа|سرگرمیاں|กิจกรรม|actividades|activités",
    "registration.url": (
        "url|link|website|web|registration|link to register|registration form|registration link|registration url|event url|event link|web page|"
        "more information|pendaftaran|tautan|신청|신청 링크|링크|бүртгэл|холбоос|لنک|ลิงก์|enlace|lien|anmeldung"
    ),
    "registration.closes": "registration closes|registration deadline|register by",
    "registration.opens": "registration opens",
    "registration.audience": "audience|for whom|who can come",
    "registration.cost": "cost|fee|price|biaya|bayad|참가비",
    "participants": "participants",
    "attended_count": "attendance|number of participants|participants count|how many came",
}

WORDS: Final[Mapping[Kind, Mapping[Path, tuple[str, ...]]]] = {
    "member": {path: tuple(words.split("|")) for path, words in _MEMBER.items()},
    "event": {path: tuple(words.split("|")) for path, words in _EVENT.items()},
}

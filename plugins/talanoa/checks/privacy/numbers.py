"""Telephone numbers, in any digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from talanoa.checks.privacy.agreed import Agreed
from talanoa.checks.privacy.finding import Finding, any_of
from talanoa.checks.privacy.pieces import Piece, without_addresses

_BETWEEN_DIGITS = r"[ \u00a0\u2009\u202f().\-‐‑‒–/]{0,3}"
_NUMBER = re.compile(rf"\d(?:{_BETWEEN_DIGITS}\d){{6,14}}(?!\d)")
_PLUS = re.compile(r"(?<![\w+])[+＋]\(?$")
_WORD_LABELS = r"""
    tel telephone telefon telefono teléfono téléphone telefone telemóvel telpon telepon telp tlp tlf fon fone phone ph
    mobile mob mobil móvil cell cellphone cellular celular selular ponsel hp handphone fax faks hotline whatsapp wa viber
    landline portable selfon sms contact contacto kontak hubungi telepono selpon утас утасны телефон тел моб điện\sthoại đt sđt di\sđộng
"""
_OTHER_LABELS = r"""
    전화 휴대폰 핸드폰 휴대전화 연락처 電話 电话 手机 手機 携帯 فون موبائل موبایل ٹیلیفون واٹس\sایپ تلفن هاتف
    โทร โทรศัพท์ มือถือ ဖုန်း දුරකථන දුරකථනය ජංගම फोन मोबाइल दूरभाष ফোন মোবাইল தொலைபேசி கைபேசி ទូរស័ព្ទ ໂທ ໂທລະສັບ
"""
_NUMBER_OF = (
    r"no nr num number nomor numero número numéro номер дугаар 번호 号码 號碼 番号 नम्बर नंबर নম্বর نمبر số หมายเลข"
)
_LABELLED = re.compile(
    rf"(?:(?<![^\W\d_])(?:{any_of(_WORD_LABELS)})(?![^\W\d_])|{any_of(_OTHER_LABELS)})"
    rf"(?:\.?\s?(?:{any_of(_NUMBER_OF)})\.?)?(?:\s(?:is|adalah|es|est|ay))?(?:\s?\([^()]{{0,20}}\))?"
    r"(?P<sign>[\s.:：·=/#*|)(–+-]{0,5})$",
    re.IGNORECASE,
)
_PHONE_LINK = re.compile(
    r"(?:\b(?:tel|sms|smsto|callto|facetime|facetime-audio):(?://)?|\bwa\.me/|whatsapp\.com/send/?\?(?:[\w=&%]{0,80}&)?phone="
    r"|whatsapp://send\?phone=|\bt\.me/\+(?=\d{8,15}\b)|signal\.me/#p/|viber://\w{1,10}\?number=)"
    r"(?:%2B|\+)?[\s(]?\d(?:[\s().%-]{0,3}\d){5,14}",
    re.IGNORECASE,
)
_PHONE_STEMS = ("tel:", "sms", "callto:", "facetime", "wa.me/", "whatsapp", "t.me/+", "signal.me", "viber:")
# As numbers are written within a country: "0917 555 1234", "(021) 555-1234". Nothing else that is counted begins so.
_WITHIN = re.compile(
    r"(?<![A-Za-z\d.,/#+-])(?:0[1-9]\d{1,2}[ \u00a0-]\d{3,4}[ \u00a0-]\d{3,4}|[(（]0[1-9]\d{0,2}[)）] ?\d{3,4}[ \u00a0-]?\d{3,4})(?![A-Za-z\d/-]|[.,]\d)"
)
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"{_YEAR}\s?[-–/]\s?{_YEAR}")
_NO_PHONE = re.compile(
    rf"{_YEAR}\s?[-–/]\s?{_YEAR}|{_YEAR}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]{_YEAR}"  # years and days
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # a host's number
    r"|\d{1,3}\.\d{4,}"  # a decimal
    r"|[1-9]\d?[ .\u00a0\u202f]\d{3}[ .\u00a0\u202f]\d{3}"  # millions
    r"|[1-9]\d{0,2}(?:[ .\u00a0\u202f]?000){2,}"
)
_DAY = re.compile(rf"\b{_YEAR}-\d\d-\d\d\b")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .\u00a0\u202f]\d{3})+")


def phone_number(piece: Piece, agreed: Agreed) -> Iterator[Finding]:
    """A number to call: with + and a country's code, after a word such as "telephone", with a leading 0, or as a link."""
    needles = [match[0] for match in _PHONE_LINK.finditer(piece.prose)] if piece.says(_PHONE_STEMS) else []
    if not piece.is_address and _NUMBER.search(piece.text):
        prose = without_addresses(piece.prose)
        numbers = [*_numbers(prose)]
        numbers += [
            found[0] for found in _WITHIN.finditer(prose) if not any(_is_part(found[0], number) for number in numbers)
        ]
        needles += [number for number in numbers if not any(number in link for link in needles)]
    for needle in dict.fromkeys(needles):
        if agreed.has_number(needle):
            continue
        yield Finding(
            "phone-number",
            needle,
            "this is a telephone number",
            "take it out: anyone who has it can find the person; give a form or an office's e-mail address",
        )


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        number, before = match[0], text[max(0, match.start() - 60) : match.start()]
        digits = sum(map(str.isdigit, number))
        if _DAY.search(number) or before[-1:].isdigit():
            continue
        if digits >= 8 and not _NO_PHONE.fullmatch(number) and number[0] != "0" and (plus := _PLUS.search(before)):
            yield plus[0] + number
        elif (label := _LABELLED.search(before)) and not _is_amount(number, label["sign"]):
            yield number


def _is_amount(number: str, sign: str) -> bool:
    """Years, or thousands right after a word: "mobile 2019-2023", "cell 12.345.678"."""
    if any(mark in sign for mark in ":：.#="):
        return bool(_YEARS.fullmatch(number))
    return bool(_NO_PHONE.fullmatch(number) or _THOUSANDS.fullmatch(number))

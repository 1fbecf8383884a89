"""A network that writes in sixteen scripts: each is on its lines, in its direction, and on the narrowest phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.layout import TOO_WIDE
from tests.browser.sites import build_site
from tests.conftest import write_network
from tests.host import hosting
from tests.once import made_once


@dataclass(frozen=True)
class Writing:
    """A language in its script: what a post and a member may be called in it, and a sentence."""

    language: str
    country: str
    title: str
    member: str
    person: str
    sentence: str
    direction: str = "ltr"
    leading: float = 1.5  # at least so many times the size of the letters from line to line
    narrow: str = ""  # a letter that no line may cut: with signs above and below it


WRITINGS = {
    "Latin": Writing("vi", "VN", "Ngân sách mở cho mọi người dân", "Liên minh Minh bạch Việt Nam", "Nguyễn Thị Ánh",
        "Người dân có quyền biết tiền thuế của mình được chi tiêu như thế nào, từ xã đến tỉnh.", narrow="Ậ"),
    "Cyrillic": Writing("mn", "MN", "Нээлттэй төсөв иргэн бүрт", "Ил тод засаглалын хөдөлгөөн", "Болд Жишээ",
        "Иргэд татварын мөнгө хэрхэн зарцуулагдаж байгааг мэдэх эрхтэй, сумаас аймаг хүртэл.", narrow="Й"),
    "Nastaliq": Writing("ur", "PK", "کھلا بجٹ ہر شہری کے لیے", "شفافیت اتحاد پاکستان", "زینب مثال",
        "شہریوں کو یہ جاننے کا حق ہے کہ ان کے ٹیکس کا پیسہ گاؤں سے صوبے تک کیسے خرچ ہوتا ہے۔", "rtl", 2.2, narrow="ٹِّ"),
    "Thaana": Writing("dv", "MV", "ހުޅުވިފައިވާ ބަޖެޓު", "ދިވެހިރާއްޖޭގެ ހާމަކަން", "އައިޝަތު މިސާލު",
        "ރައްޔިތުންގެ ފައިސާ ހަރަދުކުރާ ގޮތް އެނގުމުގެ ހައްގު ރައްޔިތުންނަށް އެބައޮތެވެ.", "rtl", narrow="ޝޯ"),
    "Devanagari": Writing("ne", "NP", "सबैका लागि खुला बजेट", "नेपाल पारदर्शिता सञ्जाल", "सुनिता उदाहरण",
        "गाउँदेखि प्रदेशसम्म आफ्नो करको पैसा कसरी खर्च हुन्छ भन्ने जान्ने अधिकार नागरिकलाई छ।", narrow="र्द्धि"),
    "Bengali": Writing("bn", "BD", "সবার জন্য উন্মুক্ত বাজেট", "স্বচ্ছতার জন্য বাংলাদেশ জোট", "আয়েশা উদাহরণ",
        "গ্রাম থেকে জেলা পর্যন্ত করের টাকা কীভাবে খরচ হয় তা জানার অধিকার নাগরিকের আছে।", narrow="র্ক্ষু"),
    "Tamil": Writing("ta", "LK", "அனைவருக்கும் திறந்த வரவுசெலவுத்திட்டம்", "வெளிப்படைத்தன்மைக்கான கூட்டமைப்பு", "கவிதா உதாரணம்",
        "தங்கள் வரிப்பணம் எவ்வாறு செலவிடப்படுகிறது என்பதை அறியும் உரிமை குடிமக்களுக்கு உண்டு.", narrow="ஸ்ரீ"),
    "Sinhala": Writing("si", "LK", "සැමට විවෘත අයවැයක්", "විනිවිදභාවය සඳහා ජාලය", "නදීෂා නිදසුන",
        "තම බදු මුදල් වියදම් වන ආකාරය දැන ගැනීමට පුරවැසියන්ට අයිතියක් ඇත.", leading=1.9, narrow="ක්‍ෂේ"),
    "Thai": Writing("th", "TH", "งบประมาณที่เปิดเผยสำหรับทุกคน", "เครือข่ายเพื่อความโปร่งใสแห่งประเทศไทย", "สมศรี ตัวอย่าง",
        "ประชาชนมีสิทธิรู้ว่าเงินภาษีของตนถูกใช้จ่ายอย่างไรตั้งแต่ระดับตำบลไปจนถึงระดับจังหวัด", leading=1.9, narrow="ญู้"),
    "Lao": Writing("lo", "LA", "ງົບປະມານທີ່ເປີດເຜີຍສຳລັບທຸກຄົນ", "ເຄືອຂ່າຍເພື່ອຄວາມໂປ່ງໃສ", "ບຸນມີ ຕົວຢ່າງ",
        "ປະຊາຊົນມີສິດຮູ້ວ່າເງິນອາກອນຂອງຕົນຖືກໃຊ້ຈ່າຍແນວໃດຕັ້ງແຕ່ບ້ານຈົນເຖິງແຂວງ", narrow="ຊື່"),
    "Khmer": Writing("km", "KH", "ថវិកាបើកចំហសម្រាប់ទាំងអស់គ្នា", "បណ្តាញដើម្បីតម្លាភាពកម្ពុជា", "សុខា ឧទាហរណ៍",
        "ប្រជាពលរដ្ឋមានសិទ្ធិដឹងថាប្រាក់ពន្ធរបស់ខ្លួនត្រូវបានចំណាយយ៉ាងដូចម្តេចពីឃុំដល់ខេត្ត។", narrow="ស្ត្រី"),
    "Burmese": Writing("my", "MM", "လူတိုင်းအတွက် ပွင့်လင်းသောဘတ်ဂျက်", "ပွင့်လင်းမြင်သာမှုကွန်ရက်", "အေးအေး ဥပမာ",
        "မိမိတို့၏အခွန်ငွေကို ကျေးရွာမှ ပြည်နယ်အထိ မည်သို့သုံးစွဲသည်ကို ပြည်သူတို့ သိပိုင်ခွင့်ရှိသည်။", leading=1.9, narrow="ဏ္ဍို့"),
    "Georgian": Writing("ka", "GE", "ღია ბიუჯეტი ყველასთვის", "გამჭვირვალობის კოალიცია", "ნინო მაგალითი",
        "მოქალაქეებს აქვთ უფლება იცოდნენ, როგორ იხარჯება მათი გადასახადები სოფლიდან რეგიონამდე.", narrow="ჭ"),
    "Hangul": Writing("ko", "KR", "모두를 위한 열린 예산", "투명사회를 위한 시민연대", "김보기",
        "시민은 마을에서 도에 이르기까지 자신이 낸 세금이 어떻게 쓰이는지 알 권리가 있습니다.", narrow="뷁"),
    "Han": Writing("zh-Hant", "TW", "人人都看得懂的公開預算", "透明治理公民聯盟", "林範例",
        "從鄉鎮到中央，公民有權知道自己繳納的稅款如何使用，也有權對每一筆支出提出疑問。", narrow="鬱"),
    "Tibetan": Writing("dz", "BT", "མི་ཀུན་ལུ་ཁ་ཕྱེ་བའི་འཆར་དངུལ་", "གསལ་དྭངས་ཅན་གྱི་ཚོགས་པ་", "བསོད་ནམས་དཔེ་",
        "མི་སེར་གྱིས་ཁྲལ་གྱི་དངུལ་ག་དེ་སྦེ་ཟད་འགྲོ་བཏང་ཡོདཔ་ཨིན་ན་ཤེས་པའི་ཐོབ་དབང་ཡོད།", narrow="བསྒྲུབས"),
}  # fmt: skip

NETWORK = """\
id: many-scripts
authority: scripts.example.org,2016
name: Network of Many Scripts
timezone: Asia/Bangkok
languages: [en, {languages}]
themes: [{{id: budgets, title: Budgets}}]
countries:
{countries}
"""


def files() -> dict[str, str]:
    """A whole network: in each script a post, its member and its author, and an event."""
    members, events, posts = ["members:\n"], ["events:\n"], {}
    for name, w in WRITINGS.items():
        id = name.lower()
        members.append(
            f"  - id: {id}\n    name: {{ {w.language}: '{w.member}' }}\n    country: {w.country}\n"
            f"    about: {{ {w.language}: '{w.sentence}' }}\n    languages: [{w.language}]\n"
            f"    people: [{{ id: author-{id}, name: '{w.person}' }}]\n"
        )
        events.append(
            f"  - id: event-{id}\n    title: {{ {w.language}: '{w.title}' }}\n    type: meeting\n"
            f"    start: 2026-12-{10 + len(events)} 15:00\n    hosts: [{id}]\n    summary: {{ {w.language}: '{w.sentence}' }}\n"
        )
        body = f"{w.sentence} {w.sentence}\n\n## {w.title}\n\n- {w.sentence}\n- {w.narrow * 3}\n\n> {w.sentence}\n"
        posts[f"posts/{id}.md"] = (
            f"---\ntitle: '{w.title}'\ndate: 2026-10-01\nauthors: [author-{id}]\nkind: blog\nlanguage: {w.language}\n"
            f"themes: [budgets]\ncountries: [{w.country}]\nsummary: '{w.sentence}'\n---\n\n{body}"
        )
    countries = "\n".join(f"  - {{ code: {code} }}" for code in sorted({w.country for w in WRITINGS.values()}))
    languages = ", ".join(dict.fromkeys(w.language for w in WRITINGS.values()))
    network = NETWORK.format(languages=languages, countries=countries)
    return {"network.yml": network, "members.yml": "".join(members), "events.yml": "".join(events), **posts}


@pytest.fixture(scope="module")
def scripts_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = made_once(
        tmp_path_factory, "scripts", lambda it: build_site(it / "site", write_network(it / "network", files()))
    )
    with hosting(made / "site") as host:
        yield host.address


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    yield page
    page.close()


# The elements that directly hold these words, and whether each says a direction for them, or is where it is theirs.
NAMED = """([text, direction]) => {
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = []
    while (texts.nextNode()) {
        const it = texts.currentNode.parentElement
        if (!texts.currentNode.data.includes(text) || !it.checkVisibility()) continue
        found.push(getComputedStyle(it).direction === direction && it.closest("bdi, [dir]") !== null)
    }
    return found
}"""


def named(page: Page, text: str, writing: Writing) -> list[bool]:
    """For each place where a name stands on a page, whether it stands in its own direction."""
    found: list[bool] = page.evaluate(NAMED, [text, writing.direction])
    return found


# Pages with all scripts, and what each says of them, wherever it stands among the others.
SHARED: dict[tuple[str, ...], Callable[[Writing], tuple[str, ...]]] = {
    ("/posts/",): lambda writing: (writing.title, writing.person),
    ("/members/",): lambda writing: (writing.member,),
    ("/events/2026/12/",): lambda writing: (writing.title,),
    ("/", "/events/", "/countries/", "/themes/budgets/", "/at-a-glance/"): lambda writing: (),
}


@pytest.mark.parametrize("addresses", SHARED)
def test_pages_with_all_scripts_fit_a_phone_and_each_name_has_its_own_direction(
    scripts_site: str, phone: Page, addresses: tuple[str, ...]
) -> None:
    found: dict[str, list[bool]] = {text: [] for writing in WRITINGS.values() for text in SHARED[addresses](writing)}
    for address in addresses:
        phone.goto(scripts_site + address)
        assert phone.evaluate(TOO_WIDE) == [], address
        for writing in WRITINGS.values():
            for text in SHARED[addresses](writing):
                found[text] += named(phone, text, writing)
    assert all(there and all(there) for there in found.values()), found


# Lines of text by how far they are from each other, in sizes of their letters; and elements that cut what is in them.
LINES = """article => [...article.querySelectorAll("p, li, blockquote p")].filter(it => it.innerText.length > 30).map(it => {
    const style = getComputedStyle(it)
    return parseFloat(style.lineHeight) / parseFloat(style.fontSize)
})"""
CUTS = """article => [article, ...article.querySelectorAll("*")].filter(it => {
    const style = getComputedStyle(it)
    return it.innerText?.trim() && it.checkVisibility({visibilityProperty: true}) && it.clientHeight > 1
        && /hidden|clip/.test(style.overflowY) && it.scrollHeight > it.clientHeight
}).map(it => it.outerHTML.slice(0, 100))"""
SPACED = """article => [...article.querySelectorAll("h1, h2, p, li, a")].map(it => getComputedStyle(it))
    .filter(style => style.letterSpacing !== "normal" && parseFloat(style.letterSpacing) !== 0).length"""


@pytest.mark.parametrize("name", WRITINGS)
def test_pages_in_a_script_fit_and_a_post_has_its_own_language_direction_and_leading(
    scripts_site: str, phone: Page, name: str
) -> None:
    writing, id = WRITINGS[name], name.lower()
    fits(phone, f"{scripts_site}/posts/{id}/", writing, writing.person)
    article = phone.get_by_role("article").first
    assert article.get_attribute("lang") == writing.language
    assert article.get_attribute("dir") == writing.direction
    heading = article.get_by_role("heading", level=1)
    assert heading.inner_text() == writing.title
    assert heading.evaluate("it => getComputedStyle(it).direction") == writing.direction
    leading = article.evaluate(LINES)
    assert leading and min(leading) >= writing.leading - 0.01
    assert article.evaluate(CUTS) == []
    assert article.evaluate(SPACED) == 0, "letters that join are not torn apart"

    fits(phone, f"{scripts_site}/members/{id}/", writing, writing.member, writing.person, writing.title)
    # What the others say of it stands on the two above as well, so each script has one of them.
    others: list[tuple[str, tuple[str, ...]]] = [
        (f"people/author-{id}", (writing.person,)),
        (f"events/event-{id}", ()),
        (f"countries/{writing.country.lower()}", (writing.member,)),
        (f"languages/{writing.language}", ()),
    ]
    address, names = others[[*WRITINGS].index(name) % len(others)]
    fits(phone, f"{scripts_site}/{address}/", writing, *names)


def fits(phone: Page, address: str, writing: Writing, *names: str) -> None:
    """Opens a page; it is no wider than the phone, and each of these names stands in its own direction."""
    phone.goto(address)
    assert phone.evaluate(TOO_WIDE) == [], address
    for name in names:
        found = named(phone, name, writing)
        assert found and all(found), (address, name)


# How far apart the lines of each heading of members and events are, and what is in it, in sizes of its letters.
HEADINGS = """() => [...document.querySelectorAll("main h1, main h3, main .t-card__title")].flatMap(
    (it) => [it, ...it.querySelectorAll("a, bdi, span[lang]")]
        .filter((part) => part.matches(":lang(th), :lang(my), :lang(km)"))
        .map((part) => parseFloat(getComputedStyle(part).lineHeight) / parseFloat(getComputedStyle(part).fontSize)))"""


def test_headings_in_high_scripts_are_as_close_in_pages_of_other_languages(scripts_site: str, phone: Page) -> None:
    """What names a language inside a heading is no text to read line by line."""
    found = []
    for address in ("/members/thai/", "/members/burmese/", "/members/khmer/", "/posts/", "/"):
        phone.goto(scripts_site + address)
        found += phone.evaluate(HEADINGS)
    assert found and max(found) <= 1.51

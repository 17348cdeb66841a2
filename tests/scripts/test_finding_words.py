"""Words of many languages find the texts that hold them in another form, and no others."""

import pytest

from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.asking import asked
from tests.scripts.finding import finds

pytestmark = pytest.mark.once

FINDING = """
en | covid19 | The COVID-19 response
en | COVID-19 | Covid19 and cities
en | covid | COVID-19
en | cities | Healthy city
en | city | The city’s plan
en | elearning | An e-learning course
en | e-learning | Elearning
en | e-learning | e learning
en | organization | Organisations of youth
en | neighborhood | Neighbourhoods
en | liveable | Livable cities
en | parliament | Parliamentary action
fr | abri | Abris contre les cyclones
en | who | W.H.O. guidance
en | W.H.O. | WHO guidance
en | crises | Crisis communication
en | Xian | Xi’an
en | food-borne | foodborne diseases
en | café | CAFE
en | ２０２０ | In 2020
es | vacunacion | La vacunación
es | vacunaciones | Vacunación de niños
es | ciudad | Ciudades sanas
es | ninas | niñas y niños
es | reuniones | Reunión de alcaldes
fr | eau | L’accès à l'eau
fr | l’eau | les eaux
fr | hopital | Hôpitaux de campagne
fr | oeuvre | Les œuvres
fr | écoles | école
de | strasse | Die Straßen
de | STRASSE | Straße
de | Impfungen | Impfung
de | Städte | Stadt
pt | vacinação | Vacinações
pt | municipais | Câmara municipal
pt | sao paulo | São Paulo
pt | reunioes | Reunião
it | citta | Le città
it | vaccinazioni | vaccinazione
nl | maatregelen | maatregel
vi | Da Nang | Thành phố Đà Nẵng
vi | Đà Nẵng | Da Nang
vi | Ha Noi | HÀ NỘI
tr | istanbul | İSTANBUL
tr | ISTANBUL | İstanbul
tr | şehirler | Sehir
tr | toplantılar | TOPLANTI
id | pendidikan | mendidik
ms | kesihatan | Kesihatan awam
tl | Maynila | Lungsod ng Maynila
ru | елка | Ёлка
ru | города | В городе
ru | вакцинация | О вакцинации
uk | громади | громада
mn | хот | Хотын захиргаа
mn | улаанбаатар | Улаанбаатарын
el | πόλη | Πόλεις
el | ΑΘΗΝΑ | Αθήνα
ar | مدينة | المدينة الصحية
ar | لقاحات | اللقاح
ar | الوباء | وباء
ar | والوباء | وباء
ar | بيان | البيانات
ar | ولاية | الولايات
ar | احمد | أَحْمَد
ar | مستشفي | مستشفى
ar | ٢٠٢٠ | عام 2020
ur | شہر | شہروں میں
ur | کراچی | كراچي
ur | بچے | بچوں کی صحت
fa | کتابها | کتاب‌ها
fa | شهر | شهرهای ایران
hi | शहर | शहरों में
hi | हिंदी | हिन्दी
hi | टीका | टीकों का
hi | २०२० | 2020
ne | काठमाडौँ | काठमाडौं
ne | नगरपालिका | नगरपालिकाहरूले
ne | विद्यालय | विद्यालयबाट
ne | सीमा | सीमामा
ne | घर | घरमा
ne | भूकम्प | भूकम्पपछि
ne | शहर | सहरको विकास
bn | ঢাকা | ঢাকায় টিকা
bn | মাটি | মাটির
bn | ঘর | ঘরে
bn | শহর | শহরগুলির
bn | হঠাৎ | হঠাত্‍
ta | நகரம் | நகரங்கள்
si | ශ්‍රී | ශ්රී ලංකා
th | น้ำท่วม | ประเทศไทยน้ำท่วมหนัก
th | น้ํา | น้ำ
th | แม่ | เเม่
th | ๒๕๖๓ | ปี 2563
lo | ວຽງຈັນ | ນະຄອນຫຼວງວຽງຈັນ
km | ភ្នំពេញ | រាជធានីភ្នំពេញ
km | បណ្ដាញ | បណ្តាញ
my | ရန်ကုန် | ရန်ကုန်မြို့တော်
bo | ལྷ་ས | ལྷ་ས་གྲོང་ཁྱེར
ko | 서울 | 서울은 안전하다
ko | 서울은 | 서울시의 정책
ko | 방역 | 코로나19방역지침
ko | 강 | 강을 건너
ko | 시민들에게는 | 시민
ko | 코로나19 | 코로나-19 대응
ja | 感染症 | 東京都の感染症対策
ja | 対策 | 感染症対策について
ja | 雪 | 大雪への備え
ja | ﾃﾞｰﾀ | データ
ja | オンライン | オンライン会議
ja | web会議 | Web会議のご案内
zh-Hans | 台湾 | 臺灣的經驗
zh-Hans | 城市 | 城市網絡
zh-Hant | 臺灣 | 台湾经验
zh-Hant | 傳染病 | 传染病防控
zh-Hant | 病 | 傳染病
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in row.split("|")) for row in table.strip().splitlines()]


@pytest.mark.parametrize(("language", "query", "text"), _rows(FINDING))
def test_a_query_finds_a_text(language: str, query: str, text: str) -> None:
    assert finds(query, text, language)


NOT_FINDING = """
en | rat | The rate of infection
en | news | A new city
en | covid-20 | COVID-19
en | 19 | 2019
ko | 회 | 회의
ko | 국 | 국가
ko | 마 | 마을에서
ja | 京都市 | 東京都の市
ja | 京都大学 | 東京都の大学
zh | 生活 | 生产和活动
th | มา | นาม
hi | काल | कल
ar | لبن | لبنان
bn | মা | মাটির
"""


@pytest.mark.parametrize(("language", "query", "text"), _rows(NOT_FINDING))
def test_a_query_leaves_a_text_alone(language: str, query: str, text: str) -> None:
    assert not finds(query, text, language)


def test_terms_of_a_text_stand_in_order_and_its_stems_beside_them() -> None:
    found = analysed("W.H.O.: the cities’ COVID-19 e-learning", "en")

    assert found.exact == ["w", "h", "o", "the", "cities", "covid", "19", "e", "learning"]
    assert found.loose == ["w", "h", "o", "who", "the", "citi", "covid", "19", "covid19", "e", "learn", "elearn"]


def test_scripts_without_spaces_give_pairs_of_signs_in_order_and_single_ones_beside_them() -> None:
    found = analysed("雪の日 น้ำท่วม")

    assert found.exact == ["雪の", "の日", "น้ําท่", "ท่ว", "วม"]
    assert found.loose == ["雪", "の", "日", "น้ํา", "ท่", "ว", "ม"]


def test_a_korean_word_stands_whole_and_without_its_particles() -> None:
    found = analysed("서울에서는 회의", "ko")

    assert found.exact == ["서울", "울에", "에서", "서는", "회의"]
    assert found.loose == ["서울에서는", "서울", "회의"]


def test_a_korean_word_is_asked_for_with_its_particles_and_without() -> None:
    wanted = asked("서울은")

    assert wanted.exact == ("서울", "울은")
    assert wanted.stripped == ("서울",)
    assert wanted.loose == (("서울은",), ("서울",))
    assert wanted.is_grams


def test_one_sign_is_asked_for_by_itself() -> None:
    assert asked("雪").loose == (("雪",),)


def test_stems_of_every_language_that_a_reader_names_are_asked_for() -> None:
    assert asked("vacunaciones", ("es-419", "pt")).loose == (("vacunacion",), ("vacun",))


def test_a_reader_of_another_language_finds_the_stems_of_a_script() -> None:
    nepali = set(analysed("विद्यालयबाट", "ne").loose)

    assert any(set(alternative) <= nepali for alternative in asked("विद्यालयको", ("en",)).loose)


@pytest.mark.parametrize("word", ["", " ", "😀", "+++", "—", "\x00", "\ud800"])
def test_what_is_neither_letter_nor_digit_asks_for_nothing(word: str) -> None:
    assert asked(word).exact == asked(word).loose == ()


def test_signs_around_a_word_change_nothing() -> None:
    assert asked("C++").exact == asked("«c»").exact == ("c",)

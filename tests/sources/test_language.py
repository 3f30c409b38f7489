"""What is English is taken for English, and what is not is said and left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extraction.extract import extract
from pipeline.sources.language import recognise
from pipeline.sources.reading import read_file

BRIEFS = Path(__file__).parents[2] / "raw" / "briefs"
OTHERS = {
    "ru": "В мае 2011 года Китай и Казахстан подписали соглашение о строительстве моста. "
    "Через год президент посетил Пекин, и стороны договорились о новых поставках газа.",
    "zh": "二〇一一年五月，中国与哈萨克斯坦签署了一项关于修建大桥的协议。一年后，总统访问了北京。"
    "双方就天然气供应达成了新的协议，贸易额达到两百亿美元。",
    "kk": "2011 жылдың мамыр айында Қытай мен Қазақстан көпір салу туралы келісімге қол қойды. "
    "Бір жылдан кейін президент Бейжіңге барып, газ жеткізу туралы келісті.",
    "fr": "En mai 2011, la Chine et le Kazakhstan ont signé un accord sur la construction d'un "
    "pont. Un an plus tard, le président s'est rendu à Pékin pour parler du gaz.",
    "de": "Im Mai 2011 unterzeichneten China und Kasachstan ein Abkommen über den Bau einer "
    "Brücke. Ein Jahr später reiste der Präsident nach Peking, um über Gas zu sprechen.",
    "tr": "Mayıs 2011'de Çin ile Kazakistan bir köprünün yapımı için anlaşma imzaladı. Bir yıl "
    "sonra cumhurbaşkanı Pekin'i ziyaret etti ve doğal gaz konusunda görüştü.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_recognised(language: str) -> None:
    assert recognise(OTHERS[language]) == language


@pytest.mark.parametrize("language", OTHERS)
def test_a_document_in_another_language_gives_sentences_an_issue_and_nothing_else(
    tmp_path: Path, language: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(OTHERS[language])
    reading = read_file(path, "2012")
    tables = extract([(d.document, d.sentences) for d in reading.documents], reading.problems)
    filled = {name for name, rows in tables.items() if rows.num_rows}
    assert filled == {"documents", "sentences", "issues"}
    assert tables["documents"]["language"].to_pylist() == [language]
    assert tables["issues"]["kind"].to_pylist() == ["unsupported_language"]
    assert tables["sentences"].num_rows >= 2
    assert "only English is extracted" in reading.problems[0].message


def test_notes_in_other_scripts_leave_an_english_document_english(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "In May 2011 China signed an agreement.1 It was about a bridge over the river.2\n\n"
        f"1 {OTHERS['ru']}\n2 {OTHERS['zh']}\n"
    )
    ((document,), problems) = (lambda r: (r.documents, r.problems))(read_file(path, "2012"))
    assert document.document.language == "en" and problems == ()
    assert any(s.region == "footnote" and "Пекин" in s.text for s in document.sentences)


@pytest.mark.parametrize("path", sorted(BRIEFS.glob("*.*")), ids=lambda path: path.name)
def test_our_briefs_are_english(path: Path) -> None:
    assert recognise(path.read_text(encoding="utf-8")) == "en"


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_the_publishers_documents_are_english(
    real_document: Callable[[str], Path], name: str
) -> None:
    reading = read_file(real_document(name), "2020")
    assert [d.document.language for d in reading.documents] == ["en"]


@pytest.mark.parametrize("text", ["", "12.5 %", "Astana", "CNPC, CITIC", "Xi Jinping; Hu Jintao"])
def test_what_is_too_short_to_tell_is_not_guessed(text: str) -> None:
    assert recognise(text) is None

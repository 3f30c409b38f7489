"""Makes the files of this folder anew from our own briefs, with the converters people use.

Needs pandoc, LibreOffice Writer and Chromium (``apt-get install pandoc
libreoffice-writer-nogui chromium``). The tests read the committed files and need none of
them. What is made is ours, CC BY 4.0, as the briefs are.

    python tests/sources/converted/make.py
"""

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
BRIEFS = HERE.parents[2] / "raw" / "briefs"
WORKS = {
    "Crisis Group 2013": "Crisis Group, *China’s Central Asia Problem*, 27 February 2013.",
    "Carnegie 2024": "Carnegie, *What Does Xi Jinping Want From Central Asia?*, 5 July 2024.",
    "PISM 2020": "Arkadiusz Legieć, PISM, 2020.",
    "Pantucci 2021": "Raffaello Pantucci, Central Asia-Caucasus Analyst, November 2021.",
    "Pantucci, Nikkei, 2021": "Raffaello Pantucci, Nikkei Asian Review, December 2021.",
}
CITED = re.compile(rf" \(({'|'.join(map(re.escape, WORKS))})\)([.,;]?)")
AUTHOR, DATE = "Khorgos", "2026-11-25"
STYLE = "<style>body{font:11pt/1.4 'Liberation Serif';text-align:justify;hyphens:auto}</style>"
PRINT = (
    "<style>@page{size:A4;margin:25mm;@top-center{content:'Khorgos brief'}"
    "@bottom-center{content:counter(page)}}</style>"
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Khorgos</title>
<meta name="author" content="{author}"><meta property="og:site_name" content="Khorgos">
<meta property="article:published_time" content="{date}T08:00:00Z"></head>
<body><header><a href="/">Khorgos</a><nav><ul><li><a href="/briefs">Briefs</a></li>
<li><a href="/data">Data</a></li><li><a href="/about">About us</a></li></ul></nav></header>
<main><article>{body}</article>
<aside><h3>Read next</h3><ul><li><a href="/a">Five roads over the pass</a></li>
<li><a href="/b">Why the train stops at the border</a></li></ul></aside></main>
<footer><p>© 2026 Khorgos. All briefs are CC BY 4.0.</p>
<form><label>Subscribe to our letter <input name="mail"></label><button>Send</button></form>
</footer><script>document.title += " 2019";</script></body></html>
"""


def main() -> None:
    """Write every file."""
    title, energy = _brief("energy.md")
    _convert("energy", title, energy, ("html", "docx", "odt", "epub", "plain"))
    body = _pandoc(energy, "html", "--section-divs")
    page = PAGE.format(title=title, author=AUTHOR, date=DATE, body=f"<h1>{title}</h1>{body}")
    (HERE / "energy-page.html").write_text(page, encoding="utf-8")
    _print(HERE / "energy.html", HERE / "energy.pdf")
    title, trade = _brief("trade-and-lending.md")
    noted = _with_notes(trade)
    (HERE / "trade-notes.md").write_text(f"# {title}\n\n{noted}", encoding="utf-8")
    _convert("trade-notes", title, noted, ("html", "docx", "odt", "epub"))
    _office(HERE / "trade-notes.odt", "trade-office", ("docx", "html"))
    _two_columns(title, noted, HERE / "trade-notes.pdf")


def _brief(name: str) -> tuple[str, str]:
    """Return title and text of one of our briefs."""
    first, rest = (BRIEFS / name).read_text(encoding="utf-8").split("\n", 1)
    return first.removeprefix("# "), rest.strip() + "\n"


def _with_notes(text: str) -> str:
    """Return ``text`` with its citations as numbered footnotes."""
    notes: list[str] = []

    def note(match: re.Match[str]) -> str:
        notes.append(WORKS[match[1]])
        return f"{match[2]}[^{len(notes)}]"

    noted = CITED.sub(note, text)
    return noted + "".join(f"\n[^{n}]: {note}\n" for n, note in enumerate(notes, start=1))


def _convert(name: str, title: str, text: str, formats: tuple[str, ...]) -> None:
    for form in formats:
        path = HERE / f"{name}.{'txt' if form == 'plain' else form}"
        if form == "plain":
            _pandoc(f"# {title}\n\n{text}", form, f"--output={path}")
        else:
            _pandoc(text, form, "--standalone", f"--output={path}", title=title)


def _pandoc(text: str, form: str, *options: str, title: str = "") -> str:
    about = [f"--metadata=title:{title}", f"--metadata=author:{AUTHOR}", f"--metadata=date:{DATE}"]
    command = ["pandoc", "--from=markdown-smart", f"--to={form}", "--metadata=lang:en", *options]
    run = subprocess.run(
        [*command, *(about if title else [])],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def _print(page: Path, pdf: Path) -> None:
    """Print ``page`` as Chromium does, justified and hyphenated, with a running head."""
    with tempfile.TemporaryDirectory() as folder:
        styled = Path(folder) / "page.html"
        html = page.read_text(encoding="utf-8").replace("</head>", f"{STYLE}{PRINT}</head>")
        styled.write_text(html, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        printed = [f"--print-to-pdf={pdf}", "--no-pdf-header-footer", styled.as_uri()]
        subprocess.run(["chromium", *flags, *printed], check=True, capture_output=True)


def _two_columns(title: str, text: str, pdf: Path) -> None:
    """Set ``text`` as a journal does: two columns, footnotes, running head, page numbers."""
    with tempfile.TemporaryDirectory() as folder:
        reference, odt = Path(folder) / "reference.odt", Path(folder) / f"{pdf.stem}.odt"
        default = ["pandoc", "--print-default-data-file", "reference.odt"]
        plain = subprocess.run(default, check=True, capture_output=True).stdout
        (Path(folder) / "plain.odt").write_bytes(plain)
        with (
            zipfile.ZipFile(Path(folder) / "plain.odt") as old,
            zipfile.ZipFile(reference, "w") as new,
        ):
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, _columns(part) if name == "styles.xml" else part)
        told = [f"--reference-doc={reference}", "--standalone", f"--output={odt}"]
        _pandoc(text, "odt", *told, title=title)
        _soffice(odt, "pdf", pdf.parent)


def _office(odt: Path, name: str, formats: tuple[str, ...]) -> None:
    """Save ``odt`` in other formats as LibreOffice does."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.odt"
        source.write_bytes(odt.read_bytes())
        for form in formats:
            _soffice(source, form, HERE)


def _soffice(source: Path, form: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
        convert = ["--convert-to", form, "--outdir", str(folder), str(source)]
        subprocess.run([*office, *convert], check=True, capture_output=True)


def _columns(styles: bytes) -> bytes:
    """Return the styles of a page with two justified columns and a running head."""
    text = styles.decode()
    columns = '<style:columns fo:column-count="2" fo:column-gap="0.3in"/><style:footnote-sep'
    text = text.replace("<style:footnote-sep", columns, 1)
    height = '<style:header-footer-properties fo:min-height="0.3in" fo:margin-bottom="0.2in"/>'
    text = text.replace(
        "<style:header-style />", f"<style:header-style>{height}</style:header-style>"
    )
    head = "<style:header><text:p>Khorgos brief: trade and lending</text:p></style:header>"
    text = text.replace("<style:footer>", f"{head}<style:footer>", 1)
    at = text.index("<style:paragraph-properties", text.index('style:name="Text_20_body"'))
    end = text.index("</style:style>", at)
    hyphens = '<style:text-properties fo:language="en" fo:country="US" fo:hyphenate="true"'
    lengths = ' fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>'
    justified = '<style:paragraph-properties fo:text-align="justify"' + text[at + 27 : end]
    return (text[:at] + justified + hyphens + lengths + text[end:]).encode()


if __name__ == "__main__":
    main()

"""What only the page of a PDF shows: columns, running heads, gaps, headings, notes."""

from pathlib import Path

import pypdfium2
import pytest

from pipeline.sources.formats import UnreadableError, derive
from pipeline.sources.formats.glyphs import Piece
from pipeline.sources.formats.layout import in_reading_order, without_running_heads
from pipeline.sources.formats.print import _written

SIZE, PITCH, LEFT, RIGHT, GUTTER = 10.0, 12.0, 70.0, 530.0, 20.0
TOP = 750.0


def piece(text: str, left: float, base: float, right: float, size: float = SIZE) -> Piece:
    return Piece(text, left, right, base, size)


def columns(lines: int, top: float = TOP, number: int = 2) -> list[Piece]:
    """Lines drawn from left to right across the columns, as some programs draw them."""
    width = (RIGHT - LEFT - GUTTER * (number - 1)) / number
    return [
        piece(
            f"column {chr(97 + column)} line {line} of prose",
            LEFT + column * (width + GUTTER),
            top - PITCH * line,
            LEFT + column * (width + GUTTER) + width,
        )
        for line in range(lines)
        for column in range(number)
    ]


def order(pieces: list[Piece]) -> list[str]:
    return [row.text for row in in_reading_order(pieces)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_columns_are_read_one_after_the_other(number: int) -> None:
    said = order(columns(12, number=number))
    assert said == [
        f"column {chr(97 + column)} line {line} of prose"
        for column in range(number)
        for line in range(12)
    ]


def test_what_spans_the_columns_parts_them() -> None:
    title = piece("A title over both columns", LEFT + 40, TOP + 40, RIGHT - 40, 18.0)
    middle = piece("A wide line between", LEFT, TOP - 100, RIGHT)
    said = order([*columns(8), middle, *columns(8, TOP - 120), title])
    assert said[0] == "A title over both columns"
    assert said[1:9] == [f"column a line {line} of prose" for line in range(8)]
    assert said[17] == "A wide line between"


def test_a_table_is_read_by_its_rows() -> None:
    prose = [piece(f"line {n} of prose", LEFT, TOP - PITCH * n, RIGHT) for n in range(20)]
    cells = [
        piece(
            f"cell {row}{column}", LEFT + 150 * column, 480 - PITCH * row, LEFT + 150 * column + 30
        )
        for row in range(4)
        for column in range(3)
    ]
    assert order([*prose, *cells])[20:] == [f"cell {n}0 cell {n}1 cell {n}2" for n in range(4)]


def test_running_heads_and_page_numbers_are_left_out_where_they_come_back() -> None:
    def page(number: int) -> list[Piece]:
        head = piece(f"The Bridge {number}", LEFT, 800, LEFT + 80)
        foot = piece(str(number), 290, 30, 300)
        words = "abc"[number - 1]
        body = [piece(f"{words * 3} {n}", LEFT, TOP - PITCH * n, RIGHT) for n in range(9)]
        return [head, *body, foot]

    kept = without_running_heads([page(1), page(2), page(3)])
    assert [len(pieces) for pieces in kept] == [9, 9, 9]


def test_a_line_at_the_edge_that_comes_once_stays_and_so_do_rows_of_figures() -> None:
    pages = [
        [piece(f"{word} title", LEFT, 800, 200), piece(f"{word} text", LEFT, 700, 400)]
        + [piece(f"{year}{n} {n} 3{n}", LEFT, 600 - PITCH * n, 200) for n in range(3)]
        for word, year in (("A", 199), ("Another", 200))
    ]
    assert without_running_heads(pages) == pages


def written(pieces: list[Piece]) -> str:
    return _written([in_reading_order(pieces)], [842.0])[0]


def test_a_gap_and_a_first_line_set_in_begin_a_paragraph() -> None:
    lines = [LEFT, LEFT, LEFT, LEFT + 15, LEFT, LEFT]
    body = [piece(f"line {n}", left, TOP - PITCH * n, RIGHT) for n, left in enumerate(lines)]
    below = [piece(f"below {n}", LEFT, TOP - PITCH * (n + 7), RIGHT) for n in range(2)]
    assert written(body + below) == (
        "line 0\nline 1\nline 2\n\nline 3\nline 4\nline 5\n\nbelow 0\nbelow 1\n\f"
    )


def test_words_in_large_type_are_a_heading_however_many_lines_they_take() -> None:
    heading = [piece("The road", LEFT, 800, 200, 16.0), piece("to the east", LEFT, 780, 200, 16.0)]
    body = [piece(f"line {n}", LEFT, TOP - PITCH * n, RIGHT) for n in range(4)]
    assert written(heading + body).startswith("# The road to the east\n\nline 0\n")


def test_notes_in_small_type_stand_apart_and_their_numbers_are_no_markers() -> None:
    body = [piece(f"line {n}", LEFT, TOP - PITCH * n, RIGHT) for n in range(5)]
    notes = [
        piece("1", LEFT, 83, LEFT + 3, 4.0),
        piece("A report of 2001.", LEFT + 4, 80, RIGHT, 7.0),
        piece("It is long.", LEFT, 71, RIGHT, 7.0),
    ]
    assert written(body + notes).endswith("line 4\n\n\n1 A report of 2001.\nIt is long.\n\f")


def pdf(folder: Path, pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(folder / "empty.pdf")
    return (folder / "empty.pdf").read_bytes()


def test_a_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="recognise it first"):
        derive(pdf(tmp_path), "application/pdf")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj"])
def test_a_damaged_pdf_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="no PDF or a damaged one"):
        derive(content, "application/pdf")

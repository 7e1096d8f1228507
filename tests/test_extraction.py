"""Text out is text in: what four readers find in the finished PDF is the source text, in every column."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator

import pdfplumber
import pypdf
import pypdfium2
import pytest

from generator import document as d
from generator.build import prepare
from generator.config import read_edition
from generator.theme import load_theme
from generator.writers.pdf import write_pdf
from tests.western import EDITION


@pytest.fixture(scope="module")
def document() -> d.Document:
    return prepare(read_edition(EDITION))[0]


@pytest.fixture(scope="module")
def content(document: d.Document) -> bytes:
    return write_pdf(document, load_theme("navy"))[0]


def _shown(inlines: d.Inlines) -> str:
    return "".join(
        f"[{inline.number}]" if isinstance(inline, d.Footnote) else inline.text for inline in inlines
    )


def _texts(document: d.Document) -> Iterator[str]:
    """Yield every text of the document as it is shown, paragraphs whole."""
    for part in document.parts:
        if isinstance(part, d.Chapter):
            yield _shown(part.lead)
        for block in d.walk(d.blocks_of(part)):
            match block:
                case d.Paragraph():
                    yield _shown(block.content)
                    yield from (
                        _shown(inline.content) for inline in block.content if isinstance(inline, d.Footnote)
                    )
                case d.Heading():
                    yield block.title
                case d.Figure() | d.Table() if block.caption:
                    yield block.caption.text
                case _:
                    pass


def _found(text: str, read: str) -> bool:
    """Whether `text` was read with nothing but line ends inside, or parted once by a page's end."""
    if text in read:
        return True
    return any(text[:cut] in read and text[cut:] in read for cut in range(20, len(text) - 20))


def _by_pdfium(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def _by_poppler(content: bytes) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def _by_pypdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def _by_pdfplumber(content: bytes) -> str:
    """Read in the order of the content; by place, two columns would be read line by line."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join(page.extract_text(use_text_flow=True) or "" for page in pdf.pages)


@pytest.mark.parametrize("reader", [_by_pdfium, _by_poppler, _by_pypdf, _by_pdfplumber])
def test_every_text_is_read_as_it_was_written(document: d.Document, content: bytes, reader: object) -> None:
    read = re.sub(r"[\r\n\f\ufffe]", "", reader(content))  # type: ignore[operator]
    texts = [text for text in _texts(document) if text]
    assert len(texts) > 300
    assert [text for text in texts if not _found(text, read)] == []


def test_a_number_with_its_unit_is_found_by_searching(content: bytes) -> None:
    pages = pypdfium2.PdfDocument(content)
    hits = sum(1 for page in pages if page.get_textpage().search("2019年").get_next())
    assert hits > 5

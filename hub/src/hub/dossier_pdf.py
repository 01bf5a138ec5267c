"""Draws a dossier as a PDF: A4, French, with a real typeface, whatever people have written into it."""

import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from hub import dossier_words as words
from hub.dossier import Dossier, Fact
from wording.typography import NO_BREAK, typeset

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
FAMILY = "DejaVu"
UNKNOWN = "□"
"""In place of a sign that the typeface does not have."""
MARGIN = 20.0
"""Millimetres, as all lengths here."""
LINE = 5.6
LABEL_WIDTH = 42.0
TEXT_SIZE, SMALL_SIZE, HEADING_SIZE, TITLE_SIZE = 10.0, 8.5, 13.0, 18.0
FOOT = 15.0
NEEDED = 28.0
"""A heading that has less room below it begins the next page."""
ROW_HEIGHT = 11.0
ROWS = 6
COLUMNS, COLUMNS_SEXUAL = (18, 21, 31, 13, 17), (20, 24, 38, 18)
"""Widths in hundredths of the page's."""
INK, PALE, RULE = (32, 36, 48), (90, 96, 112), (190, 196, 210)


def draw(dossier: Dossier) -> bytes:
    """The document. Takes some tenths of a second: not for the event loop."""
    page = _Page()
    page.set_creation_date(dossier.made)
    page.add_page()
    page.heading(dossier)
    page.by_hand()
    page.situation(dossier)
    page.timeline(dossier)
    page.steps(dossier)
    page.evidence(dossier)
    page.numbers(dossier)
    return bytes(page.output())


class _Page(FPDF):
    """A4 with our typeface, a foot on each page, and the few forms that the dossier needs."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.add_font(FAMILY, "", REGULAR)
        self.add_font(FAMILY, "B", BOLD)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN + FOOT / 2)
        self.alias_nb_pages("{pages}")
        self.set_title(words.TITLE)
        self.set_lang("fr-BE")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def footer(self) -> None:
        self.set_y(-FOOT)
        self._use(SMALL_SIZE, colour=PALE)
        self.cell(0, LINE, words.PAGE.format(page=self.page_no()), align="C")

    def heading(self, dossier: Dossier) -> None:
        self._use(TITLE_SIZE, bold=True)
        self._lines(words.TITLE, height=LINE * 1.7)
        self._use(SMALL_SIZE, colour=PALE)
        self._lines(words.MADE.format(day=day(dossier.made)))
        self._lines(words.ORIGIN)

    def by_hand(self) -> None:
        self._section(words.BY_HAND_TITLE)
        for label in words.BY_HAND:
            self._use(TEXT_SIZE)
            self.cell(LABEL_WIDTH * 1.6, LINE * 1.4, printable(typeset(label + " :")))
            self.set_draw_color(*RULE)
            below = self.get_y() + LINE * 1.2
            self.line(self.get_x(), below, self.w - MARGIN, below)
            self.ln(LINE * 1.4)

    def situation(self, dossier: Dossier) -> None:
        self._section(words.SITUATION)
        if not dossier.facts:
            self._lines(words.NOTHING_TOLD)
        before = ""
        for fact in dossier.facts:
            self._fact(fact.label if fact.label != before else "", _dated(fact.words, fact.told))
            before = fact.label

    def timeline(self, dossier: Dossier) -> None:
        if not dossier.quotes:
            return
        self._section(words.TIMELINE)
        for quote in dossier.quotes:
            self._room(3 * LINE)
            self._use(SMALL_SIZE, bold=True, colour=PALE)
            self._lines(f"{day(quote.at)}, {quote.at:%H:%M}")
            self._use(TEXT_SIZE)
            self._quote(quote.words.strip())
            self.ln(LINE / 2)

    def steps(self, dossier: Dossier) -> None:
        self._section(words.STEPS_TITLE)
        if not dossier.steps:
            self._lines(words.NO_STEPS)
        for step in dossier.steps:
            self._lines(f"– {_dated(' : '.join(filter(None, (step.label, step.words))), step.told)}")

    def evidence(self, dossier: Dossier) -> None:
        self._section(words.EVIDENCE, needed=NEEDED + ROW_HEIGHT * 3)
        self._lines(words.EVIDENCE_NOTE_SEXUAL if dossier.sexual else words.EVIDENCE_NOTE)
        if dossier.files and not dossier.sexual:
            self._lines(words.EVIDENCE_FILES.format(files=_listed(dossier.files)))
        self.ln(LINE / 2)
        columns = words.EVIDENCE_COLUMNS_SEXUAL if dossier.sexual else words.EVIDENCE_COLUMNS
        self._use(SMALL_SIZE)
        self.set_draw_color(*RULE)
        with self.table(
            borders_layout=TableBordersLayout.ALL,
            headings_style=FontFace(emphasis="BOLD"),
            line_height=ROW_HEIGHT / 2,
            text_align="LEFT",
            col_widths=COLUMNS_SEXUAL if dossier.sexual else COLUMNS,
        ) as table:
            table.row([printable(typeset(column)) for column in columns])
            for _ in range(ROWS):
                row = table.row(min_height=ROW_HEIGHT)
                for _ in columns:
                    row.cell("")

    def numbers(self, dossier: Dossier) -> None:
        self._section(words.NUMBERS_TITLE, needed=NEEDED + LINE * len(words.NUMBERS))
        numbers = [*words.NUMBERS, *([words.NUMBER_DISCRIMINATION] if dossier.discrimination else [])]
        for number, service in numbers:
            self._fact(number.replace(" ", NO_BREAK), service)

    def _section(self, title: str, needed: float = NEEDED) -> None:
        self.ln(LINE)
        self._room(needed)
        self.start_section(title)
        self._use(HEADING_SIZE, bold=True)
        self._lines(title, height=LINE * 1.3)
        self.set_draw_color(*RULE)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(LINE / 2)
        self._use(TEXT_SIZE)

    def _fact(self, label: str, text: str) -> None:
        self._room(2 * LINE)
        self._use(TEXT_SIZE, bold=True)
        self.cell(LABEL_WIDTH, LINE, printable(typeset(label)))
        self._use(TEXT_SIZE)
        self._lines(text)

    def _lines(self, text: str, height: float = LINE) -> None:
        self._print(typeset(text), height)

    def _quote(self, text: str) -> None:
        """A parent's words, letter by letter."""
        self._print(f"«{NO_BREAK}{text}{NO_BREAK}»", LINE)

    def _print(self, text: str, height: float) -> None:
        self.multi_cell(0, height, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _room(self, needed: float) -> None:
        if self.will_page_break(needed):
            self.add_page()

    def _use(self, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)


def printable(text: str) -> str:
    """The text as the typeface can show it: no control, no direction override, no sign that it lacks."""
    shown = []
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if character == "\n":
            shown.append(character)
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            continue
        else:
            shown.append(character if ord(character) in _signs() else UNKNOWN)
    return "".join(shown)


@cache
def _signs() -> frozenset[int]:
    """What both weights have."""
    return frozenset.intersection(
        *(frozenset(font.cmap) for font in _Page().fonts.values() if isinstance(font, TTFFont))
    )


def day(moment: datetime) -> str:
    """1er décembre 2026"""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{number}{NO_BREAK}{words.MONTHS[moment.month - 1]}{NO_BREAK}{moment.year}"


def _dated(text: str, told: datetime | None) -> str:
    return f"{text} ({words.TOLD.format(day=day(told))})" if told else text


def _listed(files: tuple[Fact, ...]) -> str:
    return ", ".join(f"{fact.label.lower()} du {day(fact.told)}" if fact.told else fact.label for fact in files)

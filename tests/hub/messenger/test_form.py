"""What goes to Messenger keeps Meta's limits, whatever the message is; no word of it is lost."""

import re
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.greeting import QUICK_STARTS
from hub.messenger import menu, words
from hub.messenger.limits import TITLE, length
from hub.messenger.render import cards, lasting, plain, render, title_of
from hub.messenger.setup import GREETING_TEXT
from hub.messenger.splitting import split
from hub.messenger.window import judge
from hub.models import Author
from hub.returning import GO_ON
from tests.messenger.meta_rules import check_message, check_profile

LONGEST = 1900
"""Below Meta's 2,000, with room for an adviser's name before the words."""
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
WRITTEN = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00") | st.sampled_from(" \n.!?…é😀\u202f"),
    max_size=6000,
)
TITLES = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=60)
BUTTONS = st.lists(st.fixed_dictionaries({"id": st.just("abcdefghijkl"), "title": TITLES}), max_size=20)


def letters(said: str) -> str:
    return re.sub(r"\s", "", said)


@given(WRITTEN)
def test_parts_are_short_enough_and_hold_every_letter(said: str) -> None:
    parts = split(said)
    assert all(part.strip() and length(part) <= LONGEST for part in parts)
    assert letters("".join(parts)) == letters(said)


def test_a_text_is_cut_between_sentences() -> None:
    said = " ".join(f"Voici la phrase numéro {n}, assez longue pour compter !" for n in range(100))
    parts = split(said)
    assert all(part.endswith("!") and length(part) <= LONGEST for part in parts)
    assert "".join(map(letters, parts)) == letters(said)


def test_words_without_end_are_cut_all_the_same() -> None:
    assert [len(part) for part in split("a" * 4000)] == [LONGEST, LONGEST, 4000 - 2 * LONGEST]


def test_a_text_is_rather_cut_between_paragraphs() -> None:
    paragraphs = ["Une phrase. " * 100, "Une autre phrase. " * 100]
    assert [part[:8] for part in split("\n\n".join(paragraphs))] == ["Une phra", "Une autr"]


@given(WRITTEN.filter(lambda said: bool(said.strip())), BUTTONS)
def test_every_message_is_one_that_meta_takes(said: str, buttons: list[dict[str, Any]]) -> None:
    for payload in render(said, [{"type": "paragraph", "text": said}], buttons):
        check_message(payload)
        kept = lasting(payload)
        if kept is not None:
            check_message(kept)
            check_message(plain(kept))


def test_a_draft_stands_alone_to_be_copied_and_a_link_becomes_a_button() -> None:
    blocks = [
        {"type": "paragraph", "text": "Voici un modèle."},
        {"type": "draft", "title": "À l'école", "text": "Madame, Monsieur"},
        {"type": "link", "title": "Votre dossier", "url": "https://example.org/d/1"},
    ]
    buttons = [{"id": "abc", "title": "C'est fait"}]
    intro, draft, dossier = render("texte", blocks, buttons)
    assert intro == {"text": "Voici un modèle.\n\nÀ l'école"}
    assert draft == {"text": "Madame, Monsieur"}
    assert dossier["attachment"]["payload"]["buttons"][0]["url"] == "https://example.org/d/1"
    assert dossier["quick_replies"][0]["payload"] == "b:abc"
    check_message(dossier)


def test_a_list_is_numbered_where_its_order_counts() -> None:
    def shown(ordered: bool) -> str:
        steps = {"type": "steps", "items": ["Ouvrez le menu", "Signalez"], "ordered": ordered}
        return str(render("texte", [steps, {"type": "draft", "text": "Bonjour"}], [])[0]["text"])

    assert shown(True) == "1. Ouvrez le menu\n2. Signalez"
    assert shown(False) == "• Ouvrez le menu\n• Signalez"


@given(WRITTEN.filter(lambda said: bool(said.strip())))
def test_a_draft_of_any_length_is_whole_and_apart_from_the_rest(said: str) -> None:
    first, *parts = render("texte", [{"type": "paragraph", "text": "Voici."}, {"type": "draft", "text": said}], [])
    assert first == {"text": "Voici."}
    assert all(length(part["text"]) <= LONGEST for part in parts)
    assert letters("".join(part["text"] for part in parts)) == letters(said)


def test_an_address_that_no_button_may_open_is_written_out() -> None:
    (shown,) = render("texte", [{"type": "link", "title": "Votre dossier", "url": "http://127.0.0.1/d/1"}], [])
    assert shown == {"text": "Votre dossier\nhttp://127.0.0.1/d/1"}


def test_cards_keep_the_limits() -> None:
    shown = cards([("t" * 100, "s" * 100, [{"id": "a", "title": "b" * 30}] * 5)] * 12)
    check_message(shown)
    assert plain(shown)["text"]


@pytest.mark.parametrize("button", [*QUICK_STARTS, GO_ON, *menu.PRIVACY_BUTTONS, *menu.SURE_BUTTONS])
def test_the_hubs_own_buttons_fit_without_being_cut(button: dict[str, Any]) -> None:
    assert length(title_of(button)) <= TITLE
    assert not title_of(button).endswith("…")


def test_menu_and_greeting_are_ones_that_meta_takes() -> None:
    items = [{"type": "postback", "title": title, "payload": payload} for title, payload in menu.ITEMS]
    greeting = [{"locale": "default", "text": GREETING_TEXT}]
    check_profile({"greeting": greeting, "persistent_menu": [{"locale": "default", "call_to_actions": items}]})


@pytest.mark.parametrize("said", [*words.UNREADABLE.values(), words.PRIVACY, words.ERASED, words.PICTURE_FORBIDDEN])
def test_the_hubs_own_sentences_are_short(said: str) -> None:
    assert len(said) <= 400


@pytest.mark.parametrize(
    ("author", "hours", "human_agent", "verdict"),
    [
        ("assistant", 23.9, False, "response"),
        ("assistant", 24.1, True, "held"),
        ("system", 24.1, True, "held"),
        ("advisor", 24.1, False, "held"),
        ("advisor", 24.1, True, "human_agent"),
        ("advisor", 7 * 24 + 0.1, True, "held"),
    ],
)
def test_the_window(author: Author, hours: float, human_agent: bool, verdict: str) -> None:
    assert judge(author, NOW - timedelta(hours=hours), NOW, human_agent) == verdict


def test_nobody_is_written_to_who_has_never_acted() -> None:
    assert judge("advisor", None, NOW, True) == "held"


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("Effacer mes données", True),
        ("Supprimez ma conversation, s'il vous plaît.", True),
        ("je veux supprimer toutes mes données", True),
        ("supprimer", False),
        ("Comment effacer mes données sur Instagram ?", False),
        ("Je veux supprimer les messages de ma fille", False),
    ],
)
def test_a_wish_for_erasure_is_the_whole_message(said: str, wish: bool) -> None:
    assert menu.wishes_erasure(said) is wish

"""Phone numbers and e-mail addresses in a text: kept, refused with a reason, or none at all."""

from __future__ import annotations

import pytest

from actions import reachable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0470 12 34 56", "+32470123456"),
        ("0470/12.34.56", "+32470123456"),
        ("mon gsm:0470123456.", "+32470123456"),
        ("0032 470 12 34 56", "+32470123456"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("(02) 555 12 12", "+3225551212"),
        ("+352 621 123 456", "+352621123456"),
    ],
)
def test_a_number_is_kept_in_one_form(text, kept):
    (found,) = reachable.phones(text)
    assert found.value == kept and text[found.start : found.end].strip() in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0470 12 34", "short"),
        ("0470 12 34 5", "short"),
        ("02 555 12", "short"),
        ("123456", "short"),
        ("0470 12 34 567", "long"),
        ("06 12 34 56 78", "unknown"),
        ("+999 12 34 56 78", "unknown"),
        ("0900 12 345", "uncalled"),
    ],
)
def test_a_wrong_number_has_its_reason(text, reason):
    (found,) = reachable.phones(text)
    assert (found.value, found.reason) == ("", reason)


@pytest.mark.parametrize(
    "text", ["le 116 000", "0800 32 123", "le 16/11/2026", "16-11-26", "à 18h30", "5 élèves", "compte anne123456"]
)
def test_dates_times_and_help_lines_are_no_numbers(text):
    assert reachable.phones(text) == []


@pytest.mark.parametrize(
    ("text", "kept", "reason"),
    [
        ("Sophie.Dupont@Telenet.be.", "Sophie.Dupont@telenet.be", ""),
        ("sophie@gmail", "", "no_end"),
        ("@gmail.com", "", "no_name"),
        ("sophie@gmail..com", "", "form"),
        ("sophie.dupont.gmail.com", "", "no_at"),
    ],
)
def test_an_address_is_kept_or_refused(text, kept, reason):
    (found,) = reachable.emails(text, without_at=True)
    assert (found.value, found.reason) == (kept, reason)


def test_an_address_without_its_sign_is_only_looked_for_where_one_is_expected():
    assert reachable.emails("voir snapchat.com", without_at=False) == []
    assert reachable.emails("rien ici", without_at=True) == []


def test_a_number_is_shown_as_people_write_it():
    assert reachable.readable("+32470123456") == "0470 12 34 56"
    assert reachable.readable("+33612345678") == "+33 6 12 34 56 78"

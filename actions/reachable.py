"""Phone numbers and e-mail addresses in a text: where they stand, checked, or what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

HOME = "BE"
# Six digits or more, as people group them; not a time, not the end of a word.
_DIGITS = re.compile(r"(?<![\w@./-])(?:\+|00)?\(?\d(?:[ \t.()/-]{0,3}\d){5,17}(?![\w@])")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})")
_ADDRESS = re.compile(r"[^\s<>,;:()\"«»]*@[^\s<>,;:()\"«»]*")
_WITHOUT_AT = re.compile(r"\b[\w+-]+(?:\.[\w+-]+)*\.(?:be|com|fr|net|org|eu|lu)\b", re.IGNORECASE)
# What a parent may name as called already (facts section 1.1): nobody is called back there.
HELP_LINES = frozenset({"116000", "080032123", "080095580"})
CALLABLE = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)
# A Belgian number has this many digits with its leading zero: a mobile one (04…), another one.
MOBILE_DIGITS, OTHER_DIGITS = 10, 9
BELGIAN_MOBILE = re.compile(r"0?4[5-9]")


@dataclass(frozen=True)
class Found:
    """A number or an address at a place of the text: its kept form, or the reason why it cannot be one.

    reason: short long unknown uncalled (phone), no_at no_name no_end form (e-mail).
    """

    field: str
    start: int
    end: int
    value: str = ""
    reason: str = ""
    mobile: bool = False


def phones(text: str) -> list[Found]:
    """Every number of the text in its order; dates and help lines are none."""
    found = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if digits not in HELP_LINES and not _DATE.fullmatch(match[0].strip()):
            found.append(_phone(match, digits))
    return found


def emails(text: str, *, without_at: bool) -> list[Found]:
    """Every address of the text; `without_at`: also what looks like one but for its @."""
    found = []
    for match in _ADDRESS.finditer(text):
        written = match[0].rstrip(".!?…'’")
        found.append(_email(written, match.start()))
    lacking = _WITHOUT_AT.search(text) if without_at and not found else None
    if lacking:
        found.append(Found("email", lacking.start(), lacking.end(), reason="no_at"))
    return found


def readable(phone: str) -> str:
    """A kept number as people write it: Belgian ones without their country."""
    number = phonenumbers.parse(phone, HOME)
    national = number.country_code == phonenumbers.country_code_for_region(HOME)
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))


def _phone(match: re.Match[str], digits: str) -> Found:
    place = ("phone", match.start(), match.end())
    try:
        number = phonenumbers.parse(match[0], HOME)
    except NumberParseException:
        return Found(*place, reason="unknown")
    if not phonenumbers.is_valid_number(number):
        return Found(*place, reason=_why_not(number, digits))
    kind = phonenumbers.number_type(number)
    if kind not in CALLABLE:
        return Found(*place, reason="uncalled")
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Found(*place, value=kept, mobile=kind != PhoneNumberType.FIXED_LINE)


def _why_not(number: phonenumbers.PhoneNumber, digits: str) -> str:
    length = phonenumbers.is_possible_number_with_reason(number)
    if length == ValidationResult.TOO_LONG:
        return "long"
    if length == ValidationResult.TOO_SHORT:
        return "short"
    belgian = digits.startswith("0") and not digits.startswith("00")
    wanted = MOBILE_DIGITS if BELGIAN_MOBILE.match(digits) else OTHER_DIGITS
    return "short" if belgian and len(digits) < wanted else "unknown"


def _email(written: str, start: int) -> Found:
    place = ("email", start, start + len(written))
    try:
        return Found(*place, value=validate_email(written, check_deliverability=False).normalized)
    except EmailNotValidError:
        name, _, domain = written.partition("@")
        if not name:
            return Found(*place, reason="no_name")
        return Found(*place, reason="form" if "." in domain else "no_end")

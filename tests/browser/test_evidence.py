"""A file of evidence: painted anew before it leaves, seen again, and never invited where pictures are the danger."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import ANSWER_WITHIN, Windows, say, shot, wait_until

SECRET = "Rue de la Loi 16"
LISTENS = """() => { const send = fetch; window.fetch = async (address, options) => {
if (String(address).includes("/files?"))
  window.sent = [String(address), [...new Uint8Array(await options.body.arrayBuffer())]];
return send(address, options) } }"""
"""What leaves the page: the hub would clean it too, and hide that the page did not."""


def photograph() -> FilePayload:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    out = io.BytesIO()
    Image.effect_mandelbrot((900, 600), (-2, -1, 1, 1), 60).convert("RGB").save(out, "JPEG", exif=exif)
    assert SECRET.encode() in out.getvalue()
    return {"name": "Zoe a l'ecole.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def tell(page: Page, text: str) -> None:
    """Once something was told, a file is invited; no answer of the assistant is needed for it."""
    say(page, text)
    expect(page.get_by_role("button", name="Joindre une preuve")).to_be_visible(timeout=ANSWER_WITHIN)


def choose(page: Page, file: FilePayload) -> None:
    if page.get_by_role("button", name="Annuler").count() == 0:
        page.get_by_role("button", name="Joindre une preuve").click()
    page.locator("legal-chat input[type=file]").set_input_files(file)


def test_a_picture_is_sent_without_what_it_hides_and_seen_again(parent: Page) -> None:
    expect(parent.get_by_role("button", name="Joindre une preuve")).to_have_count(0)
    tell(parent, "Mon fils est insulté sur WhatsApp")
    parent.evaluate(LISTENS)
    choose(parent, photograph())
    wait_until(parent, "window.sent !== undefined")
    address, body = parent.evaluate("sent")
    assert SECRET.encode() not in bytes(body)
    assert "Zoe" not in address
    expect(parent.locator("article.parent").last).to_contain_text("Image ·", timeout=ANSWER_WITHIN)
    parent.get_by_role("button", name="Afficher l’image").click()
    picture = parent.get_by_role("img", name="Image")
    expect(picture).to_be_visible(timeout=ANSWER_WITHIN)
    assert picture.evaluate("canvas => [canvas.width, canvas.height]") == [900, 600]
    expect(parent.locator("article.system").last).to_contain_text("Je ne lis pas les images")
    shot(parent, "desktop-evidence")


def test_the_adviser_of_the_case_opens_it(empty_desk: None, parent: Page, desk: Page, windows: Windows) -> None:
    windows.allowed.append("401")  # the desk asks who is logged in before anybody is
    tell(parent, "Mon fils dit qu'il veut mourir")
    choose(parent, photograph())
    expect(parent.locator("article.parent").last).to_contain_text("Image ·", timeout=ANSWER_WITHIN)
    desk.locator("desk-list button").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Image envoyée").click()
    picture = opened.value.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 900


def test_what_is_no_evidence_is_refused_with_a_reason(parent: Page) -> None:
    tell(parent, "Mon fils est insulté sur WhatsApp")
    choose(parent, {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='window.ran=1'/>"})
    alert = parent.locator("legal-chat .panel [role=alert]")
    expect(alert).to_contain_text("Ce type de fichier ne convient pas")
    choose(parent, {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"})
    expect(alert).to_contain_text("ne peut pas être lue")
    choose(parent, {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"a" * 8_000_001})
    expect(alert).to_contain_text("trop lourd")
    expect(parent.locator("article.parent")).to_have_count(1)


def test_no_picture_is_invited_where_pictures_are_the_danger(parent: Page) -> None:
    tell(parent, "Mon fils est insulté sur WhatsApp")
    expect(parent.get_by_role("button", name="Joindre une preuve")).to_be_visible()
    say(parent, "Et il menace de publier des photos nues de lui")
    expect(parent.get_by_role("button", name="Joindre une preuve")).to_have_count(0, timeout=ANSWER_WITHIN)

"""Refusals: every error is `{"error": {"code", "message"}}`, in French, and repeats nothing of the request."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from hub import metrics

MESSAGES = {
    "unauthorized": "Votre accès à cette conversation n’est pas ou plus valable.",
    "not_signed": "Cette demande n’est pas signée.",
    "origin_unknown": "Cette page ne peut pas utiliser ce service.",
    "files_refused": (
        "N’envoyez aucune image et ne la copiez pas. Child Focus vous dit quoi faire, jour et nuit : 116 000."
    ),
    "files_many": "Vous avez déjà envoyé beaucoup de fichiers. Un conseiller vous dira lesquels il lui faut encore.",
    "file_kind": "Ce fichier ne convient pas : envoyez une image (JPEG, PNG, WebP) ou un document PDF simple.",
    "file_unreadable": "Ce fichier est abîmé et ne peut pas être lu.",
    "site_unknown": "Cette page ne peut pas ouvrir de conversation.",
    "button_unknown": "Ce bouton n’a pas été proposé dans cette conversation.",
    "empty": "Votre message est vide.",
    "too_long": "Votre message est trop long : 4 000 caractères au plus. Envoyez-le en plusieurs fois.",
    "body_too_large": "L’envoi est trop volumineux.",
    "characters": "Votre message contient des caractères qui ne peuvent pas être lus.",
    "choose_one": "Envoyez soit un texte, soit un bouton.",
    "malformed": "La demande est mal formée.",
    "invalid": "La demande contient une valeur qui ne convient pas.",
    "too_many": "Vous allez trop vite. Réessayez dans quelques secondes.",
    "code_wrong": "Ce code n'est pas le bon, ou le lien n'est plus valable. Demandez-en un autre dans la conversation.",
    "not_found": "Cette adresse n’existe pas.",
    "method": "Cette action n’est pas possible ici.",
    "media_type": "La demande doit être au format JSON.",
    "login_failed": "Adresse ou mot de passe incorrect.",
    "session_over": "Votre session est terminée. Connectez-vous de nouveau.",
    "foreign_page": "Cette demande ne vient pas de la page des conseillers.",
    "case_unknown": "Ce dossier n’existe pas ou est clôturé.",
    "case_taken": "Un collègue suit ce dossier.",
    "case_changed": "Ce dossier a changé entre-temps. La liste est à jour.",
    "not_accepted": "Le parent n’a pas encore accepté de parler à un conseiller.",
    "unseen": "Le parent vient d’écrire. Lisez son message avant de quitter la conversation.",
    "unavailable": (
        "Le service est momentanément indisponible. Réessayez dans un instant. "
        "En danger immédiat, appelez le 112 (urgences) ou le 101 (police)."
    ),
    "internal": "Une erreur est survenue de notre côté. Réessayez dans un instant.",
}
STATUS_CODES = {404: "not_found", 405: "method", 400: "malformed", 415: "media_type"}
log = structlog.get_logger()


class ErrorDetail(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    """The form of every refusal."""

    error: ErrorDetail


class Refused(Exception):
    """A request that is not granted; the message to the user belongs to the code."""

    def __init__(
        self, status: int, code: str, headers: dict[str, str] | None = None, message: str | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.headers, self.message = status, code, headers, message


def refusal(status: int, code: str, headers: dict[str, str] | None = None, message: str | None = None) -> JSONResponse:
    metrics.REFUSED.labels(code).inc()
    body = {"error": {"code": code, "message": message or MESSAGES[code]}}
    return JSONResponse(body, status_code=status, headers=headers)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route, for OpenAPI."""
    return {status: {"model": ErrorBody} for status in statuses}


def install(app: FastAPI) -> None:
    """Replaces the framework's own answers, which would repeat the input."""

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> JSONResponse:
        return refusal(error.status, error.code, error.headers, error.message)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return refusal(*_fault(error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        code = STATUS_CODES.get(error.status_code, "invalid")
        return refusal(422 if error.status_code == 400 else error.status_code, code)

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeout)
    async def unavailable(request: Request, error: Exception) -> JSONResponse:
        log.error("database_unavailable", path=request.url.path, error=type(error).__name__)
        return refusal(503, "unavailable", {"Retry-After": "2"})

    @app.exception_handler(Exception)
    async def internal(request: Request, error: Exception) -> JSONResponse:
        log.error("request_failed", method=request.method, path=request.url.path, exc_info=error)
        return refusal(500, "internal")


def _fault(error: RequestValidationError) -> tuple[int, str]:
    """The status and code of the first fault; our own validators raise their code as the message."""
    fault = error.errors()[0]
    kind, message = str(fault["type"]), str(fault["msg"]).removeprefix("Value error, ")
    if kind == "json_invalid":
        return 422, "malformed"
    if kind == "string_unicode":
        return 422, "characters"
    if kind == "value_error" and message in MESSAGES:
        return (413 if message == "too_long" else 422), message
    return 422, "invalid"

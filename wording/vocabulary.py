"""Words for facts that the conversation and the dossier say alike; each has its own for the others."""

from __future__ import annotations

PLATFORMS: dict[str, str] = {
    "facebook": "Facebook",
    "messenger": "Messenger",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "snapchat": "Snapchat",
    "tiktok": "TikTok",
    "youtube": "YouTube",
    "x": "X",
    "discord": "Discord",
    "telegram": "Telegram",
    "twitch": "Twitch",
    "roblox": "Roblox",
    "game": "un jeu en ligne",
    "sms": "SMS",
    "email": "e-mail",
    "other": "un autre site",
}
RESULTS: dict[str, str] = {
    "pending": "en attente",
    "failed": "sans effet",
    "refused": "refus",
    "partial": "aidé en partie",
    "worked": "avec succès",
}
ONLINE: dict[bool, str] = {True: "toujours en ligne", False: "plus en ligne"}

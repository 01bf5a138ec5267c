"""Where it happens: the names, nicknames and misspellings of platforms in a normalised text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """A value named at `plain[start:end]`."""

    value: str
    start: int
    end: int


# Patterns on lower case without accents; the normaliser has already mended the usual misspellings of the big names.
_FORMS: dict[str, str] = {
    "facebook": r"facebooks?|fb",
    "messenger": r"messenger|mess?enjer",
    "instagram": r"instagram|insta|ig",
    "whatsapp": r"whatsapp|whats",
    "snapchat": r"snapchat|snaps?|snape|snapmap|snap ?map",
    "tiktok": r"tiktoks?|tik|tt(?= live)",
    "youtube": r"youtube|youtubes",
    "x": r"twitter|tweets?|retweete?s?|tweete?r?|(?<=sur )x|(?<=ex-)twitter|(?<=reseau )x",
    "discord": r"discord",
    "telegram": r"telegram(?:me)?s?(?= |$|[.,!?;:\"')])",
    "twitch": r"twitch",
    "roblox": r"roblox",
    "game": (
        r"fortnite|minecraft|brawl ?stars?|brawl|clash (?:royale|of clans)|fifa(?: ?\d\d)?|ea ?fc(?: ?\d\d)?|fc ?2\d|among us|league of legends|"
        r"valorant|call of(?: duty)?|cod|warzone|gta(?: ?(?:v|5|6|online|rp))?|rocket league|overwatch|apex(?: legends)?|counter[- ]?strike|cs ?go|"
        r"world of warcraft|wow|genshin(?: impact)?|pokemon go|mario kart|splatoon|animal crossing|fall guys|pubg|free fire|stumble guys|"
        r"hay day|clash|gorilla tag|rec ?room|vrchat|growtopia|dofus|habbo|msp|movie ?star ?planet|sea of thieves|rainbow six|rust|"
        r"jeux? (?:en ligne|online|video|en reseau|multijoueurs?)|(?:chat|vocal|micro|partie|serveur|pseudo|casque) (?:du|de son|d'un|dans le|de ce) jeu|"
        r"dans (?:le|son|un|ce) jeu|sur (?:son|le|un|ce) jeu|en jouant|sur (?:sa|la|une) (?:console|play(?:station)?|switch|xbox|ps ?[45])|"
        r"console|playstation|play ?station|ps ?[345]|psn|xbox(?: live)?|nintendo(?: switch)?|steam|gaming|mmo"
    ),
    "sms": r"sms|s\.m\.s\.?|textos?|imessages?|mms",
    "email": r"e-?mails?|e mails?|mails?|courriels?|boite mail|gmail|hotmail|outlook|adresse mail",
    "other": (
        r"yubo|smartschool|smart school|pronote|ecole ?directe|microsoft teams|teams|google classroom|classroom|only ?fans|reddit|ask\.?fm|tellonym|ngl|"
        r"be ?real|threads|pinterest|linkedin|signal(?= (?:app|aussi|groupe))|viber|skype|vinted|wattpad|omegle|ome ?tv|monkey app|kik|wizz|"
        r"tinder|badoo|2dehands|2ememain|deuxieme ?main|marketplace|google maps|avis google|tumblr|bluesky|mastodon|deviantart|vsco|likee|bigo|hoop|spotify|"
        r"kahoot|padlet|itslearning|moodle|konecto|appscho|zoom|jeuxvideo\.?com|dailymotion|vimeo|quora|snapask|sarahah|curious ?cat|sendit|"
        r"gas app|locket|weverse|amino|character ?ai|chatroulette|coco(?:\.gg|\.fr| chat)|lovoo|grindr|azar|houseparty|clubhouse|vk|line app|wechat|"
        r"google drive|sondage google|google forms?"
    ),
}
_PATTERNS = tuple((value, re.compile(rf"(?<![\w@])(?:{forms})(?!\w)")) for value, forms in _FORMS.items())


def platforms(plain: str) -> list[Mention]:
    """Every platform named, in the text's order; `plain` is lower case without accents."""
    found = [Mention(value, *match.span()) for value, pattern in _PATTERNS for match in pattern.finditer(plain)]
    return sorted(found, key=lambda mention: (mention.start, -mention.end))

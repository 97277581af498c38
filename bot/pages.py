"""What all pages have in common: plain, readable without script, kept by no cache, and closed to everything from
elsewhere."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from typing import Final

from aiohttp import web

NOT_NOW: Final = "Something went wrong on our side. Please try again in a few minutes."

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

_STYLE: Final = (
    "body{margin:0;color:#0b0c0c;background:#fff;font:1.1875rem/1.4 Arial,Helvetica,sans-serif}"
    "main{max-width:40rem;margin:0 auto;padding:1rem}"
    "h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.25rem;margin:0}"
    "label{display:block;font-weight:bold;margin:1.5rem 0 .5rem}"
    "input,button{font:inherit;max-width:100%}"
    "input:focus,button:focus,a:focus{outline:3px solid #ffdd00;box-shadow:0 0 0 5px #0b0c0c}"
    "button{display:block;margin-top:1.5rem;padding:.6rem 1.2rem;border:0;background:#00703c;color:#fff;"
    "font-weight:bold;cursor:pointer}"
    ".problem{border:4px solid #b10e1e;padding:1rem;margin-bottom:1.5rem}.problem a{color:#b10e1e;font-weight:bold}"
    ".hint{color:#505a5f;margin:.25rem 0 1rem}p{overflow-wrap:anywhere}"
    "@media (prefers-color-scheme:dark){body{color:#f3f2f1;background:#1d1f21}.hint{color:#b1b4b6}"
    ".problem{border-color:#f7a6ad}.problem a{color:#f7a6ad}button{background:#1b8a55}}"
)


def sentence_page(status: HTTPStatus, sentence: str) -> web.Response:
    """A page of one sentence."""
    return html_page(status, "Ask IG", f"<h1>Ask IG</h1><p>{escape(sentence)}</p>")


def html_page(status: HTTPStatus, title: str, main: str) -> web.Response:
    """A page in our style. `main` is HTML of ours, in which everything from elsewhere is escaped already."""
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{main}</main></body></html>\n"
    )
    return web.Response(text=page, content_type="text/html", status=status, headers=HEADERS)

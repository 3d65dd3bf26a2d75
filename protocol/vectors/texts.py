"""Texts, codes, tokens and links: what the rules make of them."""
import unicodedata

from examples import FAMILY, TOKEN

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BANNED, LONG, MISSING = "text_not_allowed", "text_too_long", "text_missing"
ASTRONAUT = "👩🏽\u200d🚀"
RAINBOW = "🏳\ufe0f\u200d🌈"
ENGLAND = "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"


def line(name, text, graphemes, result="none", limits=(0, 100, 400), multiline=False):
    return {"name": name, "text": text, "multiline": multiline, "graphemes_min": limits[0],
            "graphemes_max": limits[1], "bytes_max": limits[2], "graphemes": graphemes,
            "result": result}


def graphemes():
    """What people see as one character counts as one."""
    for name, text, count in (
            ("plain letters", "Radweg", 6), ("umlauts and sharp s", "Straße übers Wehr", 17),
            ("a family joined by ZWJ", FAMILY, 1), ("a profession with a skin tone", ASTRONAUT, 1),
            ("a rainbow flag", RAINBOW, 1), ("a flag of two regional indicators", "🇩🇪", 1),
            ("two flags", "🇩🇪🇫🇷", 2), ("half a flag behind a flag", "🇩🇪🇫", 2),
            ("a flag of tags", ENGLAND, 1), ("a keycap", "1\ufe0f\u20e3", 1),
            ("a thumb with a skin tone", "👍🏿", 1), ("a family between letters", f"a{FAMILY}b", 3),
            ("Hangul syllables", "한국어", 3), ("Hangul of old letters", "\u1112\u119e\u11ab", 1),
            ("two combining marks that nothing composes", "q\u0323\u0307", 1),
            ("Devanagari with a vowel sign", "कि", 1), ("Thai with a mark above", "ที่", 1),
            ("Arabic", "مرحبا", 5), ("Hebrew with points", "שָׁ", 1), ("Chinese", "未来工作坊", 5),
            ("a letter with a zero-width joiner", "a\u200db", 2), ("nothing", "", 0)):
        assert unicodedata.normalize("NFC", text) == text, name
        yield line(f"[CMD-6] {name}", text, count)
        if count > 1:
            limits = (0, count - 1, 400)
            yield line(f"[CMD-6] {name}, one too many", text, count, LONG, limits)
        if count > 0:
            yield line(f"[CMD-6] {name}, just as many", text, count, "none", (1, count, 400))


def normal_form():
    for name, text in (
            ("ü as u and a diaeresis", "u\u0308"), ("Å as the Ångström sign", "\u212b"),
            ("Ω as the ohm sign", "\u2126"), ("Hangul as letters", "\u1112\u1161\u11ab"),
            ("marks in the wrong order", "a\u0301\u0323"),
            ("a canonical singleton of Chinese", "\uf900"),
            ("a composition that is excluded", "\u0958")):
        assert unicodedata.normalize("NFC", text) != text
        yield line(f"[CMD-6] {name} is not in normal form C", text, 1, BANNED)
        composed = unicodedata.normalize("NFC", text)
        yield line(f"[CMD-6] {name}, composed", composed, 1)
    for name, text in (("a ligature", "ﬁ"), ("a full-width letter", "Ａ"), ("a superscript", "m²"),
                       ("an ellipsis", "…")):
        yield line(f"[CMD-6] {name} is not taken apart", text, len(text))


def characters():
    for at in (0x00, 0x01, 0x07, 0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F):
        yield line(f"[CMD-6] the control character U+{at:04X}", f"a{chr(at)}b", 3, BANNED, multiline=True)
    deceptive = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFEFF)
    for at in deceptive:
        yield line(f"[CMD-6] the deceptive character U+{at:04X}", f"a{chr(at)}b", 3, BANNED)
    for at in (0x00A0, 0x00AD, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0x3000, 0xFFFD, 0xE000):
        yield line(f"[CMD-6] U+{at:04X} is allowed", f"a{chr(at)}b", None, limits=(1, 3, 400))
    yield line("[CMD-6] a line feed in a line", "a\nb", 3, BANNED)
    yield line("[CMD-6] a line feed in a text", "a\nb", 3, multiline=True)
    yield line("[CMD-6] a carriage return in a text", "a\r\nb", None, BANNED, multiline=True)


def limits():
    yield line("[CMD-6] nothing where something is needed", "", 0, MISSING, (1, 10, 40))
    yield line("[CMD-6] nothing where nothing is needed", "", 0)
    for name, text in (("a blank", " "), ("blanks", "   "), ("a no-break space", "\u00a0"),
                       ("an ideographic space", "\u3000"), ("a zero-width space", "\u200b"),
                       ("marks of direction", "\u200e\u200f"), ("a lone joiner", "\u200d"),
                       ("a soft hyphen", "\u00ad")):
        yield line(f"[CMD-6] only {name} where something is needed", text, None, MISSING, (1, 10, 40))
        yield line(f"[CMD-6] only {name} where nothing is needed", text, None)
    yield line("[CMD-6] only line feeds where something is needed", "\n\n", 2, MISSING, (1, 10, 40), True)
    yield line("[CMD-6] a blank before and behind", " a ", 3, limits=(1, 3, 3))
    yield line("[CMD-6] fewer than the least", "KBWF3N7", 7, MISSING, (8, 8, 8))
    yield line("[CMD-6] exactly the least and the most", "KBWF3N7Q", 8, limits=(8, 8, 8))
    yield line("[CMD-6] one above the most", "KBWF3N7QQ", 9, LONG, (8, 8, 20))
    yield line("[CMD-6] a two-byte letter within its graphemes, above its bytes", "ü" * 6, 6, LONG, (1, 6, 11))
    yield line("[CMD-6] one grapheme of many marks is bounded by bytes", "q" + "\u0323\u0307" * 50, 1, LONG, (1, 10, 40))
    yield line("[CMD-6] a long text that is not allowed is too long first", "a\tb", 3, LONG, (0, 2, 2))
    yield line("[CMD-6] 120 graphemes in 480 bytes", "😀" * 120, 120, limits=(1, 120, 480))
    yield line("[CMD-6] 121 graphemes", "a" * 121, 121, LONG, (1, 120, 480))
    yield line("[CMD-6] 2000 graphemes", "ä\n" * 1000, 2000, limits=(1, 2000, 8000), multiline=True)


def texts():
    return [*graphemes(), *normal_form(), *characters(), *limits()]


def tidy():
    for name, typed, tidied in (
            ("nothing", "", ""), ("plain", "Radweg", "Radweg"), ("blanks around", "  Radweg ", "Radweg"),
            ("a diaeresis of its own", "Ru\u0308ben", "Rüben"), ("CR LF", "a\r\nb", "a\nb"),
            ("a lone CR", "a\rb", "a\nb"), ("a tab", "a\tb", "a b"), ("only blanks", " \n\t ", ""),
            ("empty lines around", "\n\nRadweg\n", "Radweg"), ("lines within", "a\n\nb", "a\n\nb"),
            ("a family", FAMILY, FAMILY), ("Hangul letters", "\u1112\u1161\u11ab", "한")):
        yield {"name": f"[CMD-6] tidied: {name}", "typed": typed, "tidied": tidied}


def digits(value, count):
    return "".join(ALPHABET[value >> 5 * (count - 1 - i) & 31] for i in range(count))


def codes():
    for name, typed, code in (
            ("as it is stored", "KBWF3N7Q", "KBWF3N7Q"), ("as it is shown", "KBWF-3N7Q", "KBWF3N7Q"),
            ("in small letters", "kbwf-3n7q", "KBWF3N7Q"), ("with blanks", " KBWF 3N7Q ", "KBWF3N7Q"),
            ("hyphens anywhere", "K-B-W-F-3-N-7-Q", "KBWF3N7Q"), ("O for 0", "OOOO-oooo", "00000000"),
            ("I and L for 1", "IiLl-1111", "11111111"), ("the first", "00000000", "00000000"),
            ("the last", "ZZZZZZZZ", "ZZZZZZZZ"), ("each half of the alphabet", "01234567", "01234567"),
            ("a character too few", "KBWF-3N7", None), ("a character too many", "KBWF-3N7QQ", None),
            ("nothing", "", None), ("only a hyphen", "-", None), ("a U", "UBWF3N7Q", None),
            ("an umlaut", "KBWF3N7Ü", None), ("punctuation", "KBWF.3N7Q", None),
            ("a slash", "KBWF/3N7Q", None), ("full-width letters", "ＫBWF3N7Q", None)):
        entry = {"name": f"[HELLO-1] a code {name}", "typed": typed, "code": code}
        if code:
            bits = 0
            for character in code:
                bits = bits << 5 | ALPHABET.index(character)
            entry |= {"shown": f"{code[:4]}-{code[4:]}", "bits": bits}
        yield entry


def token_text(session, token):
    return f"{session}-{digits(int(token, 16), 26)}"


def tokens():
    for name, session, token in (
            ("counting", 3, TOKEN), ("zeros", 1, "00" * 16), ("ones", 4294967295, "ff" * 16),
            ("the highest bit", 10, "80" + "00" * 15), ("the lowest bit", 999, "00" * 15 + "01"),
            ("a host's", 0, "5a" * 16)):
        yield {"name": f"a token of {name}", "session": session, "token": token,
               "text": token_text(session, token)}


def links():
    secret = token_text(3, TOKEN)

    def target(base="", code="", session=0, token=""):
        return {"base": base, "code": code, "session": session, "token": token}
    base = "https://towns.example"
    for name, text, leads in (
            ("a join link", f"{base}/j/KBWF-3N7Q", target(base, "KBWF3N7Q")),
            ("a join link with a port", "http://127.0.0.1:8080/j/KBWF-3N7Q",
             target("http://127.0.0.1:8080", "KBWF3N7Q")),
            ("a join link without a hyphen", f"{base}/j/kbwf3n7q", target(base, "KBWF3N7Q")),
            ("a join link with a slash behind", f"{base}/j/KBWF-3N7Q/", target(base, "KBWF3N7Q")),
            ("a join link with a query", f"{base}/j/KBWF-3N7Q?from=poster", target(base, "KBWF3N7Q")),
            ("a join link below a folder", f"{base}/bogen/j/KBWF-3N7Q", target(f"{base}/bogen", "KBWF3N7Q")),
            ("a code alone", "KBWF-3N7Q", target("", "KBWF3N7Q")),
            ("a return link", f"{base}/#{secret}", target(base, "", 3, TOKEN)),
            ("a return link without its slash", f"{base}#{secret}", target(base, "", 3, TOKEN)),
            ("a return link in small letters", f"{base}/#{secret.lower()}", target(base, "", 3, TOKEN)),
            ("a return link with several slashes", f"{base}//#{secret}", target(base, "", 3, TOKEN)),
            ("a return link of the last session", f"{base}/#{token_text(4294967295, 'ff' * 16)}",
             target(base, "", 4294967295, "ff" * 16)),
            ("a host's link", f"{base}/#{token_text(0, TOKEN)}", target(base, "", 0, TOKEN)),
            ("nothing", "", None), ("a page", base, None), ("another scheme", f"ftp://towns.example/j/KBWF-3N7Q", None),
            ("no host", "https:///j/KBWF-3N7Q", None), ("no scheme", "towns.example/j/KBWF-3N7Q", None),
            ("a join link whose code is short", f"{base}/j/KBWF-3N7", None),
            ("a join link without a code", f"{base}/j/", None),
            ("a return link without a session", f"{base}/#-{secret[2:]}", None),
            ("a return link without a hyphen", f"{base}/#3{secret[2:]}", None),
            ("a return link that lost a character", f"{base}/#{secret[:-1]}", None),
            ("a return link with one too many", f"{base}/#{secret}0", None),
            ("a return link with a U", f"{base}/#{secret[:-1]}U", None),
            ("a return link above 128 bits", f"{base}/#3-8{secret[3:]}", None),
            ("a return link of a session above the last", f"{base}/#4294967296-{secret[2:]}", None),
            ("a return link of a negative session", f"{base}/#-3-{secret[2:]}", None),
            ("a return link with an eleventh digit", f"{base}/#00000000003-{secret[2:]}", None),
            ("a base that is too long", "https://" + "a" * 256 + f"/#{secret}", None)):
        yield {"name": name, "text": text, "target": leads}

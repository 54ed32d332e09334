# A parser for the adapter of src/docs/conform.md: the strict Status-Line of RFC 3261 §25.1.
import re

LINE = re.compile(
    rb"[Ss][Ii][Pp]/[0-9]+\.[0-9]+ ([0-9]{3}) "
    rb"((?:[A-Za-z0-9;/?:@&=+$,\-_.!~*'() \t]|%[0-9A-Fa-f]{2}|[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc-\xfd][\x80-\xbf]{5}|[\x80-\xbf])*)(?:\r\n)?"
)


def parse(octets):
    match = LINE.fullmatch(octets)
    return match and (int(match[1]), match[2])

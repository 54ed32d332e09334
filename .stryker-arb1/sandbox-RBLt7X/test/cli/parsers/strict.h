/* A parser for the adapter of src/docs/conform.md: the strict Status-Line of RFC 3261 §25.1. */
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_digit(int octet) { return octet >= '0' && octet <= '9'; }

/* The length of the unit of a phrase that begins here; 0 where none does. */
static size_t unit(const unsigned char *at, const unsigned char *end) {
  static const unsigned char leads[] = {0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe};
  if (*at == '%') return end - at > 2 && isxdigit(at[1]) && isxdigit(at[2]) ? 3 : 0;
  if (*at < 0x80) return isalnum(*at) || (*at != '\0' && strchr(";/?:@&=+$,-_.!~*'() \t", *at)) ? 1 : 0;
  if (*at < 0xc0) return 1;
  for (size_t more = 1; more <= 5; more++) {
    if (*at >= leads[more]) continue;
    if ((size_t)(end - at) <= more) return 0;
    for (size_t n = 1; n <= more; n++)
      if ((at[n] & 0xc0) != 0x80) return 0;
    return more + 1;
  }
  return 0;
}

static bool parse(const unsigned char *octets, size_t length, int *status_code, const unsigned char **phrase,
                  size_t *phrase_length) {
  const unsigned char *at = octets, *end = octets + length;
  if (length >= 2 && end[-2] == '\r' && end[-1] == '\n') end -= 2;
  if (end - at < 4 || toupper(at[0]) != 'S' || toupper(at[1]) != 'I' || toupper(at[2]) != 'P' || at[3] != '/')
    return false;
  at += 4;
  for (int part = 0; part < 2; part++) {
    const unsigned char *first = at;
    while (at < end && is_digit(*at)) at++;
    if (at == first || at == end || *at++ != (part == 0 ? '.' : ' ')) return false;
  }
  if (end - at < 4 || !is_digit(at[0]) || !is_digit(at[1]) || !is_digit(at[2]) || at[3] != ' ') return false;
  *status_code = (at[0] - '0') * 100 + (at[1] - '0') * 10 + at[2] - '0';
  *phrase = at += 4;
  *phrase_length = (size_t)(end - at);
  while (at < end) {
    size_t octets_of_unit = unit(at, end);
    if (octets_of_unit == 0) return false;
    at += octets_of_unit;
  }
  return true;
}

#include "link.h"

#include <ctype.h>
#include <string.h>

/* Douglas Crockford's base 32: no I, L, O, U. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int digit_value(char character)
{
	char upper = (char)toupper((unsigned char)character);
	if (upper == 'O')
		upper = '0';
	if (upper == 'I' || upper == 'L')
		upper = '1';
	const char *found = upper ? strchr(alphabet, upper) : NULL;
	return found ? (int)(found - alphabet) : -1;
}

void code_write(uint64_t bits, char out[CODE_CHARACTERS + 1])
{
	for (size_t i = 0; i < CODE_CHARACTERS; i++)
		out[i] = alphabet[bits >> (5 * (CODE_CHARACTERS - 1 - i)) & 31];
	out[CODE_CHARACTERS] = '\0';
}

bool code_read(const char *at, size_t size, uint64_t *bits)
{
	uint64_t read = 0;
	size_t digits = 0;
	for (size_t i = 0; i < size; i++) {
		if (at[i] == '-' || at[i] == ' ')
			continue;
		int value = digit_value(at[i]);
		if (value < 0 || ++digits > CODE_CHARACTERS)
			return false;
		read = read << 5 | (uint64_t)value;
	}
	*bits = read;
	return digits == CODE_CHARACTERS;
}

void code_show(const char code[CODE_CHARACTERS], char out[CODE_TEXT_BYTES])
{
	memcpy(out, code, 4);
	out[4] = '-';
	memcpy(out + 5, code + 4, 4);
	out[9] = '\0';
}

/* 128 bits in 26 digits: the first digit holds the upper 3 bits. */
#define SECRET_DIGITS 26

static void secret_write(const uint8_t secret[TOKEN_BYTES], char out[SECRET_DIGITS + 1])
{
	for (int i = 0; i < SECRET_DIGITS; i++) {
		unsigned value = 0;
		for (int bit = 5 * i - 2; bit < 5 * i + 3; bit++)
			value = value << 1 |
				(bit < 0 ? 0u : (unsigned)(secret[bit / 8] >> (7 - bit % 8)) & 1u);
		out[i] = alphabet[value];
	}
	out[SECRET_DIGITS] = '\0';
}

static bool secret_read(const char *at, uint8_t secret[TOKEN_BYTES])
{
	memset(secret, 0, TOKEN_BYTES);
	for (int i = 0; i < SECRET_DIGITS; i++) {
		int value = digit_value(at[i]);
		if (value < 0 || (i == 0 && value > 7))
			return false;
		for (int k = 0; k < 5; k++) {
			int bit = 5 * i - 2 + k;
			if (bit >= 0 && value >> (4 - k) & 1)
				secret[bit / 8] |= (uint8_t)(1 << (7 - bit % 8));
		}
	}
	return true;
}

static size_t number_write(uint32_t number, char out[10])
{
	char reversed[10];
	size_t digits = 0;
	do
		reversed[digits++] = (char)('0' + number % 10);
	while (number /= 10);
	for (size_t i = 0; i < digits; i++)
		out[i] = reversed[digits - 1 - i];
	return digits;
}

void token_write(struct session_id session, const uint8_t secret[TOKEN_BYTES],
		 char out[TOKEN_TEXT_BYTES])
{
	size_t used = number_write(session.n, out);
	out[used++] = '-';
	secret_write(secret, out + used);
}

bool token_read(const char *at, size_t size, struct session_id *session,
		uint8_t secret[TOKEN_BYTES])
{
	uint64_t number = 0;
	size_t digits = 0;
	while (digits < size && isdigit((unsigned char)at[digits]) && digits < 10)
		number = number * 10 + (uint64_t)(at[digits++] - '0');
	if (digits == 0 || number > ID_MAX || size != digits + 1 + SECRET_DIGITS ||
	    at[digits] != '-')
		return false;
	session->n = (uint32_t)number;
	return secret_read(at + digits + 1, secret);
}

static bool base_copy(const char *text, size_t size, struct link_target *target)
{
	while (size > 0 && text[size - 1] == '/')
		size--;
	bool is_url = (size > 7 && strncmp(text, "http://", 7) == 0) ||
		      (size > 8 && strncmp(text, "https://", 8) == 0);
	if (!is_url || size >= sizeof target->base)
		return false;
	memcpy(target->base, text, size);
	target->base[size] = '\0';
	return true;
}

static bool code_copy(const char *text, size_t size, struct link_target *target)
{
	uint64_t bits;
	if (!code_read(text, size, &bits))
		return false;
	code_write(bits, target->code);
	return true;
}

bool link_read(const char *text, struct link_target *target)
{
	*target = (struct link_target){0};
	const char *fragment = strchr(text, '#');
	if (fragment)
		return base_copy(text, (size_t)(fragment - text), target) &&
		       token_read(fragment + 1, strlen(fragment + 1), &target->session,
				  target->token);
	const char *path = strstr(text, "/j/");
	if (path)
		return base_copy(text, (size_t)(path - text), target) &&
		       code_copy(path + 3, strcspn(path + 3, "/?"), target);
	return code_copy(text, strlen(text), target);
}

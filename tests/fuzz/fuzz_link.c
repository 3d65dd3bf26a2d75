/* Any bytes as what people paste into the field for links and codes. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "protocol/link.h"

static void check_code(const char *code)
{
	char written[CODE_CHARACTERS + 1], shown[CODE_TEXT_BYTES];
	uint64_t bits;
	fuzz_promise(code_read(code, strlen(code), &bits), "a code that was read is one");
	fuzz_promise(bits < UINT64_C(1) << 40, "a code has 40 bits");
	code_write(bits, written);
	fuzz_promise(strcmp(written, code) == 0, "a code is written as it is kept");
	code_show(written, shown);
	fuzz_promise(code_read(shown, strlen(shown), &bits), "a code that is shown can be typed");
}

static void check_token(const struct link_target *target)
{
	char text[TOKEN_TEXT_BYTES];
	uint8_t token[TOKEN_BYTES];
	struct session_id session;
	token_write(target->session, target->token, text);
	fuzz_promise(token_read(text, strlen(text), &session, token) &&
			     session.n == target->session.n &&
			     memcmp(token, target->token, TOKEN_BYTES) == 0,
		     "a token is read as it is written");
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size)
{
	struct link_target target;
	struct session_id session;
	uint8_t token[TOKEN_BYTES];
	uint64_t bits;
	char *text = malloc(size + 1);
	if (!text)
		abort();
	if (size > 0)
		memcpy(text, at, size);
	text[size] = '\0';
	if (link_read(text, &target)) {
		bool has_code = target.code[0] != '\0';
		fuzz_promise(memchr(target.base, '\0', sizeof target.base) != NULL,
			     "a base ends within its room");
		fuzz_promise(has_code || target.base[0], "a return link has a server");
		if (has_code)
			check_code(target.code);
		else
			check_token(&target);
	}
	code_read((const char *)at, size, &bits); /* not terminated */
	token_read((const char *)at, size, &session, token);
	free(text);
	return 0;
}

/* Every vector of protocol/vectors is a test of its own, named after it. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/link.h"
#include "protocol/text.h"
#include "tests/support/vectors.h"

static void assert_json_equal(const json_t *is, const json_t *expected)
{
	if (json_equal(is, expected))
		return;
	char *is_text = json_dumps(is, JSON_ENCODE_ANY | JSON_SORT_KEYS);
	char *expected_text = json_dumps(expected, JSON_ENCODE_ANY | JSON_SORT_KEYS);
	print_error("is:       %s\nexpected: %s\n", is_text, expected_text);
	fail();
}

/* ---- messages ---- */

static void decode_vector(const json_t *vector, struct buffer *message, struct buffer *encoded)
{
	const char *reason;
	vectors_hex(vectors_string(vector, "hex"), message);
	json_t *frames = vectors_decode(message->at, message->size, &reason, encoded);
	if (reason)
		fail_msg("refused: %s", reason);
	assert_json_equal(frames, json_object_get(vector, "frames"));
	json_decref(frames);
}

static void decodes(void **state)
{
	struct buffer message = {0}, encoded = {0};
	decode_vector(*state, &message, &encoded);
	buffer_free(&message);
	buffer_free(&encoded);
}

static void decodes_and_encodes(void **state)
{
	struct buffer message = {0}, encoded = {0};
	decode_vector(*state, &message, &encoded);
	assert_int_equal(encoded.size, message.size);
	assert_memory_equal(encoded.at, message.at, message.size);
	buffer_free(&message);
	buffer_free(&encoded);
}

static void is_refused(void **state)
{
	struct buffer message = {0};
	const char *reason;
	vectors_hex(vectors_string(*state, "hex"), &message);
	/* An own block of just this size: the sanitizer sees a read behind the message. */
	uint8_t *exact = malloc(message.size + !message.size);
	if (message.size > 0)
		memcpy(exact, message.at, message.size);
	json_t *frames = vectors_decode(exact, message.size, &reason, NULL);
	assert_null(frames);
	assert_string_equal(reason, vectors_string(*state, "malformed"));
	free(exact);
	buffer_free(&message);
}

static void command_is_refused(void **state)
{
	struct buffer message = {0};
	const char *reason;
	vectors_hex(vectors_string(*state, "hex"), &message);
	json_t *frames = vectors_decode(message.at, message.size, &reason, NULL);
	json_t *expected = json_pack("[{ss sI ss ss}]", "frame", "command", "number",
				     (json_int_t)vectors_number(*state, "number"), "error",
				     vectors_string(*state, "error"), "field",
				     vectors_string(*state, "field"));
	assert_null(reason);
	assert_json_equal(frames, expected);
	json_decref(expected);
	json_decref(frames);
	buffer_free(&message);
}

/* ---- texts ---- */

static void text_is_judged(void **state)
{
	const json_t *text = json_object_get(*state, "text");
	const json_t *graphemes = json_object_get(*state, "graphemes");
	const char *at = json_string_value(text);
	size_t size = json_string_length(text);
	enum err err = text_check(at, size, json_is_true(json_object_get(*state, "multiline")),
				  (uint32_t)vectors_number(*state, "graphemes_min"),
				  (uint32_t)vectors_number(*state, "graphemes_max"),
				  (uint32_t)vectors_number(*state, "bytes_max"));
	assert_string_equal(err ? err_name(err) : "none", vectors_string(*state, "result"));
	assert_true(text_is_utf8(at, size));
	if (!json_is_null(graphemes))
		assert_int_equal(text_graphemes(at, size), json_integer_value(graphemes));
}

static void text_is_tidied(void **state)
{
	const json_t *typed = json_object_get(*state, "typed");
	char *tidied = text_tidy(json_string_value(typed), json_string_length(typed));
	assert_string_equal(tidied, vectors_string(*state, "tidied"));
	char *again = text_tidy(tidied, strlen(tidied));
	assert_string_equal(again, tidied);
	free(again);
	free(tidied);
}

/* ---- codes, tokens, links ---- */

static void code_is_read(void **state)
{
	const char *typed = vectors_string(*state, "typed");
	const char *code = json_string_value(json_object_get(*state, "code"));
	char written[CODE_CHARACTERS + 1], shown[CODE_TEXT_BYTES];
	uint64_t bits;
	bool is_code = code_read(typed, strlen(typed), &bits);
	assert_int_equal(is_code, code != NULL);
	if (!is_code)
		return;
	assert_int_equal(bits, vectors_number(*state, "bits"));
	code_write(bits, written);
	assert_string_equal(written, code);
	code_show(written, shown);
	assert_string_equal(shown, vectors_string(*state, "shown"));
}

static void token_is_written_and_read(void **state)
{
	struct buffer secret = {0};
	char written[TOKEN_TEXT_BYTES];
	uint8_t read[TOKEN_BYTES];
	struct session_id session = {(uint32_t)vectors_number(*state, "session")}, session_read;
	vectors_hex(vectors_string(*state, "token"), &secret);
	token_write(session, secret.at, written);
	assert_string_equal(written, vectors_string(*state, "text"));
	assert_true(token_read(written, strlen(written), &session_read, read));
	assert_int_equal(session_read.n, session.n);
	assert_memory_equal(read, secret.at, TOKEN_BYTES);
	buffer_free(&secret);
}

static void link_is_read(void **state)
{
	const json_t *expected = json_object_get(*state, "target");
	struct link_target target;
	bool is_link = link_read(vectors_string(*state, "text"), &target);
	assert_int_equal(is_link, !json_is_null(expected));
	if (!is_link)
		return;
	struct buffer token = {0};
	vectors_hex(vectors_string(expected, "token"), &token);
	assert_string_equal(target.base, vectors_string(expected, "base"));
	assert_string_equal(target.code, vectors_string(expected, "code"));
	assert_int_equal(target.session.n, vectors_number(expected, "session"));
	if (token.size > 0)
		assert_memory_equal(target.token, token.at, TOKEN_BYTES);
	buffer_free(&token);
}

/* ---- all ---- */

static const struct {
	const char *file;
	CMUnitTestFunction test;
} files[] = {
	{"frames.json", decodes_and_encodes},
	{"commands.json", decodes_and_encodes},
	{"rows.json", decodes_and_encodes},
	{"compatibility.json", decodes},
	{"malformed.json", is_refused},
	{"strict.json", is_refused},
	{"refused.json", command_is_refused},
	{"text.json", text_is_judged},
	{"tidy.json", text_is_tidied},
	{"codes.json", code_is_read},
	{"tokens.json", token_is_written_and_read},
	{"links.json", link_is_read},
};

int main(void)
{
	int failed = 0;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		json_t *vectors = vectors_load(files[i].file);
		size_t count = json_array_size(vectors);
		struct CMUnitTest *tests = calloc(count, sizeof *tests);
		for (size_t k = 0; k < count; k++) {
			json_t *vector = json_array_get(vectors, k);
			tests[k] = (struct CMUnitTest){.name = vectors_string(vector, "name"),
						       .test_func = files[i].test,
						       .initial_state = vector};
		}
		failed += _cmocka_run_group_tests(files[i].file, tests, count, NULL, NULL);
		free(tests);
		json_decref(vectors);
	}
	return failed;
}

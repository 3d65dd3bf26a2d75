/* The parts of an edge that need no socket: responses, who may upgrade, counts of addresses,
 * deadlines, and when a client is listened to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka's header needs those above before it. */
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "server/edge/addresses.h"
#include "server/edge/deadline.h"
#include "server/edge/response.h"
#include "server/edge/talk.h"
#include "server/edge/upgrade.h"

/* ---- HTTP ---- */

static void encodings(void **state)
{
	(void)state;
	assert_true(response_accepts("gzip, deflate, br", "br"));
	assert_true(response_accepts("GZIP", "gzip"));
	assert_true(response_accepts("gzip;q=0.001", "gzip"));
	assert_true(response_accepts("*", "br"));
	assert_true(response_accepts("br ; q=1 , gzip", "br"));
	assert_false(response_accepts("", "gzip"));
	assert_false(response_accepts("xgzip, gzipx", "gzip"));
	assert_false(response_accepts("gzip;q=0", "gzip"));
	assert_false(response_accepts("gzip; q=0.000, *", "gzip"));
	assert_false(response_accepts("*;q=0", "br"));
	assert_false(response_accepts("identity", "br"));
}

static void tags(void **state)
{
	(void)state;
	assert_true(response_tag_matches("\"a\"", "\"a\""));
	assert_true(response_tag_matches("\"b\" ,W/\"a\"", "\"a\""));
	assert_true(response_tag_matches("*", "\"a\""));
	assert_false(response_tag_matches("\"aa\"", "\"a\""));
	assert_false(response_tag_matches("", "\"a\""));
	assert_false(response_tag_matches("a", "\"a\""));
}

static struct response answer(const struct site *site, const char *path, bool get, const char *host)
{
	struct request request = {
		.get = get, .path = path, .host = host, .accept_encoding = "", .if_none_match = ""};
	struct response response;
	response_to(site, &request, &response);
	response.head[response.head_size] = '\0';
	return response;
}

static void expect_status(const struct response *response, const char *status)
{
	assert_memory_equal(response->head + strlen("HTTP/1.1 "), status, 3);
}

static void without_client(void **state)
{
	(void)state;
	struct site site = {0};
	struct response response = answer(&site, "/j/KBWF-3N7Q", true, "h");
	expect_status(&response, "404");
	assert_memory_equal(response.body, "This server was started without", 31);
	response = answer(&site, "/elsewhere", true, "h");
	expect_status(&response, "404");
	response = answer(&site, "/", false, "h");
	expect_status(&response, "405");
	assert_non_null(strstr(response.head, "Allow: GET, HEAD\r\n"));
}

static void health(void **state)
{
	(void)state;
	struct site site = {0};
	struct response response = answer(&site, "/healthz", true, "h");
	expect_status(&response, "200");
	assert_int_equal(response.body_size, 3);
	assert_memory_equal(response.body, "ok\n", 3);
	response = answer(&site, "/readyz", true, "h");
	expect_status(&response, "200");
	site.draining = true;
	response = answer(&site, "/readyz", true, "h");
	expect_status(&response, "503");
	response = answer(&site, "/healthz", true, "h");
	expect_status(&response, "200");
}

static void statements_elsewhere(void **state)
{
	(void)state;
	struct site site = {.tls = true};
	struct response response = answer(&site, "/privacy", true, "h");
	expect_status(&response, "404");
	assert_non_null(strstr(response.head, "text/plain; charset=utf-8\r\n"));
	assert_non_null(strstr((const char *)response.body, "Datenschutzerklärung"));

	char longest[501], host[254];
	memset(longest, 'a', sizeof longest - 1);
	memcpy(longest, "https://", 8);
	longest[sizeof longest - 1] = '\0';
	memset(host, 'h', sizeof host - 1);
	host[sizeof host - 1] = '\0';
	site.statements.at[statement_imprint] = longest;
	site.statements.at[statement_privacy] = "/privacy.html";
	response = answer(&site, "/imprint", true, host);
	expect_status(&response, "302");
	char *location = strstr(response.head, "\r\nLocation: https://aaa");
	assert_non_null(location);
	assert_memory_equal(strstr(location + 2, "\r\n"), "\r\nCache-Control: no-store\r\n", 27);
	assert_int_equal(response.body_size, 0);
	response = answer(&site, "/privacy", true, "h");
	assert_non_null(strstr(response.head, "\r\nLocation: /privacy.html\r\n"));
	response = answer(&site, "/accessibility", true, "h");
	expect_status(&response, "404");
	response = answer(&site, "/imprint/", true, "h");
	expect_status(&response, "404");
}

static void hosts_in_headers(void **state)
{
	(void)state;
	struct site site = {.tls = true};
	struct response response = answer(&site, "/", true, "bogen.example.org:8443");
	assert_non_null(strstr(response.head, "connect-src 'self' wss://bogen.example.org:8443;"));
	assert_non_null(strstr(response.head, "Strict-Transport-Security"));
	char longest[300];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	const char *hosts[] = {"", "x y", "x;y", "x\r\nSet-Cookie: a", "*", "'none'", longest};
	for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
		response = answer(&site, "/", true, hosts[i]);
		assert_non_null(strstr(response.head, "connect-src 'self';"));
	}
}

/* ---- upgrades ---- */

static int status_of(struct upgrade upgrade, const char *public_url)
{
	const char *sentence = NULL;
	int status = upgrade_check(&upgrade, public_url, &sentence);
	assert_int_equal(status != 0, sentence != NULL);
	return status;
}

static void upgrades(void **state)
{
	(void)state;
	struct upgrade fine = {
		true, "/live", "13", "chat, bogen.v1", "0123456789012345678901==", "h:80", ""};
	const char *ours = "https://bogen.example.org/path";
	assert_int_equal(status_of(fine, NULL), 0);
	struct upgrade bad = fine;
	bad.version = "8";
	assert_int_equal(status_of(bad, NULL), 426);
	bad = fine;
	bad.subprotocols = "bogen.v2";
	assert_int_equal(status_of(bad, NULL), 400);
	const char *welcome[] = {"http://h:80", "HTTPS://H:80", "https://bogen.example.org"};
	for (size_t i = 0; i < sizeof welcome / sizeof welcome[0]; i++) {
		fine.origin = welcome[i];
		assert_int_equal(status_of(fine, ours), 0);
	}
	const char *strange[] = {"null",
				 "http://h",
				 "http://h:800",
				 "https://bogen.example.org.evil",
				 "http://bogen.example.org",
				 "https://bogen.example.org/path",
				 "file://"};
	for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
		fine.origin = strange[i];
		assert_int_equal(status_of(fine, ours), 403);
		assert_int_equal(status_of(fine, NULL), 403);
	}
}

/* ---- addresses ---- */

static uint64_t key_of(const char *text)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return addresses_key((struct sockaddr *)&in);
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return addresses_key((struct sockaddr *)&in6);
}

static void address_keys(void **state)
{
	(void)state;
	assert_true(key_of("127.0.0.1") == 0 && key_of("127.9.9.9") == 0 && key_of("::1") == 0);
	assert_true(key_of("::ffff:127.0.0.1") == 0);
	assert_true(key_of("10.0.0.1") != 0 && key_of("10.0.0.1") != key_of("10.0.0.2"));
	assert_true(key_of("10.0.0.1") == key_of("::ffff:10.0.0.1"));
	assert_true(key_of("2001:db8::1") == key_of("2001:db8::ffff:2"));
	assert_true(key_of("2001:db8::1") != key_of("2001:db8:0:1::1"));
	struct sockaddr local = {.sa_family = AF_UNIX};
	assert_true(addresses_key(&local) == 0);
}

static void address_limits(void **state)
{
	(void)state;
	struct addresses addresses = {.per_address_max = 2};
	for (int i = 0; i < 10; i++)
		assert_true(addresses_enter(&addresses, 0));
	assert_true(addresses_enter(&addresses, 7));
	assert_true(addresses_enter(&addresses, 7));
	assert_false(addresses_enter(&addresses, 7));
	assert_true(addresses_enter(&addresses, 8));
	addresses_leave(&addresses, 7);
	assert_true(addresses_enter(&addresses, 7));
	addresses_free(&addresses);
	struct addresses unlimited = {0};
	for (int i = 0; i < 100; i++)
		assert_true(addresses_enter(&unlimited, 7));
	addresses_leave(&unlimited, 7);
	addresses_free(&unlimited);
}

/* The same numbers each time. */
static uint32_t roll(uint32_t *dice)
{
	*dice = *dice * 1664525u + 1013904223u;
	return *dice >> 8;
}

static void address_churn(void **state)
{
	(void)state;
	enum { kinds = 3000 };
	static uint32_t model[kinds];
	struct addresses addresses = {.per_address_max = 3};
	uint32_t dice = 2;
	memset(model, 0, sizeof model);
	for (int i = 0; i < 300000; i++) {
		uint32_t kind = roll(&dice) % kinds;
		uint64_t key = (uint64_t)(kind + 1) << 20;
		if (roll(&dice) % 2) {
			assert_int_equal(addresses_enter(&addresses, key), model[kind] < 3);
			model[kind] += model[kind] < 3;
		} else if (model[kind]) {
			addresses_leave(&addresses, key);
			model[kind]--;
		}
	}
	uint32_t left = 0;
	for (int i = 0; i < kinds; i++) {
		left += model[i] > 0;
		while (model[i]-- > 0)
			addresses_leave(&addresses, (uint64_t)(i + 1) << 20);
	}
	assert_true(left > 0);
	assert_int_equal(addresses.count, 0);
	addresses_free(&addresses);
}

/* ---- deadlines ---- */

static void deadlines(void **state)
{
	(void)state;
	struct deadline_queue hello = {.duration_ms = 5}, quiet = {.duration_ms = 25};
	struct deadline a = {0}, b = {0}, c = {0};
	deadline_set(&a, &hello, 100);
	deadline_set(&b, &hello, 101);
	deadline_set(&c, &hello, 102);
	assert_null(deadline_take_due(&hello, 104));
	deadline_set(&a, &hello, 104); /* again: to the end */
	assert_null(deadline_take_due(&hello, 105));
	assert_ptr_equal(deadline_take_due(&hello, 106), &b);
	deadline_set(&c, &quiet, 106);
	assert_null(deadline_take_due(&hello, 108));
	assert_ptr_equal(deadline_take_due(&hello, 109), &a);
	assert_null(hello.first);
	assert_null(hello.last);
	deadline_clear(&c);
	deadline_clear(&c);
	assert_null(deadline_take_due(&quiet, 1000));
}

/* ---- listening ---- */

static struct {
	uint32_t commands, reads, hellos, pongs, waiting;
} heard;

static void hear(void *context, struct core_message *message)
{
	(void)context;
	heard.commands += message->kind == core_message_command;
	heard.reads += message->kind == core_message_read;
	heard.hellos += message->kind == core_message_hello;
	core_message_free(message);
}

static void hear_answer(void *context, struct edge_message *message)
{
	(void)context;
	heard.pongs++;
	edge_message_free(message);
}

static uint32_t waiting(void *context, struct conn_id conn)
{
	(void)context;
	(void)conn;
	return heard.waiting;
}

static struct talk_env env;
static struct talk talk;
static struct buffer message;

static int begin_talk(void **state)
{
	(void)state;
	memset(&heard, 0, sizeof heard);
	env = (struct talk_env){.reader = codec_reader_new(),
				.frames_per_second = 10,
				.frames_burst = 100,
				.now_ms = 1000,
				.to_core = hear,
				.answer = hear_answer,
				.waiting = waiting};
	talk_begin(&talk, (struct conn_id){0, 1, 2}, &env);
	struct frame_hello hello = {.version = PROTOCOL_VERSION, .language = language_de};
	codec_write_frame(&message, frame_kind_hello, &hello);
	return 0;
}

static int end_talk(void **state)
{
	(void)state;
	codec_reader_free(env.reader);
	buffer_free(&message);
	return 0;
}

static void add_commands(uint32_t count)
{
	struct command_session_edit edit = {.title = {"title", 5}};
	for (uint32_t i = 1; i <= count; i++)
		codec_write_command(&message, i, command_kind_session_edit, &edit);
}

static void add_pings(uint32_t count)
{
	struct frame_ping ping = {.client_ms = 5};
	for (uint32_t i = 0; i < count; i++)
		codec_write_frame(&message, frame_kind_ping, &ping);
}

static enum talk_next take(void)
{
	size_t used;
	struct talk_end end;
	enum talk_next next = talk_take(&talk, &env, message.at, message.size, &used, &end);
	memmove(message.at, message.at + used, message.size - used);
	message.size -= used;
	return next;
}

static void stops_at_32(void **state)
{
	(void)state;
	add_commands(50);
	assert_int_equal(take(), talk_wait);
	assert_int_equal(heard.hellos, 1);
	assert_int_equal(heard.commands, 32);
	assert_int_equal(take(), talk_wait);
	assert_int_equal(heard.commands, 32);
	talk_answered(&talk, 1);
	assert_int_equal(take(), talk_wait);
	assert_int_equal(heard.commands, 33);
	talk_answered(&talk, 32);
	assert_int_equal(take(), talk_done);
	assert_int_equal(heard.commands, 50);
	assert_int_equal(message.size, 0);
}

static void stops_at_64_kib(void **state)
{
	(void)state;
	static char text[7000];
	memset(text, 'a', sizeof text);
	struct command_idea_add idea = {.board = {1}, .text = {text, sizeof text}};
	assert_int_equal(take(), talk_done);
	uint32_t taken = 0;
	for (;; taken++) {
		buffer_clear(&message);
		codec_write_command(&message, taken + 1, command_kind_idea_add, &idea);
		if (take() != talk_done)
			break;
	}
	assert_int_equal(taken, 10); /* 9 × 7,000 are below, 10 × 7,000 above 65,536 */
	talk_answered(&talk, 9);
	assert_int_equal(take(), talk_wait);
	talk_answered(&talk, 1);
	assert_int_equal(take(), talk_done);
}

static void stops_at_a_page(void **state)
{
	(void)state;
	struct frame_read read = {.number = 1};
	for (int i = 0; i < 3; i++)
		codec_write_frame(&message, frame_kind_read, &read);
	for (uint32_t i = 1; i <= 3; i++) {
		assert_int_equal(take(), i < 3 ? talk_wait : talk_done);
		assert_int_equal(heard.reads, i);
		talk_answered(&talk, 0);
	}
}

static void stops_at_a_full_outbox(void **state)
{
	(void)state;
	add_pings(5);
	heard.waiting = 32;
	assert_int_equal(take(), talk_wait);
	assert_int_equal(heard.pongs, 0);
	heard.waiting = 31;
	assert_int_equal(take(), talk_done);
	assert_int_equal(heard.pongs, 5);
}

static void rests_when_too_fast(void **state)
{
	(void)state;
	add_pings(150); /* and the hello: 151 frames, 100 at once and 10 a second */
	assert_int_equal(take(), talk_rest);
	assert_int_equal(heard.pongs, 99);
	env.now_ms += 2000;
	assert_int_equal(take(), talk_rest);
	assert_int_equal(heard.pongs, 119);
	env.now_ms += 3600 * 1000;
	assert_int_equal(take(), talk_done);
	buffer_clear(&message);
	add_pings(200);
	env.now_ms += 3600 * 1000;
	assert_int_equal(take(), talk_rest);
	assert_int_equal(heard.pongs, 150 + 100);
}

static void unknown_frames_count(void **state)
{
	(void)state;
	static const uint8_t unknown[] = {0x92, 99, 1};
	for (int i = 0; i < 120; i++)
		buffer_append(&message, unknown, sizeof unknown);
	assert_int_equal(take(), talk_rest);
	assert_int_equal(message.size, 21 * sizeof unknown);
	env.now_ms += 60000;
	assert_int_equal(take(), talk_done);
}

#define CLAIM(name, test)                                                                          \
	{                                                                                          \
		name, test, NULL, NULL, NULL                                                       \
	}
#define CLAIM_TALK(name, test)                                                                     \
	{                                                                                          \
		name, test, begin_talk, end_talk, NULL                                             \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a coding is sent only to who accepts it", encodings),
		CLAIM("a tag matches itself alone", tags),
		CLAIM("without the browser client the page says so", without_client),
		CLAIM("a draining server is healthy but not ready", health),
		CLAIM("who asks for a statement is led to where it is", statements_elsewhere),
		CLAIM("a host gets into a header only if it is one", hosts_in_headers),
		CLAIM("only our subprotocol, version 13 and our own pages may upgrade", upgrades),
		CLAIM("loopback has no key, a household of IPv6 has one", address_keys),
		CLAIM("an address has as many connections as it may, loopback any", address_limits),
		CLAIM("300,000 comings and goings are counted right", address_churn),
		CLAIM("deadlines come due in order, and once", deadlines),
		CLAIM_TALK("[CMD-1] the 33rd unanswered command is not taken", stops_at_32),
		CLAIM_TALK("64 KiB of unanswered commands are enough", stops_at_64_kib),
		CLAIM_TALK("a read is taken when the one before is answered", stops_at_a_page),
		CLAIM_TALK("who does not read is not listened to", stops_at_a_full_outbox),
		CLAIM_TALK("who speaks too fast is slowed down, however long it was silent",
			   rests_when_too_fast),
		CLAIM_TALK("[WIRE-3] unknown frames are skipped, and count", unknown_frames_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Claims about settings and addresses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/config.h"
#include "server/nearest.h"

static struct config config;
static struct failure failure;

#define READ(...)                                                                                  \
	read_arguments((const char *const[]){"bogend", __VA_ARGS__},                               \
		       sizeof((const char *const[]){"bogend", __VA_ARGS__}) / sizeof(char *))

static bool read_arguments(const char *const *arguments, size_t count)
{
	failure.message[0] = '\0';
	return config_read(&config, (int)count, (char *const *)arguments, &failure);
}

static void assert_refused(const char *part)
{
	if (strstr(failure.message, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", failure.message, part);
}

/* A file with this text; its name is static. */
static const char *file_with(const char *text)
{
	static char name[64];
	snprintf(name, sizeof name, "daemon-config-%ld.conf", (long)getpid());
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return name;
}

static int clean(void **state)
{
	(void)state;
	config_free(&config);
	unlink(file_with(""));
	unsetenv("BOGEND_LISTEN");
	unsetenv("BOGEND_DATA");
	unsetenv("BOGEND_PUBLIC_URL");
	unsetenv("BOGEND_ACCEPT_LOST_TAIL");
	return 0;
}

static void without_options_the_presets_hold(void **state)
{
	(void)state;
	const char *alone[] = {"bogend"};
	assert_true(read_arguments(alone, 1));
	assert_string_equal(config.value[config_listen], "127.0.0.1:8080");
	assert_string_equal(config.value[config_data], "./bogen-data");
	assert_null(config.value[config_tls_cert]);
	assert_int_equal(config.edges, 1);
	assert_int_equal(address_port(&config.listen), 8080);
	assert_false(config.log_json);
	assert_false(config.accept_lost_tail);
}

static void flags_stand_over_environment_over_file(void **state)
{
	(void)state;
	const char *file = file_with("[bogend]\nlisten = 127.0.0.1:1\ndata = from-file\n"
				     "public-url = https://file.example/ ; a remark\n");
	setenv("BOGEND_LISTEN", "127.0.0.1:2", 1);
	setenv("BOGEND_DATA", "from-environment", 1);
	assert_true(READ("--config", file, "--listen=127.0.0.1:3"));
	assert_int_equal(address_port(&config.listen), 3);
	assert_int_equal(config.source[config_listen], config_from_flag);
	assert_string_equal(config.value[config_data], "from-environment");
	assert_int_equal(config.source[config_data], config_from_environment);
	assert_string_equal(config.value[config_public_url], "https://file.example");
	assert_int_equal(config.source[config_public_url], config_from_file);
}

static void what_print_config_prints_reads_back_as_the_same(void **state)
{
	(void)state;
	assert_true(READ("--listen", "[::1]:0", "--edges", "3", "--log", "json", "--public-url",
			 "https://bogen.example"));
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	config_print(&config, out);
	fclose(out);
	config_free(&config);
	assert_true(READ("--config", file_with(text)));
	free(text);
	assert_string_equal(config.value[config_listen], "[::1]:0");
	assert_string_equal(config.value[config_public_url], "https://bogen.example");
	assert_int_equal(config.edges, 3);
	assert_true(config.log_json);
}

static void an_unknown_option_suggests_the_nearest(void **state)
{
	(void)state;
	assert_false(READ("--lisen", "x"));
	assert_refused("did you mean --listen?");
	config_free(&config);
	assert_false(READ("--public-ulr=x"));
	assert_refused("did you mean --public-url?");
	config_free(&config);
	assert_false(READ("--zebra"));
	assert_refused("bogend --help");
}

static void a_wrong_file_is_named_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *reason;
	} wrong[] = {
		{"listen = 127.0.0.1:1\nlisten = 127.0.0.1:2\n", "line 2: \"listen\" is set twice"},
		{"\n\nlisen = 1\n",
		 "line 3: there is no setting \"lisen\"; did you mean \"listen\""},
		{"[server]\nlisten = 127.0.0.1:1\n", "there is no section [server]"},
		{"listen\n", "line 1: "},
		{"accept-lost-tail = yes\n", "can be given on the command line only"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(READ("--config", file_with(wrong[i].text)));
		assert_refused(wrong[i].reason);
		config_free(&config);
	}
	assert_false(READ("--config", "there-is-no-such-file"));
	assert_refused("there-is-no-such-file cannot be read: No such file");
}

static void wrong_values_are_refused_with_the_option(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {
		{"--listen", "8080"},
		{"--listen", "127.0.0.1:65536"},
		{"--listen", "127.0.0.1:"},
		{"--listen", "::1:80"},
		{"--listen", "[127.0.0.1]:80"},
		{"--listen", "example.org:80"},
		{"--edges", "0"},
		{"--edges", "65"},
		{"--edges", "2x"},
		{"--edges", ""},
		{"--log", "xml"},
		{"--metrics", "0.0.0.0:9090"},
		{"--public-url", "bogen.example"},
		{"--public-url", "https://"},
		{"--public-url", "https://a/#b"},
		{"--imprint", ""},
		{"--imprint", "town.example/imprint"},
		{"--imprint", "mailto:mayor@town.example"},
		{"--imprint", "javascript:alert(1)"},
		{"--imprint", "https://"},
		{"--imprint", "//town.example/imprint.html"},
		{"--imprint", "/imprint"},
		{"--privacy", "https://town.example/\r\nSet-Cookie: a=b"},
		{"--privacy", "https://städte.example/"},
		{"--accessibility", "https://town.example/a b"},
		{"--tls-cert", "only-one"},
		{"--tls-key", "only-one"},
		{"--data", ""},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		if (READ(wrong[i][0], wrong[i][1]))
			fail_msg("%s %s was taken", wrong[i][0], wrong[i][1]);
		assert_refused(wrong[i][0]);
		config_free(&config);
	}
	assert_false(READ("--data"));
	assert_refused("--data needs a value");
}

static void statements_are_elsewhere_or_files_here(void **state)
{
	(void)state;
	assert_true(READ("--imprint", "https://town.example/imprint?a=b&c#d", "--privacy",
			 "http://xn--stdte-gra.example/%C3%A4", "--accessibility", "/a11y.html"));
	assert_string_equal(config.value[config_imprint], "https://town.example/imprint?a=b&c#d");
	config_free(&config);

	char most[512];
	memset(most, 'a', sizeof most);
	memcpy(most, "https://", 8);
	most[500] = '\0';
	assert_true(READ("--imprint", most));
	config_free(&config);
	most[500] = 'a';
	most[501] = '\0';
	assert_false(READ("--imprint", most));
	assert_refused("--imprint: at most 500 bytes");
}

static void a_lost_tail_is_accepted_by_typing_only(void **state)
{
	(void)state;
	setenv("BOGEND_ACCEPT_LOST_TAIL", "yes", 1);
	assert_true(READ("--edges", "1"));
	assert_false(config.accept_lost_tail);
	config_free(&config);
	assert_true(READ("--accept-lost-tail"));
	assert_true(config.accept_lost_tail);
}

static void words_are_kept_in_order(void **state)
{
	(void)state;
	assert_true(READ("backup", "--data", "d", "file"));
	assert_int_equal(config.word_count, 2);
	assert_string_equal(config.words[0], "backup");
	assert_string_equal(config.words[1], "file");
}

static void addresses_read_and_write(void **state)
{
	(void)state;
	static const char *const same[] = {"127.0.0.1:8080", "[::1]:8080", "0.0.0.0:0",
					   "[::]:65535", "[2001:db8::1]:443"};
	struct address address;
	char text[ADDRESS_TEXT_BYTES];
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		assert_true(address_read(same[i], &address, &failure));
		address_write(&address, text);
		assert_string_equal(text, same[i]);
	}
	assert_true(address_read("localhost:80", &address, &failure));
	assert_true(address_is_loopback(&address));
	assert_true(address_read("[::]:80", &address, &failure));
	assert_false(address_is_loopback(&address));
	address_set_port(&address, 81);
	address_write_reachable(&address, text);
	assert_string_equal(text, "[::1]:81");
	assert_true(address_read("0.0.0.0:80", &address, &failure));
	assert_false(address_is_loopback(&address));
	address_write_reachable(&address, text);
	assert_string_equal(text, "127.0.0.1:80");
}

static void slips_are_near_and_other_words_are_not(void **state)
{
	(void)state;
	static const char *const names[] = {"verify", "backup", "help"};
	assert_string_equal(nearest_name("verfiy", names, 3), "verify");
	assert_string_equal(nearest_name("backups", names, 3), "backup");
	assert_null(nearest_name("serve-everything", names, 3));
	assert_null(nearest_name("", names, 0));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, clean, clean)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(without_options_the_presets_hold),
		CLAIM(flags_stand_over_environment_over_file),
		CLAIM(what_print_config_prints_reads_back_as_the_same),
		CLAIM(an_unknown_option_suggests_the_nearest),
		CLAIM(a_wrong_file_is_named_with_its_line),
		CLAIM(wrong_values_are_refused_with_the_option),
		CLAIM(statements_are_elsewhere_or_files_here),
		CLAIM(a_lost_tail_is_accepted_by_typing_only),
		CLAIM(words_are_kept_in_order),
		CLAIM(addresses_read_and_write),
		CLAIM(slips_are_near_and_other_words_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

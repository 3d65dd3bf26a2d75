/* Reads settings from the command line, the environment and a file, and checks each by itself. */
#include "server/config.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "server/nearest.h"

enum where { where_anywhere, where_named, where_typed };

struct option {
	const char *name;
	const char *argument; /* NULL: a flag */
	const char *preset;
	enum where where;
	const char *purpose;
};

static const struct option options[config_options_end] = {
#define OPTION(id, name, argument, preset, where, purpose)                                         \
	[config_##id] = {name, argument, preset, where_##where, purpose},
#include "server/options.def"
};

static const char *const option_names[config_options_end] = {
#define OPTION(id, name, argument, preset, where, purpose) [config_##id] = (name),
#include "server/options.def"
};

/* As an operator sees them. */
static const char *const flag_names[config_options_end] = {
#define OPTION(id, name, argument, preset, where, purpose) [config_##id] = "--" name,
#include "server/options.def"
};

const char *config_option_name(enum config_option option)
{
	return flag_names[option];
}

__attribute__((format(printf, 2, 3))) static bool fail(struct failure *failure, const char *format,
						       ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(failure->message, sizeof failure->message, format, arguments);
	va_end(arguments);
	return false;
}

static int find_option(const char *name, size_t size)
{
	for (int option = 0; option < config_options_end; option++) {
		if (strlen(option_names[option]) == size &&
		    memcmp(option_names[option], name, size) == 0)
			return option;
	}
	return -1;
}

/* A source that comes later in the reading order counts more. */
static void set_value(struct config *config, int option, const char *value,
		      enum config_source source)
{
	if (config->value[option] != NULL && config->source[option] > source)
		return;
	char *copy = strdup(value);
	if (copy == NULL)
		abort();
	free(config->value[option]);
	config->value[option] = copy;
	config->source[option] = source;
}

/* ---- the command line ---- */

static bool unknown_option(const char *argument, size_t size, struct failure *failure)
{
	char typed[64];
	snprintf(typed, sizeof typed, "%.*s", (int)(size < 60 ? size : 60), argument);
	const char *name = typed + strspn(typed, "-");
	const char *near = nearest_name(name, option_names, config_options_end);
	if (near == NULL)
		return fail(failure, "there is no option \"%s\"; bogend --help lists them", typed);
	return fail(failure, "there is no option \"%s\"; did you mean --%s?", typed, near);
}

/* Reads the option at argv[*at] and moves *at to the last argument it used. */
static bool read_flag(struct config *config, int argc, char *const *argv, int *at,
		      struct failure *failure)
{
	const char *argument = argv[*at];
	const char *equals = strchr(argument, '=');
	size_t size = equals != NULL ? (size_t)(equals - argument) : strlen(argument);
	int option = size > 2 ? find_option(argument + 2, size - 2) : -1;
	if (option < 0 || argument[1] != '-')
		return unknown_option(argument, size, failure);

	const char *value = equals != NULL ? equals + 1 : NULL;
	if (options[option].argument == NULL) {
		if (value != NULL)
			return fail(failure, "--%s takes no value", option_names[option]);
		value = "yes";
	} else if (value == NULL) {
		if (*at + 1 >= argc)
			return fail(failure, "--%s needs a value: --%s %s", option_names[option],
				    option_names[option], options[option].argument);
		value = argv[++*at];
	}
	set_value(config, option, value, config_from_flag);
	return true;
}

static bool read_command_line(struct config *config, int argc, char *const *argv,
			      struct failure *failure)
{
	for (int at = 1; at < argc; at++) {
		if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
			config->help = true;
		} else if (strcmp(argv[at], "--version") == 0) {
			config->version = true;
		} else if (argv[at][0] == '-' && argv[at][1] != '\0') {
			if (!read_flag(config, argc, argv, &at, failure))
				return false;
		} else if (config->word_count == CONFIG_WORDS_MAX) {
			return fail(failure, "too many words: \"%.60s\"", argv[at]);
		} else {
			config->words[config->word_count++] = argv[at];
		}
	}
	return true;
}

/* ---- environment and file ---- */

static void read_environment(struct config *config)
{
	for (int option = 0; option < config_options_end; option++) {
		char name[64];
		size_t size =
			(size_t)snprintf(name, sizeof name, "BOGEND_%s", option_names[option]);
		for (size_t i = 0; i < size; i++)
			name[i] = name[i] == '-' ? '_' : (char)toupper((unsigned char)name[i]);
		const char *value = getenv(name);
		bool said = value != NULL && value[0] != '\0';
		if (said && options[option].where != where_typed)
			set_value(config, option, value, config_from_environment);
	}
}

struct file_reading {
	struct config *config;
	struct failure *failure;
	bool failed;
	bool seen[config_options_end];
};

/* What libinih calls for each line; 0 tells it that the line is wrong. */
static int take_line(void *context, const char *section, const char *name, const char *value)
{
	struct file_reading *reading = context;
	if (reading->failed)
		return 0;
	reading->failed = true;
	if (section[0] != '\0' && strcmp(section, "bogend") != 0) {
		fail(reading->failure, "there is no section [%.60s], only [bogend]", section);
		return 0;
	}
	int option = find_option(name, strlen(name));
	if (option < 0) {
		const char *near = nearest_name(name, option_names, config_options_end);
		fail(reading->failure, "there is no setting \"%.60s\"%s%s%s", name,
		     near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
		     near != NULL ? "\"?" : "");
		return 0;
	}
	if (options[option].where != where_anywhere) {
		fail(reading->failure, "\"%s\" can be given on the command line only", name);
		return 0;
	}
	if (reading->seen[option]) {
		fail(reading->failure, "\"%s\" is set twice", name);
		return 0;
	}
	reading->seen[option] = true;
	set_value(reading->config, option, value, config_from_file);
	reading->failed = false;
	return 1;
}

static bool read_file(struct config *config, struct failure *failure)
{
	const char *file = config->value[config_config];
	if (file == NULL)
		return true;
	struct failure reason = {{0}};
	struct file_reading reading = {.config = config, .failure = &reason};
	errno = 0;
	int line = ini_parse(file, take_line, &reading);
	if (line < 0)
		return fail(failure, "the configuration file %.200s cannot be read: %s", file,
			    strerror(errno));
	if (line > 0)
		return fail(failure, "%.200s, line %d: %.200s", file, line,
			    reading.failed ? reason.message
					   : "this is not of the form name = value");
	return true;
}

/* ---- what the values mean ---- */

static bool wrong_value(enum config_option option, const char *reason, struct failure *failure)
{
	return fail(failure, "%s: %.300s", flag_names[option], reason);
}

static bool check_addresses(struct config *config, struct failure *failure)
{
	struct failure reason;
	if (!address_read(config->value[config_listen], &config->listen, &reason))
		return wrong_value(config_listen, reason.message, failure);
	const char *metrics = config->value[config_metrics];
	if (metrics == NULL || metrics[0] == '\0')
		return true;
	if (!address_read(metrics, &config->metrics, &reason))
		return wrong_value(config_metrics, reason.message, failure);
	if (!address_is_loopback(&config->metrics))
		return wrong_value(config_metrics,
				   "figures are for this machine only; use an address such as "
				   "127.0.0.1:9090",
				   failure);
	return true;
}

/* Takes the slash at the end away, so that links can be put together. */
static bool check_public_url(struct config *config, struct failure *failure)
{
	char *url = config->value[config_public_url];
	if (url == NULL)
		return true;
	size_t size = strlen(url);
	size_t scheme = strncmp(url, "https://", 8) == 0  ? 8
			: strncmp(url, "http://", 7) == 0 ? 7
							  : 0;
	if (scheme == 0 || size == scheme || strpbrk(url, " \t#?\"<>") != NULL)
		return wrong_value(config_public_url,
				   "write it as https://bogen.example.org, without # or ?",
				   failure);
	if (size > 200)
		return wrong_value(config_public_url, "at most 200 bytes", failure);
	if (url[size - 1] == '/')
		url[size - 1] = '\0';
	return true;
}

const enum config_option config_statements[CONFIG_STATEMENTS] = {config_imprint, config_privacy,
								 config_accessibility};

/* How long the text is if all of it may stand in a header, else 0. */
static size_t address_size(const char *text)
{
	size_t size = 0;
	for (; text[size] != '\0'; size++)
		if (text[size] <= ' ' || text[size] > '~' || strchr("\"<>\\", text[size]) != NULL)
			return 0;
	return size;
}

static bool check_statement(const struct config *config, enum config_option option,
			    struct failure *failure)
{
	const char *address = config->value[option];
	if (address == NULL)
		return true;
	size_t scheme = strncmp(address, "https://", 8) == 0  ? 8
			: strncmp(address, "http://", 7) == 0 ? 7
							      : 0;
	/* A page in the folder of the browser client; the statements' own paths only lead on. */
	bool here = address[0] == '/' && address[1] != '/' && strchr(address + 1, '.') != NULL;
	size_t size = address_size(address);
	if (!here && (scheme == 0 || size <= scheme))
		return wrong_value(option,
				   "write it as https://town.example.org/page, or as /page.html "
				   "for a file in the folder of --web",
				   failure);
	if (size == 0 || size > 500)
		return wrong_value(option,
				   "at most 500 bytes, with %C3%A4 and the like for what is not "
				   "a plain letter",
				   failure);
	return true;
}

static bool check_statements(const struct config *config, struct failure *failure)
{
	for (size_t i = 0; i < CONFIG_STATEMENTS; i++)
		if (!check_statement(config, config_statements[i], failure))
			return false;
	return true;
}

#define EDGES_MAX 64

static bool check_values(struct config *config, struct failure *failure)
{
	if (!check_addresses(config, failure) || !check_public_url(config, failure) ||
	    !check_statements(config, failure))
		return false;
	if (config->value[config_data][0] == '\0')
		return wrong_value(config_data, "name a directory", failure);

	const char *log = config->value[config_log];
	config->log_json = strcmp(log, "json") == 0;
	if (!config->log_json && strcmp(log, "text") != 0)
		return wrong_value(config_log, "either text or json", failure);

	const char *edges = config->value[config_edges];
	size_t digits = strspn(edges, "0123456789");
	config->edges = digits > 0 && digits <= 3 && edges[digits] == '\0'
				? (uint32_t)strtoul(edges, NULL, 10)
				: 0;
	if (config->edges < 1 || config->edges > EDGES_MAX)
		return wrong_value(config_edges, "a number from 1 to 64", failure);

	bool cert = config->value[config_tls_cert] != NULL;
	if (cert != (config->value[config_tls_key] != NULL))
		return wrong_value(cert ? config_tls_cert : config_tls_key,
				   "a certificate and its key go together", failure);
	config->accept_lost_tail = config->value[config_accept_lost_tail] != NULL;
	return true;
}

bool config_read(struct config *config, int argc, char *const *argv, struct failure *failure)
{
	memset(config, 0, sizeof *config);
	config->argc = argc;
	config->argv = argv;
	if (!read_command_line(config, argc, argv, failure))
		return false;
	if (config->help || config->version)
		return true;
	read_environment(config);
	if (!read_file(config, failure))
		return false;
	for (int option = 0; option < config_options_end; option++) {
		if (config->value[option] == NULL && options[option].preset != NULL)
			set_value(config, option, options[option].preset, config_preset);
	}
	return check_values(config, failure);
}

void config_free(struct config *config)
{
	for (int option = 0; option < config_options_end; option++) {
		free(config->value[option]);
		config->value[option] = NULL;
	}
}

/* ---- printing ---- */

void config_print(const struct config *config, FILE *out)
{
	static const char *const sources[] = {
		[config_preset] = "preset",
		[config_from_file] = "from the file",
		[config_from_environment] = "from the environment",
		[config_from_flag] = "from the command line",
	};
	fprintf(out, "[bogend]\n");
	for (int option = 0; option < config_options_end; option++) {
		const char *value = config->value[option];
		bool in_file = options[option].where == where_anywhere;
		if (value == NULL && in_file)
			fprintf(out, "; %s is not set\n", option_names[option]);
		else if (value != NULL)
			fprintf(out, "%s%s = %s ; %s\n", in_file ? "" : "; ", option_names[option],
				value, sources[config->source[option]]);
	}
}

void config_print_options(FILE *out)
{
	for (int option = 0; option < config_options_end; option++) {
		char left[40];
		snprintf(left, sizeof left, "--%s %s", option_names[option],
			 options[option].argument != NULL ? options[option].argument : "");
		fprintf(out, "  %-24s %s", left, options[option].purpose);
		if (options[option].preset != NULL)
			fprintf(out, " (%s)", options[option].preset);
		fputc('\n', out);
	}
}

#include "print.h"

#include <stdlib.h>
#include <string.h>

const char *const row_sort_names[] = {"logged", "derived", "passing"};
const char *const row_audience_names[] = {"everyone", "held",  "invited", "seated",
					  "personal", "owner", "server"};
const char *const command_who_names[] = {"visitor",  "person",    "participant", "leader",
					 "steering", "moderator", "host",        "server"};
const char *const frame_sender_names[] = {"client", "server"};

const struct printed_error printed_errors[] = {
#define ERROR(code, number, exit, english, german) {#code, english, german, (number), (exit)},
#include "errors.def"
};
const size_t printed_errors_count = sizeof printed_errors / sizeof printed_errors[0];

const char *action_name(enum action action)
{
	return action ? words_name(&words_action, action) : "none";
}

int main(int count, char **arguments)
{
	if (count == 2 && strcmp(arguments[1], "tables") == 0)
		print_tables(stdout);
	else if (count == 2 && strcmp(arguments[1], "typescript") == 0)
		print_typescript(stdout);
	else {
		fputs("usage: protocol-print tables|typescript\n", stderr);
		return 2;
	}
	return fflush(stdout) || ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* The program may stand in build/NAME/bin with its files in build/NAME/share/bogen and
 * build/NAME/web, or be installed in bin with all of them in share/bogen. */
#include "server/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_directory(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The folder that holds this program's bin folder; "." where that cannot be known. */
static void find_prefix(char prefix[PATH_MAX])
{
	ssize_t size = readlink("/proc/self/exe", prefix, PATH_MAX - 1);
	prefix[size > 0 ? size : 0] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(prefix, '/');
		if (slash == NULL) {
			snprintf(prefix, PATH_MAX, ".");
			return;
		}
		*slash = '\0';
	}
}

/* The first of the places that is there; false if none is. A NULL ends the places. */
static bool find_folder(const char *const *places, char out[PATH_MAX])
{
	char prefix[PATH_MAX];
	find_prefix(prefix);
	for (const char *const *place = places; *place != NULL; place++) {
		bool beside = **place == '/';
		if ((size_t)snprintf(out, PATH_MAX, "%s%s", beside ? prefix : "", *place) <
			    PATH_MAX &&
		    is_directory(out))
			return true;
	}
	out[0] = '\0';
	return false;
}

static bool take_given(const char *given, const char *what, char out[PATH_MAX],
		       struct failure *failure)
{
	if ((size_t)snprintf(out, PATH_MAX, "%s", given) < PATH_MAX && is_directory(given))
		return true;
	snprintf(failure->message, sizeof failure->message, "%s: there is no directory %.300s",
		 what, given);
	return false;
}

/* Those that begin with a slash stand beside the program. */
static const char *const methods_places[] = {"/share/bogen/methods", "methods", NULL};
static const char *const web_places[] = {"/share/bogen/web", "/web", NULL};

bool folders_find(const struct config *config, struct folders *folders, struct failure *failure)
{
	const char *methods = config->value[config_methods];
	const char *web = config->value[config_web];
	if (web == NULL)
		find_folder(web_places, folders->web);
	else if (!take_given(web, config_option_name(config_web), folders->web, failure))
		return false;
	if (methods != NULL)
		return take_given(methods, config_option_name(config_methods), folders->methods,
				  failure);
	if (find_folder(methods_places, folders->methods))
		return true;
	snprintf(failure->message, sizeof failure->message,
		 "the folder of methods is neither beside the program nor here; name it with "
		 "--methods DIR");
	return false;
}

bool folders_make_data(const char *directory, struct failure *failure)
{
	const char *reason = NULL;
	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		reason = strerror(errno);
	else if (!is_directory(directory))
		reason = "it is not a directory";
	else if (access(directory, R_OK | W_OK | X_OK) != 0)
		reason = strerror(errno);
	if (reason != NULL)
		snprintf(failure->message, sizeof failure->message,
			 "the data directory %.300s cannot be used: %s", directory, reason);
	return reason == NULL;
}

bool folders_check_file(const char *file, const char *what, struct failure *failure)
{
	int opened = open(file, O_RDONLY | O_CLOEXEC);
	if (opened >= 0) {
		close(opened);
		return true;
	}
	snprintf(failure->message, sizeof failure->message, "%s: %.300s cannot be read: %s", what,
		 file, strerror(errno));
	return false;
}

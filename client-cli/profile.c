#include "client-cli/profile.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct profile_failure *failure, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool fail(struct profile_failure *failure, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vsnprintf(failure->message, sizeof failure->message, format, values);
	va_end(values);
	return false;
}

static char *format_owned(const char *format, ...) __attribute__((format(printf, 1, 2)));

static char *format_owned(const char *format, ...)
{
	char *out = NULL;
	va_list values;
	va_start(values, format);
	int size = vasprintf(&out, format, values);
	va_end(values);
	if (size < 0)
		abort();
	return out;
}

/* ---- from JSON ---- */

static void copy_text(const json_t *root, const char *field, char *out, size_t size)
{
	const char *text = json_string_value(json_object_get(root, field));
	snprintf(out, size, "%s", text ? text : "");
}

static void read_secret(const json_t *root, const char *field, struct profile_secret *secret)
{
	const char *text = json_string_value(json_object_get(root, field));
	secret->known = text && token_read(text, strlen(text), &secret->session, secret->token);
}

static void forget_lists(struct profile *profile)
{
	for (uint32_t i = 0; i < profile->unanswered_count; i++)
		free(profile->unanswered[i].body);
	profile->unanswered_count = 0;
	profile->former_count = 0;
}

static void read_lists(struct profile *profile, const json_t *root)
{
	size_t index;
	json_t *entry;
	json_array_foreach(json_object_get(root, "unanswered"), index, entry)
	{
		const char *body = json_string_value(json_object_get(entry, "body"));
		if (!body || profile->unanswered_count == UNANSWERED_MAX)
			continue;
		profile->unanswered[profile->unanswered_count++] = (struct profile_unanswered){
			.number = (uint64_t)json_integer_value(json_object_get(entry, "number")),
			.process = (pid_t)json_integer_value(json_object_get(entry, "process")),
			.body = format_owned("%s", body),
		};
	}
	json_array_foreach(json_object_get(root, "former"), index, entry)
	{
		if (profile->former_count == FORMER_MAX)
			break;
		struct profile_former *former = &profile->former[profile->former_count];
		copy_text(entry, "server", former->server, sizeof former->server);
		copy_text(entry, "code", former->code, sizeof former->code);
		read_secret(entry, "token", &former->secret);
		if (former->secret.known)
			profile->former_count++;
	}
}

uint32_t profile_new_device(void)
{
	uint32_t device = 0;
	while (device == 0)
		if (getrandom(&device, sizeof device, 0) < 0)
			abort();
	return device;
}

static void read_fields(struct profile *profile, const json_t *root)
{
	forget_lists(profile);
	copy_text(root, "server", profile->server, sizeof profile->server);
	copy_text(root, "host_server", profile->host_server, sizeof profile->host_server);
	copy_text(root, "code", profile->code, sizeof profile->code);
	read_secret(root, "token", &profile->member);
	read_secret(root, "host", &profile->host);
	struct profile_secret fresh = {0};
	read_secret(root, "fresh", &fresh);
	profile->has_fresh = fresh.known;
	memcpy(profile->fresh, fresh.token, TOKEN_BYTES);
	json_int_t device = json_integer_value(json_object_get(root, "device"));
	profile->device = device > 0 && device <= (json_int_t)ID_MAX ? (uint32_t)device : 0;
	json_int_t board = json_integer_value(json_object_get(root, "board"));
	profile->board = board > 0 && board <= (json_int_t)ID_MAX ? (uint32_t)board : 0;
	json_int_t next = json_integer_value(json_object_get(root, "next"));
	profile->next = next > 0 && (uint64_t)next < NUMBER_MAX ? (uint64_t)next : 1;
	if (profile->device == 0)
		profile->device = profile_new_device();
	read_lists(profile, root);
}

static bool load(struct profile *profile, struct profile_failure *failure)
{
	json_error_t error;
	FILE *from = fopen(profile->path, "rb");
	if (!from && errno != ENOENT)
		return fail(failure, "cannot read the profile %s: %s", profile->path,
			    strerror(errno));
	json_t *root = from ? json_loadf(from, JSON_REJECT_DUPLICATES, &error) : json_object();
	if (from)
		fclose(from);
	if (!json_is_object(root)) {
		json_decref(root);
		return fail(failure, "the profile %s is damaged (%s); move it away to start anew",
			    profile->path, root ? "no object" : error.text);
	}
	read_fields(profile, root);
	json_decref(root);
	return true;
}

/* ---- to JSON ---- */

static void write_secret(json_t *root, const char *field, const struct profile_secret *secret)
{
	if (!secret->known)
		return;
	char text[TOKEN_TEXT_BYTES];
	token_write(secret->session, secret->token, text);
	json_object_set_new(root, field, json_string(text));
}

static json_t *to_json(const struct profile *profile)
{
	json_t *root = json_object(), *list = json_array();
	json_object_set_new(root, "server", json_string(profile->server));
	json_object_set_new(root, "session",
			    json_integer(profile->member.known ? profile->member.session.n : 0));
	json_object_set_new(root, "code", json_string(profile->code));
	write_secret(root, "token", &profile->member);
	if (profile->host.known)
		json_object_set_new(root, "host_server", json_string(profile->host_server));
	write_secret(root, "host", &profile->host);
	struct profile_secret fresh = {.known = profile->has_fresh};
	memcpy(fresh.token, profile->fresh, TOKEN_BYTES);
	write_secret(root, "fresh", &fresh);
	json_object_set_new(root, "device", json_integer(profile->device));
	if (profile->board)
		json_object_set_new(root, "board", json_integer(profile->board));
	json_object_set_new(root, "next", json_integer((json_int_t)profile->next));
	for (uint32_t i = 0; i < profile->unanswered_count; i++) {
		const struct profile_unanswered *entry = &profile->unanswered[i];
		json_array_append_new(list, json_pack("{s:I,s:i,s:s}", "number",
						      (json_int_t)entry->number, "process",
						      (int)entry->process, "body", entry->body));
	}
	json_object_set_new(root, "unanswered", list);
	list = json_array();
	for (uint32_t i = 0; i < profile->former_count; i++) {
		json_t *entry = json_pack("{s:s,s:s}", "server", profile->former[i].server, "code",
					  profile->former[i].code);
		write_secret(entry, "token", &profile->former[i].secret);
		json_array_append_new(list, entry);
	}
	json_object_set_new(root, "former", list);
	return root;
}

/* Whole and on disk before it takes the old one's place. */
static bool write_file(const struct profile *profile, struct profile_failure *failure)
{
	bool written = false;
	char *path = format_owned("%s.new", profile->path);
	json_t *root = to_json(profile);
	unlink(path); /* left by a process that was killed; the lock is ours */
	int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to >= 0) {
		written = json_dumpfd(root, to, JSON_INDENT(1)) == 0 && fsync(to) == 0;
		written = close(to) == 0 && written;
		written = written && rename(path, profile->path) == 0;
	}
	if (!written)
		fail(failure, "cannot write the profile %s: %s", profile->path, strerror(errno));
	json_decref(root);
	free(path);
	return written;
}

/* ---- the file ---- */

static bool name_is_good(const char *name)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		"-_.";
	size_t size = strlen(name);
	return size > 0 && size <= 60 && name[0] != '.' && strspn(name, allowed) == size;
}

/* Makes the folders above a path, for the user alone. */
static bool make_folders(char *path)
{
	for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
		*at = '\0';
		int made = mkdir(path, 0700);
		*at = '/';
		if (made != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

bool profile_open(struct profile *profile, const char *name, struct profile_failure *failure)
{
	*profile = (struct profile){.lock = -1};
	failure->misnamed = !name_is_good(name);
	if (failure->misnamed)
		return fail(failure,
			    "'%s' is not a profile's name; use letters, digits, '-', '_', '.'",
			    name);
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (config && config[0] == '/')
		profile->path = format_owned("%s/bogen/%s.json", config, name);
	else if (home && home[0])
		profile->path = format_owned("%s/.config/bogen/%s.json", home, name);
	else
		return fail(failure, "neither XDG_CONFIG_HOME nor HOME says where profiles are");
	profile->name = format_owned("%s", name);
	return load(profile, failure);
}

static void unlock(struct profile *profile)
{
	if (profile->lock >= 0)
		close(profile->lock);
	profile->lock = -1;
}

void profile_close(struct profile *profile)
{
	unlock(profile);
	forget_lists(profile);
	free(profile->name);
	free(profile->path);
	*profile = (struct profile){.lock = -1};
}

bool profile_lock(struct profile *profile, struct profile_failure *failure)
{
	if (!make_folders(profile->path))
		return fail(failure, "cannot make the folder of %s: %s", profile->path,
			    strerror(errno));
	char *path = profile_beside(profile, ".lock");
	uint32_t device = profile->device;
	profile->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	bool locked = profile->lock >= 0;
	while (locked && flock(profile->lock, LOCK_EX) != 0)
		locked = errno == EINTR;
	if (!locked)
		fail(failure, "cannot lock %s: %s", path, strerror(errno));
	free(path);
	if (!locked || !load(profile, failure)) {
		unlock(profile);
		return false;
	}
	/* A profile that is not on disk yet keeps the device it has already said hello with. */
	if (access(profile->path, F_OK) != 0)
		profile->device = device;
	return true;
}

bool profile_save(struct profile *profile, struct profile_failure *failure)
{
	bool written = write_file(profile, failure);
	unlock(profile);
	return written;
}

char *profile_beside(const struct profile *profile, const char *suffix)
{
	size_t stem = strlen(profile->path) - strlen(".json");
	return format_owned("%.*s%s", (int)stem, profile->path, suffix);
}

/* ---- what stands in it ---- */

void profile_set_aside(struct profile *profile)
{
	if (!profile->member.known)
		return;
	if (profile->former_count == FORMER_MAX)
		profile->former_count--;
	memmove(profile->former + 1, profile->former,
		profile->former_count * sizeof profile->former[0]);
	profile->former_count++;
	struct profile_former *former = &profile->former[0];
	*former = (struct profile_former){.secret = profile->member};
	snprintf(former->server, sizeof former->server, "%s", profile->server);
	snprintf(former->code, sizeof former->code, "%s", profile->code);
	profile->member = (struct profile_secret){0};
	profile->code[0] = '\0';
}

static char *to_hex(const struct buffer *bytes)
{
	char *hex = malloc(bytes->size * 2 + 1);
	if (!hex)
		abort();
	for (size_t i = 0; i < bytes->size; i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes->at[i]);
	hex[bytes->size * 2] = '\0';
	return hex;
}

static void drop_unanswered(struct profile *profile, uint32_t index)
{
	free(profile->unanswered[index].body);
	profile->unanswered_count--;
	memmove(&profile->unanswered[index], &profile->unanswered[index + 1],
		(profile->unanswered_count - index) * sizeof profile->unanswered[0]);
}

static bool still_runs(pid_t process)
{
	return process > 0 && (kill(process, 0) == 0 || errno == EPERM);
}

bool profile_reserve(struct profile *profile, const struct buffer *body, uint64_t *number,
		     bool *again, struct profile_failure *failure)
{
	if (!profile_lock(profile, failure))
		return false;
	char *hex = to_hex(body);
	struct profile_unanswered *entry = NULL;
	for (uint32_t i = 0; i < profile->unanswered_count && !entry; i++)
		if (strcmp(profile->unanswered[i].body, hex) == 0 &&
		    !still_runs(profile->unanswered[i].process))
			entry = &profile->unanswered[i];
	*again = entry != NULL;
	if (entry) {
		free(hex);
	} else {
		if (profile->unanswered_count == UNANSWERED_MAX)
			drop_unanswered(profile, 0);
		entry = &profile->unanswered[profile->unanswered_count++];
		*entry = (struct profile_unanswered){.number = profile->next++, .body = hex};
	}
	entry->process = getpid();
	*number = entry->number;
	return profile_save(profile, failure);
}

bool profile_answered(struct profile *profile, uint64_t number, struct profile_failure *failure)
{
	if (!profile_lock(profile, failure))
		return false;
	for (uint32_t i = 0; i < profile->unanswered_count; i++)
		if (profile->unanswered[i].number == number)
			drop_unanswered(profile, i--);
	return profile_save(profile, failure);
}

bool profile_fresh(struct profile *profile, uint8_t token[TOKEN_BYTES],
		   struct profile_failure *failure)
{
	if (!profile_lock(profile, failure))
		return false;
	if (!profile->has_fresh && getrandom(profile->fresh, TOKEN_BYTES, 0) != TOKEN_BYTES)
		abort();
	profile->has_fresh = true;
	memcpy(token, profile->fresh, TOKEN_BYTES);
	return profile_save(profile, failure);
}

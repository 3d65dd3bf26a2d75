/* See web_files.h. */
#include "server/edge/web_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libwebsockets.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX      8
#define FILE_BYTES_MAX (64 << 20)

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- what a file is ---- */

static const struct {
	const char *ending, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".json", "application/json"},
	{".map", "application/json"},
	{".webmanifest", "application/manifest+json"},
	{".svg", "image/svg+xml"},
	{".png", "image/png"},
	{".jpg", "image/jpeg"},
	{".ico", "image/vnd.microsoft.icon"},
	{".woff2", "font/woff2"},
	{".txt", "text/plain; charset=utf-8"},
};

static bool ends_with(const char *text, const char *ending)
{
	size_t size = strlen(text), ending_size = strlen(ending);
	return size >= ending_size && strcmp(text + size - ending_size, ending) == 0;
}

static const char *type_of(const char *path)
{
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (ends_with(path, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}

static void write_tag(struct web_body *body)
{
	unsigned char hash[20];
	lws_SHA1(body->at, body->size, hash);
	char *out = body->tag;
	*out++ = '"';
	for (size_t i = 0; i < sizeof hash; i++)
		out += snprintf(out, 3, "%02x", hash[i]);
	*out++ = '"';
	*out = '\0';
}

/* ---- reading ---- */

static bool read_body(const char *name, struct web_body *body, struct failure *failure)
{
	struct stat stat;
	ssize_t got = 0;
	int file = open(name, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fstat(file, &stat) != 0)
		goto failed;
	if (stat.st_size > FILE_BYTES_MAX) {
		errno = EFBIG;
		goto failed;
	}
	body->at = must(malloc((size_t)stat.st_size + 1));
	while (body->size < (size_t)stat.st_size &&
	       (got = read(file, body->at + body->size, (size_t)stat.st_size - body->size)) > 0)
		body->size += (size_t)got;
	if (got < 0)
		goto failed;
	close(file);
	write_tag(body);
	return true;
failed:
	snprintf(failure->message, sizeof failure->message, "cannot read %.300s: %s", name,
		 strerror(errno));
	free(body->at);
	body->at = NULL;
	if (file >= 0)
		close(file);
	return false;
}

static bool add_file(struct web_files *files, const char *name, const char *path,
		     struct failure *failure)
{
	struct web_body body = {0};
	if (!read_body(name, &body, failure))
		return false;
	files->at = must(realloc(files->at, (files->count + 1) * sizeof *files->at));
	files->at[files->count++] =
		(struct web_file){.path = must(strdup(path)),
				  .type = type_of(path),
				  .immutable = strncmp(path, "/assets/", 8) == 0,
				  .plain = body};
	return true;
}

static bool add_directory(struct web_files *files, const char *name, const char *path, int depth,
			  struct failure *failure)
{
	DIR *directory = opendir(name);
	if (!directory) {
		snprintf(failure->message, sizeof failure->message, "cannot read %.300s: %s", name,
			 strerror(errno));
		return false;
	}
	bool ok = true;
	struct dirent *entry;
	while (ok && (entry = readdir(directory))) {
		char *below = NULL, *below_path = NULL;
		struct stat stat;
		if (entry->d_name[0] == '.')
			continue;
		if (asprintf(&below, "%s/%s", name, entry->d_name) < 0 ||
		    asprintf(&below_path, "%s/%s", path, entry->d_name) < 0)
			abort();
		if (fstatat(dirfd(directory), entry->d_name, &stat, 0) == 0) {
			if (S_ISREG(stat.st_mode))
				ok = add_file(files, below, below_path, failure);
			else if (S_ISDIR(stat.st_mode) && depth < DEPTH_MAX)
				ok = add_directory(files, below, below_path, depth + 1, failure);
		}
		free(below);
		free(below_path);
	}
	closedir(directory);
	return ok;
}

/* ---- the table ---- */

static int file_compare(const void *a, const void *b)
{
	return strcmp(((const struct web_file *)a)->path, ((const struct web_file *)b)->path);
}

static struct web_file *find(const struct web_files *files, const char *path)
{
	struct web_file key = {.path = (char *)(uintptr_t)path};
	return files->count ? bsearch(&key, files->at, files->count, sizeof key, file_compare)
			    : NULL;
}

static void file_clear(struct web_file *file)
{
	free(file->path);
	free(file->plain.at);
	free(file->gzip.at);
	free(file->brotli.at);
}

/* Gives a packed file to the one it packs. True if it was one. */
static bool give_to_original(const struct web_files *files, struct web_file *packed)
{
	bool gzip = ends_with(packed->path, ".gz");
	if (!gzip && !ends_with(packed->path, ".br"))
		return false;
	char *path = must(strndup(packed->path, strlen(packed->path) - 3));
	struct web_file *original = find(files, path);
	free(path);
	if (!original)
		return false;
	*(gzip ? &original->gzip : &original->brotli) = packed->plain;
	packed->plain.at = NULL;
	return true;
}

static void join_packed(struct web_files *files)
{
	bool *given = must(calloc(files->count + 1, sizeof *given));
	uint32_t kept = 0;
	for (uint32_t i = 0; i < files->count; i++)
		given[i] = give_to_original(files, &files->at[i]);
	for (uint32_t i = 0; i < files->count; i++) {
		if (given[i])
			file_clear(&files->at[i]);
		else
			files->at[kept++] = files->at[i];
	}
	files->count = kept;
	free(given);
}

struct web_files *web_files_load(const char *directory, struct failure *failure)
{
	struct web_files *files = must(calloc(1, sizeof *files));
	files->references = 1;
	if (!add_directory(files, directory, "", 0, failure)) {
		web_files_drop(files);
		return NULL;
	}
	if (files->count)
		qsort(files->at, files->count, sizeof *files->at, file_compare);
	join_packed(files);
	if (!find(files, "/index.html")) {
		snprintf(failure->message, sizeof failure->message,
			 "%.300s holds no index.html, so it is not the browser client", directory);
		web_files_drop(files);
		return NULL;
	}
	return files;
}

struct web_files *web_files_hold(struct web_files *files)
{
	files->references++;
	return files;
}

void web_files_drop(struct web_files *files)
{
	if (!files || --files->references)
		return;
	for (uint32_t i = 0; i < files->count; i++)
		file_clear(&files->at[i]);
	free(files->at);
	free(files);
}

const struct web_file *web_files_find(const struct web_files *files, const char *path)
{
	return find(files, path);
}

/* Runs a fuzz target without libFuzzer: over the files of its corpus, then over so many inputs made
 * from them with a fixed seed. The same inputs every time, with any compiler. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define FILES_MAX 1024u
#define BYTES_MAX 8192u

struct input {
	size_t size;
	uint8_t bytes[BYTES_MAX];
};

static struct input *corpus[FILES_MAX];
static uint32_t corpus_count;

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t chance(void)
{
	static uint64_t state = 20260101;
	uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static size_t below(size_t end)
{
	return end ? (size_t)(chance() % end) : 0;
}

/* ---- the corpus ---- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_input(const char *folder, const char *name)
{
	char path[1024];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	struct input *input = calloc(1, sizeof *input);
	if (!file || !input) {
		perror(path);
		exit(1);
	}
	input->size = fread(input->bytes, 1, BYTES_MAX, file);
	fclose(file);
	corpus[corpus_count++] = input;
}

/* In the order of their names, so that a run is the same on every machine. */
static void read_corpus(const char *folder)
{
	char *names[FILES_MAX];
	uint32_t count = 0;
	DIR *open = opendir(folder);
	if (!open) {
		perror(folder);
		exit(1);
	}
	for (struct dirent *entry; (entry = readdir(open)) && count < FILES_MAX;)
		if (entry->d_name[0] != '.')
			names[count++] = strdup(entry->d_name);
	closedir(open);
	qsort(names, count, sizeof *names, compare_names);
	for (uint32_t i = 0; i < count; i++) {
		read_input(folder, names[i]);
		free(names[i]);
	}
}

/* ---- making inputs ---- */

static void cut(struct input *input, size_t at, size_t size)
{
	memmove(input->bytes + at, input->bytes + at + size, input->size - at - size);
	input->size -= size;
}

static void insert(struct input *input, size_t at, const uint8_t *from, size_t size)
{
	uint8_t copy[BYTES_MAX];
	if (size > BYTES_MAX - input->size)
		size = BYTES_MAX - input->size;
	memcpy(copy, from, size);
	memmove(input->bytes + at + size, input->bytes + at, input->size - at);
	memcpy(input->bytes + at, copy, size);
	input->size += size;
}

/* Heads of MessagePack, ends of ranges, and bytes that texts stumble over. */
static const uint8_t telling[] = {0x00, 0x01, 0x7f, 0x80, 0x90, 0x91, 0x95, 0x9f, 0xa0, 0xbf,
				  0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc6, 0xca, 0xcc, 0xcd, 0xce,
				  0xcf, 0xd3, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xe2, 0xed, 0xef,
				  0xf0, 0xf4, 0xff, '\n', '\r', '\t', ' ',  '-',  '#',  '/'};

static void change_once(struct input *input)
{
	size_t at = below(input->size), left = input->size - at;
	const struct input *other = corpus[below(corpus_count)];
	size_t from = below(other->size);
	switch (below(7)) {
	case 0:
		if (left > 0)
			input->bytes[at] ^= (uint8_t)(1 << below(8));
		break;
	case 1:
		if (left > 0)
			input->bytes[at] = telling[below(sizeof telling)];
		break;
	case 2:
		if (left > 0)
			input->bytes[at] = (uint8_t)chance();
		break;
	case 3:
		insert(input, at, &telling[below(sizeof telling)], 1);
		break;
	case 4:
		cut(input, at, below(left < 16 ? left + 1 : 16));
		break;
	case 5:
		insert(input, at, other->bytes + from, below(other->size - from + 1));
		break;
	default:
		input->size = at; /* cut short */
	}
}

static const struct input *running;

/* A broken promise, or what a sanitizer found: says on which input. */
static void say_input(int signal_number)
{
	(void)signal_number;
	fputs("the input was ", stderr);
	for (size_t i = 0; running && i < running->size; i++)
		fprintf(stderr, "%02x", running->bytes[i]);
	fputs("\n", stderr);
}

static void run(const struct input *input)
{
	running = input;
	/* An own block of just this size: the sanitizers see a read behind it. */
	uint8_t *exact = malloc(input->size + !input->size);
	if (!exact)
		abort();
	memcpy(exact, input->bytes, input->size);
	LLVMFuzzerTestOneInput(exact, input->size);
	free(exact);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: %s CORPUS COUNT\n", argv[0]);
		return 2;
	}
	signal(SIGABRT, say_input);
	read_corpus(argv[1]);
	if (corpus_count == 0) {
		fprintf(stderr, "%s: no inputs\n", argv[1]);
		return 1;
	}
	for (uint32_t i = 0; i < corpus_count; i++)
		run(corpus[i]);
	unsigned long count = strtoul(argv[2], NULL, 10);
	for (unsigned long i = 0; i < count; i++) {
		struct input input = *corpus[below(corpus_count)];
		for (size_t changes = 1 + below(6); changes > 0; changes--)
			change_once(&input);
		run(&input);
	}
	printf("%u files, %lu inputs made from them\n", corpus_count, count);
	for (uint32_t i = 0; i < corpus_count; i++)
		free(corpus[i]);
	return 0;
}

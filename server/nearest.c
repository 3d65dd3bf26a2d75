/* Damerau's distance: letters changed, added, left out or swapped with their neighbour. */
#include "server/nearest.h"

#include <string.h>

#define LENGTH_MAX 40

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t distance(const char *a, const char *b)
{
	size_t a_size = strlen(a), b_size = strlen(b);
	if (a_size > LENGTH_MAX || b_size > LENGTH_MAX)
		return LENGTH_MAX;
	size_t table[LENGTH_MAX + 1][LENGTH_MAX + 1];
	for (size_t i = 0; i <= a_size; i++)
		table[i][0] = i;
	for (size_t j = 0; j <= b_size; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= a_size; i++) {
		for (size_t j = 1; j <= b_size; j++) {
			size_t changed = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			size_t moved = smaller(table[i - 1][j], table[i][j - 1]) + 1;
			table[i][j] = smaller(changed, moved);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				table[i][j] = smaller(table[i][j], table[i - 2][j - 2] + 1);
		}
	}
	return table[a_size][b_size];
}

const char *nearest_name(const char *typed, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	/* A third of the letters wrong is still a slip, more is another word. */
	size_t least = strlen(typed) / 3 + 2;
	for (size_t i = 0; i < count; i++) {
		size_t away = distance(typed, names[i]);
		if (away < least) {
			least = away;
			nearest = names[i];
		}
	}
	return nearest;
}

/* A directory for one test. */
#ifndef BOGEN_TESTS_CONTRACT_TEMPORARY_H
#define BOGEN_TESTS_CONTRACT_TEMPORARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char *temporary_make(void);             /* returns owned: the path of a new directory */
void temporary_remove(char *directory); /* with the files in it; takes */

/* DIRECTORY/NAME in storage that the fourth call after uses again. */
const char *temporary_path(const char *directory, const char *name);

bool temporary_exists(const char *directory, const char *name);
/* Returns owned bytes, or NULL if there is no such file. */
uint8_t *temporary_read(const char *path, size_t *size);
void temporary_write(const char *path, const void *at, size_t size);
void temporary_copy(const char *from, const char *to);

#endif

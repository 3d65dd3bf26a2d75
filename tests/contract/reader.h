/* Another process that holds a state of the database, as a backup does. */
#ifndef BOGEN_TESTS_CONTRACT_READER_H
#define BOGEN_TESTS_CONTRACT_READER_H

#include <sys/types.h>

struct reader {
	pid_t process;
	int leave; /* a pipe's end: the process goes when it is closed */
};

/* Returns once the state is held. */
struct reader reader_start(const char *directory);
void reader_end(const struct reader *reader);

#endif

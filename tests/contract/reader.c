/* Another process that holds a state of the database, as a backup does. */
#include "tests/contract/reader.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

static void hold(const char *directory, int ready, int leave)
{
	char byte = 0;
	sqlite3 *db;
	bool ok =
		sqlite3_open_v2(temporary_path(directory, "bogen.db"), &db, SQLITE_OPEN_READONLY,
				NULL) == SQLITE_OK &&
		sqlite3_exec(db, "BEGIN; SELECT count(*) FROM row", NULL, NULL, NULL) == SQLITE_OK;

	if (!ok || write(ready, &byte, 1) != 1)
		_exit(1);
	_exit(read(leave, &byte, 1) != 0); /* nothing comes: the other end is closed */
}

struct reader reader_start(const char *directory)
{
	int ready[2], leave[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(leave), 0);
	struct reader reader = {fork(), leave[1]};
	if (reader.process == 0) {
		close(leave[1]);
		hold(directory, ready[1], leave[0]);
	}
	close(ready[1]);
	close(leave[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return reader;
}

void reader_end(const struct reader *reader)
{
	int status;

	close(reader->leave);
	assert_int_equal(waitpid(reader->process, &status, 0), reader->process);
	assert_int_equal(status, 0);
}

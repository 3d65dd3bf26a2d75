#include "client-cli/paper_receipts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/check_number.h"
#include "client-cli/cli.h"
#include "client-cli/spreadsheet.h"

#define HEADING SPREADSHEET_BOM "slip;check\r\n"

bool receipts_open(struct receipts *receipts, const char *path)
{
	size_t size = 0, heading = strlen(HEADING);
	*receipts = (struct receipts){.path = path};
	char *at = cli_read_file(path, &size);
	if (!at && errno != ENOENT)
		return false;
	bool good = size == 0 || (size >= heading && memcmp(at, HEADING, heading) == 0);
	/* A last line that was not written whole would run into the next. */
	bool cut = size > 0 && good && at[size - 1] != '\n';
	free(at);
	if (!good) {
		errno = EBADMSG;
		return false;
	}
	int to = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	receipts->to = to >= 0 ? fdopen(to, "ab") : NULL;
	if (!receipts->to)
		return false;
	fputs(size == 0 ? HEADING : cut ? "\r\n" : "", receipts->to);
	return fflush(receipts->to) == 0;
}

void receipts_add(struct receipts *receipts, uint32_t slip, const uint8_t check[CHECK_BYTES])
{
	char text[CHECK_TEXT_BYTES];
	check_number_write(check, text);
	fprintf(receipts->to, "%u;%s\r\n", slip, text);
	receipts->dirty = true;
}

bool receipts_flush(struct receipts *receipts)
{
	if (!receipts->to || !receipts->dirty)
		return true;
	receipts->dirty = false;
	return !ferror(receipts->to) && fflush(receipts->to) == 0 &&
	       fdatasync(fileno(receipts->to)) == 0;
}

bool receipts_close(struct receipts *receipts)
{
	if (!receipts->to)
		return true;
	bool written = receipts_flush(receipts);
	written = fclose(receipts->to) == 0 && written;
	receipts->to = NULL;
	return written;
}

/* Any bytes as a message: read whole or refused, never beyond their end; what was read is written
 * and read again to the same bytes. */
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"
#include "protocol/codec.h"

static bool same_bytes(const struct buffer *a, const struct buffer *b)
{
	return a->size == b->size && (a->size == 0 || memcmp(a->at, b->at, a->size) == 0);
}

/* A row is kept as it came; decoded and written by us it reads the same. */
static void check_row(const struct row_view *view)
{
	struct buffer once = {0}, twice = {0};
	union any_row row, again;
	struct row_view written;
	fuzz_promise(view->fields.at + view->fields.size <= view->whole.at + view->whole.size,
		     "a row's fields lie within the row");
	if (codec_row_fields(view->whole.at, view->whole.size, view->kind, &row)) {
		codec_write_row(&once, view->kind, view->revision, &row);
		fuzz_promise(codec_row_fields(once.at, once.size, view->kind, &again),
			     "a row that we wrote can be read");
		codec_write_row(&twice, view->kind, view->revision, &again);
	} else {
		codec_write_removed(&once, view->kind, view->revision, view->key);
		codec_write_removed(&twice, view->kind, view->revision, view->key);
	}
	fuzz_promise(same_bytes(&once, &twice), "a row is written twice to the same bytes");
	fuzz_promise(!codec_scan(once.at, once.size), "a row that we wrote is well-formed");
	fuzz_promise(codec_row_view(once.at, once.size, &written) && written.kind == view->kind &&
			     written.revision == view->revision &&
			     memcmp(written.key, view->key, sizeof written.key) == 0,
		     "kind, revision and key survive");
	buffer_free(&once);
	buffer_free(&twice);
}

/* Reads the one frame in `from` anew and writes it, if it is good. */
static bool write_again(const struct buffer *from, struct buffer *out)
{
	struct codec_reader *reader = codec_reader_new();
	struct frame frame;
	union any_command command;
	const char *field;
	bool good = !codec_reader_start(reader, from->at, from->size) &&
		    codec_reader_next(reader, &frame) == codec_next_frame;
	if (good && frame.kind == frame_kind_command) {
		good = !codec_reader_command(reader, &command, &field);
		if (good)
			codec_write_command(out, frame.command.number,
					    (enum command_kind)frame.command.kind, &command);
	} else if (good) {
		codec_write_frame(out, frame.kind, &frame.hello);
	}
	codec_reader_free(reader);
	return good;
}

static void check_written(const struct buffer *once)
{
	struct buffer twice = {0};
	fuzz_promise(write_again(once, &twice), "a frame that we wrote can be read");
	fuzz_promise(same_bytes(once, &twice), "a frame is written twice to the same bytes");
	buffer_free(&twice);
}

static void check_frame(struct codec_reader *reader, const struct frame *frame)
{
	struct buffer once = {0};
	union any_command command;
	const char *field;
	struct row_view row;
	if (frame->kind == frame_kind_row) {
		if (codec_reader_row(reader, &row))
			check_row(&row);
		return;
	}
	if (frame->kind == frame_kind_command) {
		enum err err = codec_reader_command(reader, &command, &field);
		fuzz_promise(!err || err_name(err), "a refusal has a name");
		fuzz_promise(field != NULL, "a refusal names its field, or none");
		if (err)
			return;
		codec_write_command(&once, frame->command.number,
				    (enum command_kind)frame->command.kind, &command);
	} else {
		codec_write_frame(&once, frame->kind, &frame->hello);
	}
	check_written(&once);
	buffer_free(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size)
{
	struct codec_reader *reader = codec_reader_new();
	struct frame frame;
	enum codec_next next;
	size_t seen = 0;
	bool well_formed = !codec_scan(at, size);
	bool started = !codec_reader_start(reader, at, size);
	fuzz_promise(started == (well_formed && size <= MESSAGE_BYTES_MAX),
		     "a reader starts with what the scan lets through");
	while ((next = codec_reader_next(reader, &frame)) != codec_next_end) {
		fuzz_promise(started, "nothing is read of a message that was refused");
		if (next == codec_next_malformed) {
			fuzz_promise(codec_reader_reason(reader)[0] != '\0',
				     "a malformed frame has its reason");
			break;
		}
		fuzz_promise(frame.whole.at == at + seen, "frames stand back to back");
		seen += frame.whole.size;
		if (next == codec_next_frame)
			check_frame(reader, &frame);
	}
	fuzz_promise(!started || next == codec_next_malformed || seen == size,
		     "a message is read to its end");
	/* What a database hands back is not scanned before. */
	struct row_view view;
	size_t first = codec_frame_size(at, size);
	fuzz_promise(first <= size, "a frame is no longer than its bytes");
	if (first > 0 && codec_row_view(at, first, &view))
		check_row(&view);
	codec_reader_free(reader);
	return 0;
}

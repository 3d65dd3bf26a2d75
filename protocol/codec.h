/* MessagePack to records and back. msgpack-c is known here only.
 *
 * A message is one or more frames, each a MessagePack array that begins with the frame's number.
 * Reading starts with a bounded scan of the whole message; only what passed it is unpacked.
 * Decoded texts and bytes are borrowed from the message. */
#ifndef BOGEN_PROTOCOL_CODEC_H
#define BOGEN_PROTOCOL_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "errors.h"
#include "records.h"

/* ---- a buffer to write into ---- */

/* Bytes that grow; zeroed is empty. Memory that cannot be had ends the process. */
struct buffer {
	uint8_t *at;
	size_t size, room;
};

void buffer_append(struct buffer *buffer, const void *from, size_t size);
/* Empties, keeps the memory. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

/* ---- reading ---- */

/* Checks that `at` holds complete MessagePack arrays only, at most MESSAGE_DEPTH_MAX deep, with
 * counts that the bytes left can hold, shortest lengths and integers, valid UTF-8, and nothing but
 * nil, booleans, unsigned integers, strings, binaries and arrays. NULL if all is well, else the
 * reason in a few English words (static). */
const char *codec_scan(const uint8_t *at, size_t size);

/* Reads the frames of one scanned message one after the other. */
struct codec_reader;
struct codec_reader *
codec_reader_new(void); /* returns owned; reusable for any number of messages */
void codec_reader_free(struct codec_reader *reader);

/* Scans a message and starts reading it; borrows `at` until the next start. NULL or the reason. */
const char *codec_reader_start(struct codec_reader *reader, const uint8_t *at, size_t size);

struct frame {
	enum frame_kind kind;
	union {
		struct frame_hello hello;
		struct frame_command command;
		struct frame_ping ping;
		struct frame_read read;
		struct frame_welcome welcome;
		struct frame_done done;
		struct frame_refused refused;
		struct frame_row row;
		struct frame_update update;
		struct frame_pong pong;
		struct frame_page page;
		struct frame_closing closing;
	};
	struct bytes whole; /* the frame as it stands in the message */
};

enum codec_next {
	codec_next_frame,    /* `frame` is filled */
	codec_next_end,      /* no more frames */
	codec_next_unknown,  /* a well-formed frame of an unknown kind, in `whole`; skip it */
	codec_next_malformed /* see codec_reader_reason */
};

/* Fills `frame`. Texts of frames are checked by the text rules. For command and row frames
 * follow with codec_reader_command or codec_reader_row. */
enum codec_next codec_reader_next(struct codec_reader *reader, struct frame *frame);
const char *codec_reader_reason(const struct codec_reader *reader);

/* The arguments of the command frame just read, by `command_shape(kind)`. Missing trailing
 * arguments are 0 or empty, surplus ones are ignored. Returns err_none or the refusal
 * (command_unknown, argument_wrong, text_…); `*field` then names the argument (static), or is
 * "". Arguments of the wrong type are argument_wrong too. */
enum err codec_reader_command(struct codec_reader *reader, union any_command *command,
			      const char **field);

/* A row as it stands in a message, a database or memory: kind, revision and key are taken out,
 * the fields stay encoded in `whole`. */
struct row_view {
	enum row_kind kind;
	uint64_t revision;           /* 0: passing */
	uint32_t key[ROW_KEY_PARTS]; /* unused parts are 0 */
	bool removed;                /* has no fields */
	struct bytes whole;          /* the encoded row frame, borrowed */
	struct bytes fields;         /* the part of it behind the key: array of fields, or nil */
};

/* The row frame just read. False if its kind is unknown to this build or its key does not fit the
 * kind: the row is to be skipped. */
bool codec_reader_row(struct codec_reader *reader, struct row_view *row);

/* Takes kind, revision and key from one encoded row frame that this program wrote or scanned
 * before. False if it is no such frame. */
bool codec_row_view(const uint8_t *at, size_t size, struct row_view *row);

/* The size of the frame that `at` begins with; 0 if it is damaged or cut short. */
size_t codec_frame_size(const uint8_t *at, size_t size);

/* Decodes key and fields of a row frame into the struct of its kind. Missing trailing fields are 0
 * or empty. False if removed, damaged or of another kind. Texts are not checked again. */
bool codec_row_fields(const uint8_t *at, size_t size, enum row_kind kind, void *row);

/* ---- writing ---- */

/* Appends a frame without anything behind its fields (all but command and row). */
void codec_write_frame(struct buffer *out, enum frame_kind kind, const void *frame);
void codec_write_command(struct buffer *out, uint64_t number, enum command_kind kind,
			 const void *command);
/* Appends the row frame of a struct, or of a removed row. */
void codec_write_row(struct buffer *out, enum row_kind kind, uint64_t revision, const void *row);
void codec_write_removed(struct buffer *out, enum row_kind kind, uint64_t revision,
			 const uint32_t key[ROW_KEY_PARTS]);

/* ---- cursors: opaque to clients, made and read by the server ---- */

struct cursor {
	uint64_t epoch, seq;
	uint32_t derivations;
};

void codec_cursor_write(const struct cursor *cursor, uint8_t out[CURSOR_BYTES]);
bool codec_cursor_read(struct bytes from, struct cursor *cursor);

#endif

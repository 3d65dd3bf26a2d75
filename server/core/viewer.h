/* Connections that have said hello: who they are and what they see. */
#ifndef BOGEN_SERVER_CORE_VIEWER_H
#define BOGEN_SERVER_CORE_VIEWER_H

#include "server/core/session.h"
#include "server/decide/audience.h"

/* A connection that has said hello. */
struct viewer {
	struct conn_id conn;
	struct session *session;
	struct viewer *next, **link;               /* of all the session's */
	struct viewer *person_next, **person_link; /* of all the person's; link NULL: of nobody */
	struct actor actor;
	uint32_t device;
	uint64_t number_done; /* the highest number that the device has had done, if known */
	bool number_known;
	enum language language;
	bool attached; /* welcomed */
	bool watch;
	bool go_on;   /* the next want means our own notes: `positions` */
	bool halfway; /* has been sent pieces of an update that is not closed yet */
	struct audience_lists lists;
	uint64_t positions[AUDIENCE_LISTS_MAX]; /* how far each list has been sent, if not live */
	uint64_t noted;        /* 1 + the round in which it was noted in its edge's `only` */
	uint64_t own_sent;     /* the state's position when own rows were last sent */
	struct buffer answers; /* frames of the batch that has just come back */
	uint32_t answered;     /* commands that they answer */
};

struct viewer *viewer_find(const struct core *core, struct conn_id conn);
void viewer_hello(struct core *core, struct core_message *message); /* takes */
/* A session has been loaded, or could not be: welcomes those who wait for it, or closes them. */
void viewer_arrive(struct session *session, bool loaded);
void viewer_free_all(struct core *core);
void viewer_closed(struct core *core, struct conn_id conn);
/* The viewer has joined as a person, with this token: it is welcomed again if that changes what it
 * sees or may do. */
void viewer_joined(struct viewer *viewer, struct person_id person, const uint8_t token_hash[32]);
/* A person's row or seat has changed: so may what their connections see, or whether they stay. */
void viewer_refresh_person(struct session *session, struct person_id person);
/* An invitation has changed: visitors who hold it go if it no longer holds. */
void viewer_refresh_invited(struct session *session, struct invitation_id invitation);
/* Somebody's token may have become void: who had left and looks on as a visitor goes too. */
void viewer_refresh_visitors(struct session *session);
/* A board has come that some group reads, or one has gone. */
void viewer_refresh_all(struct session *session);
void viewer_close(struct core *core, struct conn_id conn, enum language language, enum err err,
		  const char *detail, uint64_t retry_ms);
void viewer_send(struct viewer *viewer, enum edge_message_kind kind, const struct buffer *frames);

/* Refuses without asking anybody: a command, or with `commands` 0 a read. */
void viewer_refuse(struct viewer *viewer, uint32_t commands, uint64_t number, enum err err,
		   uint64_t retry_ms);

/* Appends the frame of a refusal in the viewer's language. */
void viewer_append_refusal(const struct viewer *viewer, uint64_t number, enum err err,
			   const char *detail, uint64_t retry_ms, struct buffer *out);

#endif

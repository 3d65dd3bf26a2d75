#include "core_hall.h"

#include <string.h>

#include "server/decide/view.h" /* ROW_KEY */

struct hall hall_open(void)
{
	struct hall hall = {.desk = desk_open(), .number = 100};
	hall.session = desk_make_session_by(hall.desk, TEXT_OF("steered"), hall.code);
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	hall.kai = guest_join(hall.desk, hall.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	hall.zoe = guest_join(hall.desk, hall.code, TOKEN_OF("z"), TEXT_OF("Zoe"), 2);
	return hall;
}

const struct answer *hall_do(struct hall *hall, struct guest *guest, enum command_kind kind,
			     const void *command)
{
	guest_command(guest, ++hall->number, kind, command);
	desk_run(hall->desk);
	const struct answer *answer = guest_answer(guest, hall->number);
	if (!answer)
		fail_msg("%s was not answered", command_shape(kind)->name);
	return answer;
}

uint32_t hall_done(struct hall *hall, struct guest *guest, enum command_kind kind,
		   const void *command)
{
	const struct answer *answer = hall_do(hall, guest, kind, command);
	if (!answer->done)
		fail_msg("%s was refused: %s", command_shape(kind)->name, answer->message);
	return (uint32_t)answer->result;
}

void hall_refused(struct hall *hall, struct guest *guest, enum err err, enum command_kind kind,
		  const void *command)
{
	const struct answer *answer = hall_do(hall, guest, kind, command);
	if (answer->done)
		fail_msg("%s was done", command_shape(kind)->name);
	assert_string_equal(err_name(answer->err), err_name(err));
}

enum command_kind hall_undo(struct hall *hall, struct guest *guest)
{
	static const union any_command nothing;
	return (enum command_kind)hall_done(hall, guest, command_kind_undo, &nothing);
}

uint32_t hall_idea(struct hall *hall, struct guest *guest, uint32_t board, const char *text)
{
	return HALL_DO(hall, guest, idea_add, {board}, {0}, TEXT_OF(""),
		       {text, (uint32_t)strlen(text)}, {0});
}

uint32_t hall_team(struct hall *hall, const char *title, enum audience audience, uint32_t places)
{
	return HALL_DO(hall, hall->mia, board_add, {title, (uint32_t)strlen(title)},
		       board_sort_team, audience, {0}, places);
}

void hall_go(struct hall *hall, uint32_t board, uint32_t phase, bool timed)
{
	struct row_board row;
	guest_get(hall->mia, row_kind_board, board, 0, 0, &row);
	HALL_DO(hall, hall->mia, phase_go, {board}, row.phase, {phase}, false, timed);
}

void hall_as_if_new(const struct hall *hall, const struct guest *guest, struct bytes token)
{
	struct guest *fresh = token.size > 0 ? guest_return(hall->desk, hall->session, token)
					     : guest_visit(hall->desk, hall->code);
	assert_int_equal(fresh->closed_with, err_none);
	assert_int_equal(fresh->welcome.role, guest->welcome.role);
	assert_int_equal(fresh->welcome.scope, guest->welcome.scope);
	assert_true(replica_digest(fresh->replica, false) == replica_digest(guest->replica, false));
	guest_send_off(fresh);
}

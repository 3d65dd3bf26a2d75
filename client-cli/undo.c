/* undo: takes one's last action back. */
#include <stdio.h>

#include "client-cli/client.h"

/* What each action was, in words; a kind that is not here is told by its purpose. */
static const struct {
	enum command_kind kind;
	const char *words;
} actions[] = {
	{command_kind_session_edit, "the session's new title"},
	{command_kind_town_add, "the town added"},
	{command_kind_town_edit, "the town's new name"},
	{command_kind_board_add, "the board added"},
	{command_kind_board_edit, "the board's new title"},
	{command_kind_board_remove, "removing a board"},
	{command_kind_board_lead, "the board's new leader"},
	{command_kind_board_rules, "the board's new rules"},
	{command_kind_board_lock, "locking a board, or opening it again"},
	{command_kind_session_lock, "locking all boards, or opening them again"},
	{command_kind_topic_add, "the topic added"},
	{command_kind_topic_edit, "the topic's new title"},
	{command_kind_topic_remove, "removing a topic"},
	{command_kind_phase_go, "the change of phase"},
	{command_kind_phase_edit, "the phase's new question"},
	{command_kind_timer_start, "starting a timer"},
	{command_kind_timer_stop, "stopping a timer"},
	{command_kind_idea_add, "the idea added"},
	{command_kind_idea_edit, "the change of an idea"},
	{command_kind_idea_remove, "taking an idea back"},
	{command_kind_idea_hide, "hiding an idea"},
	{command_kind_idea_show, "showing an idea"},
	{command_kind_idea_lock, "locking an idea, or opening it again"},
	{command_kind_idea_move, "moving an idea"},
	{command_kind_idea_merge, "merging an idea"},
	{command_kind_idea_unmerge, "unmerging an idea"},
	{command_kind_idea_send_up, "sending an idea up"},
	{command_kind_idea_stage, "an idea's new stage"},
	{command_kind_idea_link, "linking two ideas"},
	{command_kind_idea_unlink, "unlinking two ideas"},
	{command_kind_comment_add, "the comment added"},
	{command_kind_comment_remove, "taking a comment back"},
	{command_kind_comment_hide, "hiding a comment"},
	{command_kind_comment_show, "showing a comment"},
	{command_kind_ballot_open, "opening a ballot"},
	{command_kind_ballot_close, "closing a ballot"},
	{command_kind_seat_take, "taking a place"},
	{command_kind_seat_leave, "leaving a place"},
	{command_kind_tables_set, "putting people at tables"},
	{command_kind_hand_call, "calling somebody to speak"},
	{command_kind_focus_set, "what everybody was asked to look at"},
};

static const char *in_words(uint32_t kind)
{
	const struct shape *shape = command_shape(kind);
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (actions[i].kind == (enum command_kind)kind)
			return actions[i].words;
	return shape ? shape->purpose : "your last action";
}

static int undo(struct cli *cli)
{
	struct client client;
	uint32_t undone = 0;
	struct command_undo args;
	int status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_command(&client, command_kind_undo, &args, &undone);
	client_end(&client);
	if (status)
		return status;
	const struct shape *shape = command_shape(undone);
	if (cli->json)
		return cli_print_json(json_pack("{s:s,s:s}", "undone", shape ? shape->name : "",
						"words", in_words(undone)));
	cli_say(cli, "Undone: %s.", in_words(undone));
	return exit_done;
}

const struct subcommand subcommand_undo = {
	.name = "undo",
	.arguments = "",
	.purpose = "Undo your last action, if nothing has been built on it",
	.examples = {"bogen undo", "bogen undo --json"},
	.notes = "Only the last one can be undone; what was done to several ideas at once was done "
		 "one by "
		 "one.\nWhat others have built on stays (exit code 6).",
	.run = undo,
};

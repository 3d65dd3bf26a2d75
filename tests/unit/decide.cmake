# Tests of decisions: each family of claims is a file, decide_all.c runs them all.
unit_test(decide_all decide method)
target_sources(test-decide-all PRIVATE decide_ballots.c decide_boards.c decide_built_on.c
	decide_casting.c decide_closed.c
	decide_floor.c decide_frame.c decide_gates.c decide_gather.c decide_good.c decide_hall.c
	decide_ideas.c decide_invitations.c decide_names.c decide_order.c decide_people.c decide_phases.c
	decide_poll.c decide_rounds.c
	decide_seats.c decide_secrecy.c decide_standing.c decide_undo.c
	decide_undo_cost.c decide_urn.c decide_votes.c
	../support/choices.c)
target_compile_definitions(test-decide-all PRIVATE METHODS_FOLDER="${PROJECT_SOURCE_DIR}/methods")

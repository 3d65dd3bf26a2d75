# Tests of counting votes; voting_budget*.c have their own lines.
add_library(testing-voting STATIC voting_desk.c)
target_link_libraries(testing-voting PUBLIC voting PkgConfig::CMOCKA)

unit_test(voting_methods testing-voting)
unit_test(voting_papers testing-voting)
unit_test(voting_random testing-voting m)
target_sources(test-voting-random PRIVATE voting_slow.c)
unit_test(voting_ranking testing-voting)
unit_test(voting_recount testing-voting)
unit_test(voting_resistance testing-voting)
unit_test(voting_towns testing-voting m)

unit_test(voting_budget_ballot testing-voting)
unit_test(voting_budget testing-voting PkgConfig::GMP)
target_sources(test-voting-budget PRIVATE voting_budget_slow.c)
unit_test(voting_budget_between testing-voting PkgConfig::GMP)

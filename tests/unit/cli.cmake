# The command-line client's parts that need no server.
unit_test(cli_options cli)
unit_test(cli_profile cli)
unit_test(cli_render cli)
unit_test(cli_paper cli)
unit_test(cli_rule cli)
unit_test(cli_spreadsheet cli)
unit_test(cli_import cli)
unit_test(cli_order cli)

/* Included at the end of rows.def, commands.def and frames.def, so that whoever includes one of
 * them defines only the macros it needs and leaves none behind. No include guard on purpose. */
#undef ROW
#undef END_ROW
#undef COMMAND
#undef END_COMMAND
#undef FRAME
#undef END_FRAME
#undef KEY
#undef KEY_WORD
#undef ID
#undef ID_OR_NONE
#undef NUMBER
#undef WORD
#undef SET
#undef FLAG
#undef LINE
#undef LINES
#undef TEXT
#undef BYTES
#undef WORD_OR_NONE
#undef IDS
#undef PAIRS

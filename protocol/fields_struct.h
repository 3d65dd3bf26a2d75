/* Field macros that declare struct members. No include guard on purpose: see fields_undef.h. */
#define KEY(kind, part, of)                                        struct of##_id part;
#define KEY_WORD(kind, part, words)                                uint32_t part; /* enum words */
#define ID(kind, field, of)                                        struct of##_id field;
#define ID_OR_NONE(kind, field, of)                                struct of##_id field;
#define NUMBER(kind, field, max)                                   uint64_t field;
#define WORD(kind, field, words)                                   enum words field;
#define SET(kind, field, words)                                    uint64_t field; /* bits 1 << enum words */
#define FLAG(kind, field)                                          bool field;
#define LINE(kind, field, graphemes_min, graphemes_max, bytes_max) struct text field;
#define LINES(kind, field, count_max, graphemes_max, bytes_max)    struct lines field;
#define TEXT(kind, field, graphemes_min, graphemes_max, bytes_max) struct text field;
#define BYTES(kind, field, size_max)                               struct bytes field;
#define WORD_OR_NONE(kind, field, words)                           enum words field;
#define IDS(kind, field, of, count_max)                            struct ids field;
#define PAIRS(kind, field, of, count_max, max)                     struct pairs field;

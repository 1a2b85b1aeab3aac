#ifndef WEIR_DERIVE_TABLES_H
#define WEIR_DERIVE_TABLES_H
/*
 * tables — the data files that weir carries, line by line: table_glossary.c and table_common.c are made from
 * data/ by tests/lint/check_tables.py. Both end in NULL.
 */

/* data/glossary.tsv: see glossary.h. */
extern const char *const table_glossary[];

/* data/common.tsv: a phrase, and of a thousand research items how many have it in the title, and in the text.
 */
extern const char *const table_common[];

#endif

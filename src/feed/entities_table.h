#ifndef WEIR_FEED_ENTITIES_TABLE_H
#define WEIR_FEED_ENTITIES_TABLE_H
/* The HTML standard's named character references by first letter; tests/lint/check_entities.py says how a
 * record is written, and makes the table. */
#include <stdint.h>

struct entity_letter {
    const char *records; /* NULL when no name begins so */
    uint16_t n;
};

extern const struct entity_letter entity_letters[128];

#endif

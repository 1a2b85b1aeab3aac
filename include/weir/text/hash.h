#ifndef WEIR_TEXT_HASH_H
#define WEIR_TEXT_HASH_H
/*
 * hash — a 64-bit fingerprint (FNV-1a with a final mix) for "did these bytes change?" and for spreading.
 * Not for anything that an enemy must not be able to forge.
 */
#include <stddef.h>
#include <stdint.h>

/* The fingerprint of these bytes alone. */
uint64_t hash_bytes(const void *bytes, size_t n);

/* Continues a fingerprint; start from HASH_START. The mix makes every bit usable on its own. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_more(uint64_t hash, const void *bytes, size_t n);

#endif

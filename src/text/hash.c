#include "weir/text/hash.h"

#define FNV_PRIME UINT64_C(0x100000001b3)

/* MurmurHash3's finaliser: FNV alone leaves the last bytes' traces in the low bits. */
static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= UINT64_C(0xff51afd7ed558ccd);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xc4ceb9fe1a85ec53);
    return hash ^ hash >> 33;
}

uint64_t hash_more(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * FNV_PRIME;
    return mix(hash);
}

uint64_t hash_bytes(const void *bytes, size_t n)
{
    return hash_more(HASH_START, bytes, n);
}

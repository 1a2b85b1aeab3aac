#include "rate.h"

#include <netinet/in.h>
#include <string.h>

#include "weir/serve/serve.h"
#include "weir/text/hash.h"

/* The bytes of an address that its allowance goes by; 0 for one that needs none. */
static size_t key_of(const struct sockaddr *address, unsigned char key[8])
{
    if (address == NULL || (address->sa_family != AF_INET && address->sa_family != AF_INET6))
        return 0;
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
    const unsigned char *bytes = (const unsigned char *)&v4->sin_addr;
    bool is_mapped = address->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
    if (is_mapped)
        bytes = v6->sin6_addr.s6_addr + 12;
    else if (address->sa_family == AF_INET6) {
        memcpy(key, v6->sin6_addr.s6_addr, 8);
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) ? 0 : 8;
    }
    memcpy(key, bytes, 4);
    return bytes[0] == 127 ? 0 : 4;
}

bool rate_take(struct rate *rate, const struct sockaddr *address, double now_s)
{
    unsigned char key[8];
    size_t n = key_of(address, key);
    if (n == 0)
        return true;
    uint64_t hash = hash_more(hash_more(HASH_START, &rate->seed, sizeof rate->seed), key, n);
    struct rate_slot *slot = &rate->slots[hash % RATE_SLOTS];
    slot->spent -= (now_s - slot->at_s) * SERVE_LIMIT_RATE;
    if (slot->spent < 0)
        slot->spent = 0;
    slot->at_s = now_s;
    if (slot->spent + 1 > SERVE_LIMIT_BURST)
        return false;
    slot->spent++;
    return true;
}

#ifndef WEIR_STORY_IDENTITY_H
#define WEIR_STORY_IDENTITY_H
/*
 * identity — is this the same thing? The canonical key of a work, whatever address brought it.
 *
 * Precision before recall: two addresses get one key only when they name one thing. The rules are a table
 * (src/story/work.c), their cases data (tests/golden/identity.tsv).
 *
 *     https://arxiv.org/pdf/1911.03588v2.pdf            arxiv:1911.03588
 *     http://mp.weixin.qq.com/s?__biz=B&mid=1&idx=2&…   wechat:B/1/2
 *     https://Example.org:443/a?utm_source=x#top        https://example.org/a
 */
#include <stdbool.h>

#include "weir/feed/feed.h"
#include "weir/text/arena.h"

/* The key of an address: "arxiv:ID", "doi:…", "wechat:…" or the canonical URL. "" for what is no http address
 * and no identifier either ("oai:arXiv.org:…v1" and "doi:…" are identifiers), and for an address that soon
 * expires. */
char *identity_of_url(struct arena *arena, const char *url);

/* The address to show and to follow: tracking parameters removed, otherwise as given. */
char *identity_clean_url(struct arena *arena, const char *url);

/*
 * The story key of an item of `source`: its work id (arXiv, DOI, WeChat …), else its canonical URL, else its
 * guid within the source, else title and date within the source. Never "".
 */
char *identity_of_item(struct arena *arena, const char *source, const struct item *item);

/* Does the key name a work, whatever page shows it, and not just a page, a guid or a text? */
bool identity_is_work(const char *key);

/* Do these keys name two works for certain, because one work has one id there? Two pages may be one text; two
 * arXiv ids are two papers, two WeChat ids of one form two postings. */
bool identity_are_two(const char *a, const char *b);

/* Do these keys name postings of one WeChat account? */
bool identity_are_of_one_account(const char *a, const char *b);

/*
 * Further keys by which others may know the same work: the DOI of an arXiv paper, the page of an item whose
 * guid names the work, unless that names another work: a claim of one source joins no two. At most
 * IDENTITY_LIMIT_OTHERS; returns how many.
 */
#define IDENTITY_LIMIT_OTHERS 2
int identity_others_of_item(struct arena *arena, const struct item *item, const char *key,
                            const char *out[IDENTITY_LIMIT_OTHERS]);

/* The arXiv id (without version) in an address or identifier of any form, and the version if one is named
 * (else 0);
 * "" when it is none. */
char *identity_arxiv(struct arena *arena, const char *url, int *version);

/*
 * The entry id of the story with that key, in what weir publishes: a tag: URI (RFC 4151) that holds the key.
 * It depends on nothing else, so it outlives titles, mirrors, machines and versions of weir.
 *
 *     arxiv:1911.03588    tag:weir,2026:arxiv:1911.03588
 */
char *identity_uid(struct arena *arena, const char *key);

/* The keys of which an entry id of ours may have been made: as it stands (a key may be percent-encoded
 * itself), and decoded. How many: 0 for what is no id of ours. */
#define IDENTITY_LIMIT_KEYS_OF_UID 2
int identity_keys_of_uid(struct arena *arena, const char *uid, const char *out[IDENTITY_LIMIT_KEYS_OF_UID]);

/* The key of a paper as people write its name: "2611.04101v2", "arXiv:2611.04101", "math.GT/0309136",
 * "10.1000/182", "doi:10.1000/182". NULL for what is none. In the arena. */
const char *identity_of_paper_name(struct arena *arena, const char *name);

/* A key longer than this ends in the fingerprint of the whole. */
#define IDENTITY_LIMIT_KEY 1024

#endif

#ifndef WEIR_RENDER_PLACE_H
#define WEIR_RENDER_PLACE_H
/*
 * place — where things are published: the path of a file below the published folder, and the address of that
 * path. Names of topics may hold slashes, spaces and any script; two names never share a file.
 *
 *     place_topic(&arena, "模型压缩/quantisation", ".atom")        topics/模型压缩%2Fquantisation.atom
 *     place_address(&arena, "https://feeds.example.org/", path)
 * https://…/topics/%E6%A8%A1…%252Fquantisation.atom
 */
#include "weir/text/arena.h"

/* Bytes of a file's name without its extension; what is longer is cut and told apart by a fingerprint. */
#define PLACE_LIMIT_NAME 180

/* The path of a topic's file, `extension` with its dot. */
char *place_topic(struct arena *arena, const char *name, const char *extension);

/* `root` (an absolute address, "", or "../") with each segment of `path` percent-encoded behind it. */
char *place_address(struct arena *arena, const char *root, const char *path);

#endif

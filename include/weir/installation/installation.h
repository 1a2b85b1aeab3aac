#ifndef WEIR_INSTALLATION_INSTALLATION_H
#define WEIR_INSTALLATION_INSTALLATION_H
/*
 * installation — what a weir on a machine consists of: which configuration it reads, where its state lies
 * when the configuration does not say, the files below the state folder, and how its requests name it.
 *
 *     const char *file = installation_conf_file(given, arena, err);
 *     conf_read(file, &(struct conf_places){.state = installation_state_folder(file, arena), …}, …, &conf,
 * …); store_open(installation_database(&conf, arena), &store, err);
 *
 * Whoever writes to the database or the published folder holds installation_lock_file; reading needs no lock.
 * All results are in `arena`, or last as long as the process.
 */
#include "weir/conf/conf.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

/*
 * The configuration file to read: `given` (-c FILE) if not NULL, $WEIR_CONF, ./feeds.conf,
 * $XDG_CONFIG_HOME/weir/feeds.conf, /etc/weir/feeds.conf; the first that exists. NULL with STATUS_NO_INPUT
 * and all places named when there is none.
 */
const char *installation_conf_file(const char *given, struct arena *arena, struct error *err);

/*
 * Where the state of a configuration lies that does not say it by `state`: $STATE_DIRECTORY (the service
 * manager's); a folder "state" beside the file, where there is one; /var/lib/weir for /etc/weir/feeds.conf;
 * $XDG_STATE_HOME/weir. The same for the daemon and for a command in a shell. "" when none is known.
 */
const char *installation_state_folder(const char *conf_file, struct arena *arena);

/* Files and folders, made from conf->state and conf->publish. */
const char *installation_database(const struct conf *conf, struct arena *arena);
const char *installation_publish_folder(const struct conf *conf, struct arena *arena);
const char *installation_lock_file(const struct conf *conf, struct arena *arena);
const char *installation_control_socket(const struct conf *conf, struct arena *arena);

/* The text of a list, which is a file's, or fetched from an address; the last of it that could be read; and
 * the [topic …] sections that were derived from all lists. */
const char *installation_list(const struct conf *conf, const char *place, struct arena *arena);
const char *installation_list_copy(const struct conf *conf, const char *place, struct arena *arena);
const char *installation_topics(const struct conf *conf, struct arena *arena);

/* The User-Agent of requests: "weir/VERSION", and whom to ask. */
const char *installation_user_agent(const struct conf *conf, struct arena *arena);

#endif

#include "rank.h"

#include <stddef.h>

/* By column: title, author, body. */
static const double weights[] = {8, 4, 1};
#define N_COLUMNS (int)(sizeof weights / sizeof *weights)

/* So many occurrences count half of what endless ones would. */
#define HALF_COUNT 1.0

static void rank_of(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int n_values,
                    sqlite3_value **values)
{
    double rank = 0;
    (void)n_values, (void)values;
    for (int phrase = 0; phrase < api->xPhraseCount(fts); phrase++) {
        Fts5PhraseIter iter;
        int column, offset, counts[N_COLUMNS] = {0};
        if (api->xPhraseFirst(fts, phrase, &iter, &column, &offset) != SQLITE_OK)
            break;
        for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &offset))
            counts[column]++;
        for (int i = 0; i < N_COLUMNS; i++)
            rank += weights[i] * counts[i] / (counts[i] + HALF_COUNT);
    }
    sqlite3_result_double(context, rank);
}

int rank_register(fts5_api *api)
{
    return api->xCreateFunction(api, "rank_of", NULL, rank_of, NULL);
}

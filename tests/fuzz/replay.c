/* replay — a fuzz target's main where libFuzzer is not there: runs the target over every file of the folders
 * given, so that what a fuzzer once found stays an ordinary test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "weir/text/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILE_MAX_BYTES ((size_t)1 << 20)

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    uint8_t *data = malloc(FILE_MAX_BYTES);
    size_t size = data == NULL ? 0 : fread(data, 1, FILE_MAX_BYTES, file);
    fclose(file);
    uint8_t *exact = size == 0 ? NULL : realloc(data, size); /* so that a read past the end shows */
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(exact == NULL ? (const uint8_t *)"" : exact, size);
    free(size == 0 ? data : exact);
    return 0;
}

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct arena arena;
    int failed = 0;
    if (folder == NULL) {
        perror(path);
        return -1;
    }
    arena_init(&arena);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            failed |= replay_file(arena_printf(&arena, "%s/%s", path, entry->d_name));
    arena_release(&arena);
    closedir(folder);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    for (int i = 1; i < argc; i++)
        failed |= replay_folder(argv[i]);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

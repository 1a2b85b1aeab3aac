/* Long feeds are written a piece at a time: wherever it is cut, the document is the same. */
#include "samples.h"
#include "test.h"

#include "weir/render/atom.h"
#include "weir/render/jsonfeed.h"

static const struct {
    const char *name;
    void (*write)(const struct feed *feed, struct buf *out);
    void (*write_piece)(const struct feed *feed, size_t from, size_t to, struct buf *out);
} formats[] = {{"atom", atom_write, atom_write_piece}, {"json", jsonfeed_write, jsonfeed_write_piece}};

static void test_pieces_make_the_whole(void **state)
{
    (void)state;
    struct item items[] = {sample_item("tag:x,2026:1", "One", "https://example.org/1"),
                           sample_item("tag:x,2026:2", "Two", "https://example.org/2"),
                           sample_item("tag:x,2026:3", "Three", "https://example.org/3")};
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        for (size_t n = 1; n <= sizeof items / sizeof *items; n++) {
            struct feed feed = sample_feed(items, n);
            for (size_t cut = 1; cut <= n; cut++) {
                struct buf whole = BUF_INIT(1 << 20), pieces = BUF_INIT(1 << 20);
                formats[f].write(&feed, &whole);
                formats[f].write_piece(&feed, 0, cut, &pieces);
                for (size_t i = cut; i < n; i++)
                    formats[f].write_piece(&feed, i, i + 1, &pieces);
                check_string(formats[f].name, pieces.data, whole.data);
                buf_release(&whole);
                buf_release(&pieces);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pieces_make_the_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

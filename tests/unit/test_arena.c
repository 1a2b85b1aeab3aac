#include "test.h"

#include "weir/text/arena.h"

static void test_memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = arena_alloc(&arena, size);
        check_number("aligned", (uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            check_number("zero", bytes[i], 0);
        memset(bytes, 0xFF, size);
    }
    arena_release(&arena);
    check_number("released", arena.n_bytes, 0);
}

static void test_cleared_memory_serves_again(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_clear(&arena);
    for (int round = 0; round < 1000; round++) {
        for (int i = 0; i < 100; i++)
            memset(arena_alloc(&arena, 64), 0xFF, 64);
        check_number("zeroed again", *(unsigned char *)arena_alloc(&arena, 64), 0);
        arena_clear(&arena);
    }
    check_number("no more than one round needs", arena.n_bytes < 32 << 10, 1);
    arena_release(&arena);
}

static void test_large_objects_do_not_waste_the_block(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    arena_alloc(&arena, 16);
    size_t before = arena.n_bytes;
    char *large = arena_alloc(&arena, 1 << 20);
    large[(1 << 20) - 1] = 1;
    size_t with_large = arena.n_bytes;
    arena_alloc(&arena, 1000);
    check_number("the first block is still used", arena.n_bytes, with_large);
    check_number("no more than asked", with_large - before < (1 << 20) + 100, 1);
    arena_release(&arena);
}

static void test_arrays_grow(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    size_t *array = NULL, n = 0;
    while (n < 10000) {
        array = arena_grow(&arena, array, n, sizeof *array);
        check_number("new element", array[n], 0);
        array[n] = n * 3;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        check_number("kept", array[i], i * 3);
    check_number("a few times its size at most", arena.n_bytes < 4 * n * sizeof *array, 1);
    arena_release(&arena);
}

static void test_strings(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    check_string("copy", arena_copy(&arena, "知识蒸馏", 6), "知识");
    check_string("copy of nothing", arena_copy(&arena, NULL, 0), "");
    check_string("strdup", arena_strdup(&arena, "weir"), "weir");
    check_string("strdup of NULL", arena_strdup(&arena, NULL), "");
    check_string("printf", arena_printf(&arena, "%s-%d", "a", 7), "a-7");
    arena_release(&arena);
    check_string("usable again", arena_strdup(&arena, "again"), "again");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_cleared_memory_serves_again),
        cmocka_unit_test(test_large_objects_do_not_waste_the_block),
        cmocka_unit_test(test_arrays_grow),
        cmocka_unit_test(test_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

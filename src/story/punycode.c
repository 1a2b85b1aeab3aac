#include "punycode.h"

#include <stdbool.h>
#include <stdint.h>

#include "weir/text/utf8.h"

/* RFC 3492 §5 */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72, INITIAL_N = 128 };

#define LIMIT_CHARACTERS 63 /* of a label (RFC 1035 §2.3.4) */

/* RFC 3492 §6.1 */
static uint32_t adapt(uint32_t delta, uint32_t n_points, bool first)
{
    uint32_t k = 0;

    delta = first ? delta / DAMP : delta / 2;
    delta += delta / n_points;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
        delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_digit(struct buf *out, uint32_t digit)
{
    buf_addc(out, (char)(digit < 26 ? 'a' + digit : '0' + digit - 26));
}

static void add_delta(struct buf *out, uint32_t delta, uint32_t bias)
{
    uint32_t q = delta;

    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (q < t)
            break;
        add_digit(out, t + (q - t) % (BASE - t));
        q = (q - t) / (BASE - t);
    }
    add_digit(out, q);
}

/* RFC 3492 §6.3. Labels are short, so no delta can overflow. */
static void encode(const uint32_t *c, size_t n_c, struct buf *out)
{
    uint32_t n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, n_basic = 0, done;

    for (size_t i = 0; i < n_c; i++)
        if (c[i] < INITIAL_N) {
            buf_addc(out, (char)c[i]);
            n_basic++;
        }
    if (n_basic > 0)
        buf_addc(out, '-');
    for (done = n_basic; done < n_c; delta++, n++) {
        uint32_t next = UINT32_MAX;
        for (size_t i = 0; i < n_c; i++)
            if (c[i] >= n && c[i] < next)
                next = c[i];
        delta += (next - n) * (done + 1);
        n = next;
        for (size_t i = 0; i < n_c; i++) {
            if (c[i] < n)
                delta++;
            if (c[i] != n)
                continue;
            add_delta(out, delta, bias);
            bias = adapt(delta, done + 1, done == n_basic);
            delta = 0;
            done++;
        }
    }
}

void punycode_add_label(const char *label, size_t n, struct buf *out)
{
    struct buf folded = BUF_INIT(4 * LIMIT_CHARACTERS * 4);
    uint32_t points[LIMIT_CHARACTERS];
    size_t n_points = 0;
    bool ascii = true;

    utf8_fold(label, n, &folded);
    for (size_t at = 0; at < folded.n && n_points < LIMIT_CHARACTERS;) {
        size_t length = utf8_next(folded.data + at, folded.n - at, &points[n_points]);
        if (length == 0)
            break;
        ascii = ascii && points[n_points] < INITIAL_N;
        n_points++;
        at += length;
    }
    if (ascii || folded.full || n_points == LIMIT_CHARACTERS) {
        buf_add(out, folded.full ? label : folded.data, folded.full ? n : folded.n);
    } else {
        buf_adds(out, "xn--");
        encode(points, n_points, out);
    }
    buf_release(&folded);
}

#include "test.h"

#include "weir/text/signature.h"

/* RFC 2202 §3 and RFC 4231 §4.3, test case 2 of each. */
#define SECRET "Jefe"
#define BODY   "what do ya want for nothing?"
#define SHA1   "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
#define SHA256 "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
#define SHA384                                                                                               \
    "sha384="                                                                                                \
    "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
#define SHA512                                                                                               \
    "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"                                \
    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"

static const struct {
    const char *header, *secret, *body;
    bool fits;
} cases[] = {
    {SHA1, SECRET, BODY, true},
    {SHA256, SECRET, BODY, true},
    {SHA384, SECRET, BODY, true},
    {SHA512, SECRET, BODY, true},
    {"SHA1=EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79", SECRET, BODY, true},
    {SHA256, "Jeff", BODY, false},
    {SHA256, SECRET, BODY " ", false},
    {SHA256, SECRET, "", false},
    {SHA256 "0", SECRET, BODY, false},
    {"sha256=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", SECRET, BODY, false}, /* another method's */
    {"sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7", SECRET, BODY, false},
    {"sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7g", SECRET, BODY, false},
    {"sha1=", SECRET, BODY, false},
    {"sha1", SECRET, BODY, false},
    {"md5=750c783e6ab0b503eaa86e310a5db738", SECRET, BODY, false},
    {"effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", SECRET, BODY, false},
    {"=", SECRET, BODY, false},
    {"", SECRET, BODY, false},
};

static void only_who_knows_the_secret_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(cases[i].header,
                     signature_fits(cases[i].header, cases[i].secret, cases[i].body, strlen(cases[i].body)),
                     cases[i].fits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_who_knows_the_secret_signs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

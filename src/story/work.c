#include "work.h"

#include <string.h>

#include "pattern.h"
#include "percent.h"
#include "tracking.h"

#define ARXIV_HOSTS "arxiv.org *.arxiv.org xxx.lanl.gov"
#define MEDIUM_HOSTS                                                                                         \
    "medium.com *.medium.com towardsdatascience.com betterprogramming.pub levelup.gitconnected.com "         \
    "pub.towardsai.net"
#define HAL_HOSTS "hal.science *.hal.science hal.inria.fr hal.archives-ouvertes.fr tel.archives-ouvertes.fr"
#define DOI_HOSTS                                                                                            \
    "dl.acm.org link.springer.com onlinelibrary.wiley.com *.onlinelibrary.wiley.com journals.sagepub.com "   \
    "tandfonline.com science.org pnas.org direct.mit.edu mitpressjournals.org journals.plos.org"

/*
 * Hosts as address.h writes them; the path by pattern.h; the parameters that make the key, in the order of
 * its "{}", after the captures of the path. A rule with `alone` wants no other parameter: what it does not
 * know may matter. A rule without a key: the address names nothing that lasts.
 */
struct rule {
    const char *hosts, *path;
    struct {
        const char *name, *pattern;
    } params[3];
    const char *key;
    bool alone;
};

static const struct rule rules[] = {
    {ARXIV_HOSTS, "/abs/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/pdf/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/pdf/{arxiv}.pdf", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/html/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/ps/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/format/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/e-print/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/src/{arxiv}", {{0}}, "arxiv:{}", false},
    {ARXIV_HOSTS, "/tb/{arxiv}", {{0}}, "arxiv:{}", false},
    {"ar5iv.labs.arxiv.org ar5iv.org ar5iv.com", "/{*}/{arxiv}", {{0}}, "arxiv:{}", false},
    {"alphaxiv.org", "/{*}/{arxiv}", {{0}}, "arxiv:{}", false},
    {"alphaxiv.org", "/{*}/{arxiv}.pdf", {{0}}, "arxiv:{}", false},
    {"huggingface.co", "/papers/{arxiv}", {{0}}, "arxiv:{}", false},
    {"scirate.com papers.cool", "/arxiv/{arxiv}", {{0}}, "arxiv:{}", false},
    {"semanticscholar.org api.semanticscholar.org", "/arxiv/{arxiv}", {{0}}, "arxiv:{}", false},
    {"semanticscholar.org api.semanticscholar.org", "/arXiv:{arxiv}", {{0}}, "arxiv:{}", false},
    {"doi.org", "/10.48550/arXiv.{arxiv}", {{0}}, "arxiv:{}", false},

    {"doi.org", "/10.18653/v1/{acl}", {{0}}, "acl:{}", false},
    {"aclanthology.org aclanthology.info", "/{acl}", {{0}}, "acl:{}", false},
    {"aclanthology.org aclanthology.info", "/{acl}.pdf", {{0}}, "acl:{}", false},
    {"aclanthology.org aclanthology.info", "/papers/{acl}/...", {{0}}, "acl:{}", false},
    {"aclanthology.coli.uni-saarland.de", "/papers/{acl}/...", {{0}}, "acl:{}", false},
    {"aclweb.org", "/anthology/{acl}", {{0}}, "acl:{}", false},
    {"aclweb.org", "/anthology/{acl}.pdf", {{0}}, "acl:{}", false},
    {"aclweb.org", "/anthology/papers/{*}/{*}/{acl}", {{0}}, "acl:{}", false},
    {"aclweb.org", "/anthology/{*}/{*}/{acl}", {{0}}, "acl:{}", false},
    {"aclweb.org", "/anthology/{*}/{*}/{acl}.pdf", {{0}}, "acl:{}", false},

    {"doi.org", "/{doi}", {{0}}, "doi:{}", false},
    {"doi.org", "/doi:{doi}", {{0}}, "doi:{}", false},
    {DOI_HOSTS, "/doi/{doi}", {{0}}, "doi:{}", false},
    {DOI_HOSTS, "/doi/{*}/{doi}", {{0}}, "doi:{}", false},
    {"link.springer.com", "/{*}/{doi}", {{0}}, "doi:{}", false},
    {"link.springer.com", "/content/pdf/{doi}", {{0}}, "doi:{}", false},
    {"nature.com", "/articles/{word}", {{0}}, "doi:10.1038/{}", false},
    {"nature.com", "/articles/{word}.pdf", {{0}}, "doi:10.1038/{}", false},
    {"journals.aps.org", "/{*}/{*}/{doi}", {{0}}, "doi:{}", false},
    {"journals.plos.org", "/{*}/article", {{"id", "{doi}"}}, "doi:{}", false},

    {"openreview.net", "/forum", {{"id", "{word}"}}, "openreview:{}", true},
    {"openreview.net", "/pdf", {{"id", "{word}"}}, "openreview:{}", true},
    {"openreview.net", "/attachment", {{"id", "{word}"}, {"name", "pdf"}}, "openreview:{}", true},
    {HAL_HOSTS, "/hal-{number}", {{0}}, "hal:{}", false},
    {HAL_HOSTS, "/hal-{number}v{number}", {{0}}, "hal:{}", false},
    {HAL_HOSTS, "/hal-{number}/document", {{0}}, "hal:{}", false},
    {HAL_HOSTS, "/hal-{number}v{number}/document", {{0}}, "hal:{}", false},
    {"papers.nips.cc papers.neurips.cc proceedings.neurips.cc",
     "/{*}/{*}/{*}/{hex32}-...",
     {{0}},
     "neurips:{}",
     false},
    {"semanticscholar.org", "/paper/{hex40}", {{0}}, "s2:{}", false},
    {"semanticscholar.org", "/paper/{*}/{hex40}", {{0}}, "s2:{}", false},
    {"pubmed.ncbi.nlm.nih.gov", "/{number}", {{0}}, "pubmed:{}", false},
    {"ncbi.nlm.nih.gov", "/pubmed/{number}", {{0}}, "pubmed:{}", false},
    {"pmc.ncbi.nlm.nih.gov", "/articles/PMC{number}", {{0}}, "pmc:{}", false},
    {"ncbi.nlm.nih.gov", "/pmc/articles/PMC{number}", {{0}}, "pmc:{}", false},

    {"mp.weixin.qq.com",
     "/s",
     {{"__biz", "{base64}"}, {"mid", "{number}"}, {"idx", "{number}"}},
     "wechat:{}/{}/{}",
     false},
    {"mp.weixin.qq.com",
     "/s",
     {{"__biz", "{base64}"}, {"appmsgid", "{number}"}, {"itemidx", "{number}"}},
     "wechat:{}/{}/{}",
     false},
    {"mp.weixin.qq.com",
     "/mp/appmsg/show",
     {{"__biz", "{base64}"}, {"appmsgid", "{number}"}, {"itemidx", "{number}"}},
     "wechat:{}/{}/{}",
     false},
    {"mp.weixin.qq.com", "/s/{word}", {{0}}, "wechat:{}", false},
    /* links of search results, dead within hours */
    {"mp.weixin.qq.com", "/s", {{"src", "..."}, {"timestamp", "..."}, {"signature", "..."}}, "", false},
    {"freewechat.com", "/a/{base64}/{number}/{number}", {{0}}, "wechat:{}/{}/{}", false},

    {"github.com", "/{name}/{name}", {{0}}, "github:{}/{}", true},
    {"github.com", "/{name}/{name}.git", {{0}}, "github:{}/{}", true},
    {"youtube.com", "/watch", {{"v", "{video}"}}, "youtube:{}", false},
    {"youtube.com", "/embed/{video}", {{0}}, "youtube:{}", false},
    {"youtube.com", "/shorts/{video}", {{0}}, "youtube:{}", false},
    {"youtube.com", "/live/{video}", {{0}}, "youtube:{}", false},
    {"youtube.com", "/v/{video}", {{0}}, "youtube:{}", false},
    {"youtu.be", "/{video}", {{0}}, "youtube:{}", false},
    {"x.com", "/{*}/status/{number}", {{0}}, "x:{}", false},
    {"reddit.com", "/r/{*}/comments/{name}", {{0}}, "reddit:{}", false},
    {"reddit.com", "/r/{*}/comments/{name}/{*}", {{0}}, "reddit:{}", false},
    {"reddit.com", "/comments/{name}", {{0}}, "reddit:{}", false},
    {"redd.it", "/{name}", {{0}}, "reddit:{}", false},
    {"zhuanlan.zhihu.com zhihu.com", "/p/{number}", {{0}}, "zhihu:p/{}", false},
    {"zhihu.com", "/tardis/{*}/art/{number}", {{0}}, "zhihu:p/{}", false},
    {"zhihu.com", "/question/{*}/answer/{number}", {{0}}, "zhihu:answer/{}", false},
    {"zhihu.com", "/answer/{number}", {{0}}, "zhihu:answer/{}", false},
    {"stackoverflow.com", "/questions/{number}/...", {{0}}, "stackoverflow:{}", false},
    {"stackoverflow.com", "/questions/{number}", {{0}}, "stackoverflow:{}", false},
    {"open.substack.com", "/pub/{name}/p/{word}", {{0}}, "https://{}.substack.com/p/{}", false},
    {MEDIUM_HOSTS, "/{medium}", {{0}}, "medium:{}", false},
    {MEDIUM_HOSTS, "/{*}/{medium}", {{0}}, "medium:{}", false},
};

/* Identifiers that are no web addresses. */
static const struct {
    const char *pattern, *key;
} identifiers[] = {
    {"oai:arXiv.org:{arxiv}", "arxiv:{}"},
    {"arXiv:{arxiv}", "arxiv:{}"},
    {"doi:10.48550/arXiv.{arxiv}", "arxiv:{}"},
    {"10.48550/arXiv.{arxiv}", "arxiv:{}"},
    {"doi:10.18653/v1/{acl}", "acl:{}"},
    {"doi:{doi}", "doi:{}"},
    {"info:doi/{doi}", "doi:{}"},
    {"urn:doi:{doi}", "doi:{}"},
    {"{doi}", "doi:{}"},
    {"yt:video:{video}", "youtube:{}"},
};

/* Matches the rule's parameters behind what the path captured. */
static bool params_match(struct arena *arena, const struct rule *rule, const struct address *address,
                         struct captures *captures)
{
    size_t n = 0;

    for (; n < 3 && rule->params[n].name; n++) {
        const char *value = address_param(address, rule->params[n].name);
        struct captures found;
        if (!value || !pattern_match(arena, rule->params[n].pattern, percent_decode(arena, value), &found))
            return false;
        if (found.n > 0 && captures->n < PATTERN_LIMIT_CAPTURES)
            captures->text[captures->n++] = found.text[0];
    }
    return !rule->alone || (address->n_params == n && address->fragment[0] == '\0');
}

struct work work_of_address(struct arena *arena, const struct address *address)
{
    const char *path = strchr(address->path, '%') ? percent_decode(arena, address->path) : address->path;
    const char *hosts = NULL; /* of the row before: rows of one site stand together */
    bool among = false;

    for (size_t i = 0; i < sizeof rules / sizeof *rules && address->port[0] == '\0'; i++) {
        struct captures captures;
        if (rules[i].hosts != hosts) {
            hosts = rules[i].hosts;
            among = host_is_among(address->host, hosts);
        }
        if (among && pattern_match(arena, rules[i].path, path, &captures) &&
            params_match(arena, &rules[i], address, &captures))
            return (struct work){.key = pattern_fill(arena, rules[i].key, &captures),
                                 .version = captures.version};
    }
    return (struct work){.key = NULL};
}

struct work work_of_identifier(struct arena *arena, const char *identifier)
{
    for (size_t i = 0; i < sizeof identifiers / sizeof *identifiers; i++) {
        struct captures captures;
        if (pattern_match(arena, identifiers[i].pattern, identifier, &captures))
            return (struct work){.key = pattern_fill(arena, identifiers[i].key, &captures),
                                 .version = captures.version};
    }
    return (struct work){.key = NULL};
}

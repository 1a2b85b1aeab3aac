/* Sources: the ClearURLs rule set's global rules, the help pages of the named sites, and links as they are
 * shared. A name that means something anywhere (id, p, v, q, ref, lang, version …) may only stand in a row of
 * its own site. */
#include "tracking.h"

#include <string.h>
#include <strings.h>

/* `name`, `prefix*`, or either with `=value`. */
struct trackers {
    const char *hosts; /* "" : everywhere */
    const char *names;
};

static const struct trackers trackers[] = {
    /* campaigns: Google, Matomo, Piwik, Adobe, AT Internet, Baidu, Tencent, Alibaba */
    {"", "utm utm_* mtm_* pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid piwik_* "
         "ga_* _ga _gl gs_l cmpid s_cid xtor at_medium at_campaign at_custom* wt_mc wt.mc_* wt_zmc "
         "hmsr hmpl hmcu hmkw hmci bd_vid tdsourcetag spm itm_* otm_*"},
    /* click identifiers */
    {"", "gclid gclsrc gbraid wbraid gad_source gad_campaignid dclid msclkid yclid twclid ttclid fbclid "
         "li_fat_id "
         "epik srsltid rb_clickid wickedid igshid igsh mibextid sfnsn _branch_*"},
    /* social networks and messengers */
    {"",
     "fb_action_ids fb_action_types fb_source fb_ref fb_comment_id __twitter_impression ref_src continueflag "
     "isappinstalled nsukey from=singlemessage from=groupmessage from=timeline"},
    /* newsletters and marketing tools */
    {"",
     "mc_eid mc_cid mc_tc mkt_tok _hsenc _hsmi __hsfp __hssc __hstc hsctatracking hss_channel oly_* vero_* "
     "ml_subscriber ml_subscriber_hash _openstat echobox ck_subscriber_id guccounter guce_referrer "
     "guce_referrer_sig"},
    /* sessions, and renderings of the same page */
    {"", "phpsessid jsessionid amp=1 amp=true amp= outputtype=amp"},

    {"youtube.com youtu.be", "feature si pp kw ab_channel"},
    {"reddit.com", "share_id rdt correlation_id ref_*"},
    {"linkedin.com", "trk trackingid refid lipi"},
    {"medium.com *.medium.com towardsdatascience.com betterprogramming.pub levelup.gitconnected.com "
     "pub.towardsai.net",
     "source gi"},
    {"x.com", "s t ref_url"},
    {"bilibili.com",
     "spm_id_from from from_source from_spmid share_* vd_source timestamp unique_k bbid seid"},
    {"zhihu.com *.zhihu.com", "share_code s_r"},
    {"*.csdn.net", "ops_request_misc request_id biz_id depth_1-* sharetype sharerefer sharesource sharefrom"},
    {"*.aliyun.com aliyun.com", "scm"},
    {"juejin.cn", "share_token searchid"},
    {"*.substack.com", "r isfreemail triedredirect publication_id post_id showwelcomeonshare"},
    {"github.com", "tab=readme*"},
    {"openreview.net", "referrer"},
    {"mp.weixin.qq.com", "chksm mpshare scene ascene subscene srcid lang sharer_* version exportkey "
                         "pass_ticket clicktime enterid "
                         "devicetype nettype abtest_cookie wx_header xtrack key uin sessionid from "
                         "wxshare_count fontgear poc_token "
                         "click_id realreporttime"},
    {"nytimes.com", "smid smtyp"},
    {"theguardian.com", "cmp"},
    {"*.blogspot.com", "m=1"},
};

/* Whole fragments that sites add. */
static const struct trackers fragments[] = {
    {"", "utm_* xtor :~:*"},
    {"mp.weixin.qq.com", "rd wechat_redirect wechat_webview_type*"},
};

bool host_is_among(const char *host, const char *hosts)
{
    size_t n_host = strlen(host);

    for (const char *p = hosts, *end; *p != '\0'; p = *end == ' ' ? end + 1 : end) {
        const char *h = host;
        end = p;
        if (*p == '*') { /* "*.name": the host ends in ".name" */
            end = strchrnul(p, ' ');
            size_t n_tail = (size_t)(end - p) - 1;
            if (n_host > n_tail && memcmp(host + n_host - n_tail, p + 1, n_tail) == 0)
                return true;
            continue;
        }
        while (*end == *h && *h != '\0') {
            end++;
            h++;
        }
        if (*h == '\0' && (*end == ' ' || *end == '\0'))
            return true;
        end = strchrnul(end, ' ');
    }
    return false;
}

/* A pattern that ends in `*` is a prefix. */
static bool glob_is(const char *pattern, size_t n_pattern, struct url_part text)
{
    bool prefix = n_pattern > 0 && pattern[n_pattern - 1] == '*';

    if (prefix)
        n_pattern--;
    if (prefix ? text.n < n_pattern : text.n != n_pattern)
        return false;
    return n_pattern == 0 || strncasecmp(pattern, text.p, n_pattern) == 0;
}

static bool names_have(const char *names, struct url_part name, struct url_part value)
{
    for (const char *p = names; *p != '\0';) {
        size_t n = strcspn(p, " ");
        size_t n_name = strcspn(p, " =");
        bool value_fits = n_name == n || glob_is(p + n_name + 1, n - n_name - 1, value);
        if (value_fits && glob_is(p, n_name, name))
            return true;
        p += n;
        p += strspn(p, " ");
    }
    return false;
}

bool tracking_is(const char *host, struct url_part name, struct url_part value)
{
    for (size_t i = 0; i < sizeof trackers / sizeof *trackers; i++)
        if ((trackers[i].hosts[0] == '\0' || host_is_among(host, trackers[i].hosts)) &&
            names_have(trackers[i].names, name, value))
            return true;
    return false;
}

bool tracking_is_fragment(const char *host, struct url_part fragment)
{
    struct url_part name = fragment, value = {.p = "", .n = 0};
    const char *equals = memchr(fragment.p, '=', fragment.n);

    if (equals) {
        name.n = (size_t)(equals - fragment.p);
        value = (struct url_part){.p = equals + 1, .n = fragment.n - name.n - 1};
    }
    for (size_t i = 0; i < sizeof fragments / sizeof *fragments; i++)
        if ((fragments[i].hosts[0] == '\0' || host_is_among(host, fragments[i].hosts)) &&
            names_have(fragments[i].names, name, value))
            return true;
    return false;
}

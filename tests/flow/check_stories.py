#!/usr/bin/env python3
"""One thing shown once, as a reader meets it: a paper in two categories, posts about it, an article and its reposts; and
what befalls them later: a version, a text that grows, mirrors and topics that change, stories that prove to be one."""
import datetime
import json
import re
import xml.sax.saxutils

import atom
from harness import Document, Origin, Weir, check

NOW = datetime.datetime.now(datetime.timezone.utc)
TITLE = "Small students of large teachers"
EXCERPT, REPOST = "知识蒸馏能走多远", "重磅！知識蒸餾的新突破"
POST = "What our paper on knowledge distillation means"
LISTED = "An older paper on knowledge distillation"
EVENTS = ["Workshop on knowledge distillation %d" % n for n in range(1, 5)]
ARTICLE = ["我们让大模型做老师，小模型做学生，看看知识蒸馏到底能走多远。", "结果出人意料：挑选样例比增加样例更有用。",
           "在四种语言、九个任务上，学生只用十分之一的数据就追上了老师。", "代码、数据和所有失败的实验都已经公开，欢迎大家复现。",
           "下一步，我们想知道这种办法对更小的模型是否同样有效。", "如果有效，手机上也能跑出不错的阅读理解模型。"]
TRADITIONAL = ["我們讓大模型做老師，小模型做學生，看看知識蒸餾到底能走多遠。", "結果出人意料：挑選樣例比增加樣例更有用。",
               "在四種語言、九個任務上，學生只用十分之一的數據就追上了老師。", "代碼、數據和所有失敗的實驗都已經公開，歡迎大家復現。",
               "下一步，我們想知道這種辦法對更小的模型是否同樣有效。", "如果有效，手機上也能跑出不錯的閱讀理解模型。"]
CONF = """
[weir]
title    = Our list
timezone = UTC
base-url = https://weir.example.org/
list     = list.md

[source blog]
title = A laboratory's blog
url = {base}/blog.atom

[source arxiv-cs.CL]
url = {base}/cl.rss

[source arxiv-cs.LG]
url = {base}/lg.rss

[source account]
title  = 一个公众号
url    = {base}/account.atom
mirror = {base}/mirror.atom

[source events]
url = {base}/events.atom

[topic distillation]
title = Knowledge Distillation
terms = {terms}
"""
LIST = "# Papers\n\n## Reading\n\n- [An older paper](https://arxiv.org/abs/2601.00002) about knowledge distillation\n"


def moment(days):
    return (NOW + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def feed(*entries):
    """An Atom document; an entry is (id, link, title, days from now, HTML)."""
    quote = xml.sax.saxutils.escape
    body = "".join('<entry><id>%s</id><link href="%s"/><title>%s</title><updated>%s</updated><published>%s</published>'
                   '<content type="html">%s</content></entry>' % (quote(i), quote(u, {'"': "&quot;"}), quote(t), moment(d),
                                                                 moment(d), quote(h)) for i, u, t, d, h in entries)
    return Document(('<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title><updated>%s</updated>%s</feed>'
                     % (moment(0), body)).encode(), "application/atom+xml")


def arxiv(*papers):
    """A document as rss.arxiv.org gives it; a paper is (id, version, announcement, title, abstract)."""
    body = "".join("<item><title>%s</title><link>https://arxiv.org/abs/%s</link><description>arXiv:%sv%d Announce Type: %s \n"
                   "Abstract: %s</description><guid isPermaLink=\"false\">oai:arXiv.org:%sv%d</guid><category>cs.CL</category>"
                   "<arxiv:announce_type>%s</arxiv:announce_type><dc:creator>Mina Park</dc:creator></item>"
                   % (t, i, i, v, a, h, i, v, a) for i, v, a, t, h in papers)
    return Document(('<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
                     "<channel><title>cs.CL</title>%s</channel></rss>" % body).encode(), "text/xml")


def paragraphs(sentences):
    return "".join("<p>%s</p>" % s for s in sentences)


def begin(origin):
    abstract = "We study knowledge distillation with little data."
    origin.documents.update({
        "/cl.rss": arxiv(("2611.00001", 1, "new", TITLE, abstract), ("2601.00002", 4, "replace", LISTED, "x"),
                         ("2601.00003", 2, "replace", "Knowledge distillation of long ago", "x")),
        "/lg.rss": arxiv(("2611.00001", 1, "cross", TITLE, abstract)),
        "/blog.atom": feed(
            ("b1", "https://lab.example/teachers?utm_source=rss", EXCERPT, -1, "阅读全文"),
            ("b2", "https://lab.example/paper", POST, -1,
             'It is <a href="https://arxiv.org/pdf/2611.00001v1">here</a>.')),
        "/account.atom": feed(
            ("a1", "https://mp.weixin.qq.com/s/Ab3dEf6hIj9lMn2pQr5tUw", REPOST, -0.5,
             "<p>點擊上方藍字關注我們</p>" + paragraphs(TRADITIONAL) + "<p>🔥🔥 长按二维码</p>"),
            ("a2", "https://mp.weixin.qq.com/s/Ab4dEf6hIj9lMn2pQr5tUw", "论文解读：小学生与大老师", -0.5,
             "知识蒸馏的新论文 arXiv:2611.00001 值得一读")),
        "/events.atom": feed(*(("e%d" % n, "https://events.example/%d" % n, title, 30 * n, "To come.")
                                for n, title in enumerate(EVENTS, 1))),
    })


def entries_of(weir, name="feed.atom"):
    entries, faults = atom.read((weir.public / name).read_bytes())
    check(not faults, faults)
    return {e["title"]: e for e in entries}


def links_of(weir, title):
    """The paper's links as Atom and as JSON Feed tell them: relation → titles."""
    body = (weir.public / "feed.atom").read_text(encoding="utf-8")
    entry = next(e for e in re.findall(r"<entry.*?</entry>", body, re.S) if "<title>%s<" % title in e)
    links = sorted(re.findall(r'<link rel="(via|related)" href="[^"]*"[^>]* title="([^"]*)"', entry))
    item = next(i for i in json.loads((weir.public / "feed.json").read_text(encoding="utf-8"))["items"] if i["title"] == title)
    also = sorted((a["rel"], a["title"]) for a in item["_weir"].get("also", []))
    check(also == links, "feed.json and feed.atom differ on %s: %s, %s" % (title, also, links))
    source = re.search(r"<source>.*</source>", entry, re.S)
    check(source and "<id>" in source.group() and "<title>" in source.group(), "no atom:source: " + entry)
    return links


def check_first(weir):
    stories = entries_of(weir)
    check(sorted(stories) == sorted([TITLE, EXCERPT, POST, REPOST, "论文解读：小学生与大老师", LISTED] + EVENTS), sorted(stories))
    check(stories[TITLE]["id"] == "tag:weir,2026:arxiv:2611.00001", stories[TITLE])
    links = links_of(weir, TITLE)
    check(links == [("related", "A laboratory's blog"), ("related", "一个公众号"), ("via", "cs.CL")], links)
    for title in EVENTS:
        check(stories[title]["updated"] <= moment(1), "an event to come stands on top: %s" % stories[title])
    told = weir.run("explain", "https://www.alphaxiv.org/abs/2611.00001v1").out
    for words in (TITLE, "arxiv-cs.LG", "cross", "the same by work", "Explained at", "https://lab.example/paper"):
        check(words in told, "explain does not say %r:\n%s" % (words, told))
    return stories


def change(origin):
    """A day later: the text is there, a paper has a second version, and the account is shown by its mirror alone."""
    origin.documents["/blog.atom"] = feed(
        ("b1", "https://lab.example/teachers?utm_source=atom", EXCERPT, -1, paragraphs(ARTICLE)),
        ("b2", "https://lab.example/paper", POST, -1, 'It is <a href="https://arxiv.org/pdf/2611.00001v1">here</a>.'))
    origin.documents["/lg.rss"] = arxiv(("2611.00001", 2, "replace-cross", TITLE, "Knowledge distillation, revised."))
    del origin.documents["/account.atom"]
    origin.documents["/mirror.atom"] = feed(
        ("77", "http://mp.weixin.qq.com/s?__biz=MzI3MTA0MTk1MA==&mid=2652000001&idx=1&sn=0a#rd", REPOST, -0.5,
         paragraphs(TRADITIONAL)),
        ("78", "http://mp.weixin.qq.com/s?__biz=MzI3MTA0MTk1MA==&mid=2652000001&idx=2&sn=0b#rd", "论文解读：小学生与大老师", -0.5,
         "知识蒸馏的新论文 arXiv:2611.00001 值得一读"))


def check_second(weir, before):
    stories = entries_of(weir)
    check(sorted(stories) == sorted(title for title in before if title != REPOST), "stories: %s" % sorted(stories))
    for title, story in stories.items():
        check(story["id"] == before[title]["id"], "the id of %r was %s, is %s" % (title, before[title]["id"], story["id"]))
    check(links_of(weir, EXCERPT) == [("via", "一个公众号")], "the repost is not named: %s" % links_of(weir, EXCERPT))
    check("the same by text" in weir.run("explain", stories[EXCERPT]["id"]).out, "explain does not say why they are one")
    check("v2" in weir.run("explain", "arxiv:2611.00001").out, "the second version is not told of")
    check(stories[TITLE]["updated"] == before[TITLE]["updated"], "a second version moved the paper")


def main():
    with Origin() as origin, Weir("") as weir:
        (weir.home / "list.md").write_text(LIST, encoding="utf-8")
        weir.write(CONF.format(base=origin.base, terms="knowledge distillation, 知识蒸馏"))
        begin(origin)
        weir.run("poll", "blog")  # first, so that its entry ids are the older ones
        log = weir.run("-v", "poll").err
        check("calendar of events" in log, "the calendar is not told of:\n" + log)
        before = check_first(weir)

        change(origin)
        weir.write(CONF.format(base=origin.base, terms="distillation^0.9, 蒸馏, title: students"))
        weir.run("poll", "--all")
        check_second(weir, before)
        weir.run("poll", "--all")
        check_second(weir, before)


main()

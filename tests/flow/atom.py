"""What RFC 4287, RFC 5005 and the W3C's feed validator demand of a feed document, as checks; returns its entries."""
import datetime
import html.parser
import re
import xml.etree.ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WEIR = "{tag:weir,2026:atom}"
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z")
# An absolute IRI (RFC 3987): a scheme, and none of the characters that must be encoded.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]*/[\w!#$&^.+-]+(;.*)?")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# How often an element may stand in a feed and in an entry (§4.1.1, §4.1.2): least, most.
MANY = 10 ** 6
COMMON = {"author": (0, MANY), "category": (0, MANY), "contributor": (0, MANY), "id": (1, 1), "link": (0, MANY),
          "rights": (0, 1), "title": (1, 1), "updated": (1, 1)}
ELEMENTS = {"feed": {**COMMON, "generator": (0, 1), "icon": (0, 1), "logo": (0, 1), "subtitle": (0, 1),
                     "entry": (0, MANY)},
            "entry": {**COMMON, "content": (0, 1), "published": (0, 1), "source": (0, 1), "summary": (0, 1)}}
RELATIONS = {"feed": {"self", "alternate", "hub", "next", "previous", "first", "last", "current", "prev-archive",
                      "next-archive"},
             "entry": {"alternate", "enclosure", "related", "via", "replies"}}
UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "meta", "link", "base", "frame",
          "frameset", "applet", "svg", "math"}
ADDRESSES = {"href", "src", "cite", "poster", "longdesc"}


class Content(html.parser.HTMLParser):
    """The faults of a piece of HTML: what a reader must not run, and addresses that lead nowhere from a feed."""

    def __init__(self, text):
        super().__init__()
        self.faults = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in UNSAFE:
            self.faults.append("<%s>" % tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style" and re.search(r"expression|url\(|behaviou?r", value or "", re.I):
                self.faults.append("<%s %s>" % (tag, name))
            if name in ADDRESSES and not re.match(r"(https?|ftp|mailto|tel|data:image/|magnet|xmpp|irc|gemini|#)", value or "",
                                                  re.I):
                self.faults.append("<%s %s=%r>" % (tag, name, value))

    handle_startendtag = handle_starttag


def text(element, name):
    found = element.find(ATOM + name)
    return "" if found is None else "".join(found.itertext())


def name_of(element):
    return element.tag.rsplit("}", 1)[-1]


def faults_of_counts(element, kind, what):
    allowed = ELEMENTS[kind]
    counts = {}
    for child in element:
        if child.tag.startswith(ATOM):
            counts[name_of(child)] = counts.get(name_of(child), 0) + 1
    for name in counts:
        if name not in allowed:
            yield "%s: no <%s> belongs there (§4.1)" % (what, name)
    for name, (least, most) in allowed.items():
        if not least <= counts.get(name, 0) <= most:
            yield "%s has %d <%s> (§4.1)" % (what, counts.get(name, 0), name)


def faults_of_dates(element, what):
    for name in ("updated", "published"):
        for found in element.findall(ATOM + name):
            match = MOMENT.fullmatch(found.text or "")
            try:
                moment = datetime.datetime.fromisoformat(match[1])
            except (TypeError, ValueError):
                yield "%s: <%s> %r is no RFC 3339 moment (§3.3)" % (what, name, found.text)
                continue
            if moment > datetime.datetime.utcnow() + datetime.timedelta(days=1):
                yield "%s: <%s> %s is to come" % (what, name, found.text)


def faults_of_links(element, kind, what):
    seen = set()
    for link in element.findall(ATOM + "link"):
        rel, href = link.get("rel", "alternate"), link.get("href", "")
        if not IRI.fullmatch(href):
            yield "%s: link %s to %r (§4.2.7.1)" % (what, rel, href)
        if rel not in RELATIONS[kind]:
            yield "%s: link relation %r (§4.2.7.2)" % (what, rel)
        if link.get("type") is not None and not MEDIA_TYPE.fullmatch(link.get("type")):
            yield "%s: link of type %r (§4.2.7.3)" % (what, link.get("type"))
        if link.get("length") is not None and not link.get("length").isdigit():
            yield "%s: link of length %r (§4.2.7.6)" % (what, link.get("length"))
        if rel == "alternate" and (link.get("type"), link.get("hreflang")) in seen:
            yield "%s: two alternate links of one type (§4.1.1)" % what
        if rel == "alternate":
            seen.add((link.get("type"), link.get("hreflang")))


def faults_of_people(element, what):
    for person in element.findall(ATOM + "author") + element.findall(ATOM + "contributor"):
        if len(person.findall(ATOM + "name")) != 1 or not text(person, "name").strip():
            yield "%s: a person without name (§3.2)" % what
        if person.find(ATOM + "uri") is not None and not IRI.fullmatch(text(person, "uri")):
            yield "%s: a person at %r (§3.2.2)" % (what, text(person, "uri"))
        if person.find(ATOM + "email") is not None and not re.fullmatch(r".+@.+", text(person, "email")):
            yield "%s: a person's address %r (§3.2.3)" % (what, text(person, "email"))


def faults_of_texts(element, what):
    for name in ("title", "subtitle", "summary", "rights", "content"):
        for found in element.findall(ATOM + name):
            kind = found.get("type", "text")
            if len(found) > 0 or kind not in ("text", "html"):
                yield "%s: <%s type=%r> (§3.1)" % (what, name, kind)
            if kind == "html":
                yield from ("%s: <%s> holds %s" % (what, name, fault) for fault in Content(found.text or "").faults)
    for category in element.findall(ATOM + "category"):
        scheme = category.get("scheme")
        if not category.get("term"):
            yield "%s: a category without term (§4.2.2.1)" % what
        if scheme is not None and not IRI.fullmatch(scheme):
            yield "%s: a category of scheme %r (§4.2.2.2)" % (what, scheme)
    language = element.get(XML + "lang")
    if language is not None and not LANGUAGE.fullmatch(language):
        yield "%s: xml:lang %r (§2)" % (what, language)


def faults_of(element, kind, what):
    yield from faults_of_counts(element, kind, what)
    yield from faults_of_dates(element, what)
    yield from faults_of_links(element, kind, what)
    yield from faults_of_people(element, what)
    yield from faults_of_texts(element, what)
    if not IRI.fullmatch(text(element, "id")):
        yield "%s: its id is no IRI (§4.2.6)" % what
    if not text(element, "title").strip():
        yield "%s: an empty title" % what


def faults_of_feed(root):
    yield from faults_of(root, "feed", "feed")
    rels = [l.get("rel") for l in root.findall(ATOM + "link")]
    if "self" not in rels:
        yield "feed has no self link (§4.1.1)"
    is_archive = root.find(HISTORY + "archive") is not None
    if is_archive != ("current" in rels):
        yield "feed: an archive leads to its current document, and nothing else does (RFC 5005 §4)"
    for child in root:
        if child.tag == ATOM + "entry":
            break
    else:
        child = None
    tags = [c.tag for c in root]
    if child is not None and any(tag != ATOM + "entry" for tag in tags[tags.index(ATOM + "entry"):]):
        yield "feed: something stands behind the entries"


def faults_of_entry(entry, has_feed_author, what):
    yield from faults_of(entry, "entry", what)
    source = entry.find(ATOM + "source")
    if not has_feed_author and entry.find(ATOM + "author") is None:
        yield "%s has no author (§4.1.2)" % what
    if source is not None and not (text(source, "id") and text(source, "title") and text(source, "updated")):
        yield "%s: its source lacks id, title or updated (§4.2.11)" % what
    alternates = [l for l in entry.findall(ATOM + "link") if l.get("rel", "alternate") == "alternate"]
    if not alternates and entry.find(ATOM + "content") is None:
        yield "%s has neither content nor alternate link (§4.1.2)" % what


def read(data):
    """-> (entries, faults): each entry a dict of id, title, url, updated, topics."""
    root = ET.fromstring(data)
    if root.tag != ATOM + "feed":
        return [], ["the root is %s" % root.tag]
    faults, entries = list(faults_of_feed(root)), []
    for entry in root.findall(ATOM + "entry"):
        faults += faults_of_entry(entry, root.find(ATOM + "author") is not None, "entry %s" % text(entry, "id"))
        urls = [l.get("href") for l in entry.findall(ATOM + "link") if l.get("rel", "alternate") == "alternate"]
        entries.append({"id": text(entry, "id"), "title": text(entry, "title"), "updated": text(entry, "updated"),
                        "url": urls[0] if urls else "",
                        "topics": [c.get("term") for c in entry.findall(ATOM + "category")]})
    for what in ("id", "updated"):
        if len({e[what] for e in entries}) != len(entries):
            faults.append("two entries with one %s" % what)
    return entries, faults

"""What RFC 4287 demands of a feed document, as checks; returns its entries."""
import datetime
import xml.etree.ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def text(element, name):
    found = element.find(ATOM + name)
    return "" if found is None else "".join(found.itertext())


def faults_of(element, what, need):
    for name in need:
        n = len(element.findall(ATOM + name))
        if n != 1:
            yield "%s has %d <%s>, must have one (§4.1)" % (what, n, name)
    for name in ("updated", "published"):
        for found in element.findall(ATOM + name):
            try:
                datetime.datetime.strptime(found.text, MOMENT)
            except (TypeError, ValueError):
                yield "%s: <%s> %r is no RFC 3339 moment (§3.3)" % (what, name, found.text)
    alternates = [(l.get("type"), l.get("hreflang")) for l in element.findall(ATOM + "link")
                  if l.get("rel", "alternate") == "alternate"]
    if len(alternates) != len(set(alternates)):
        yield "%s: two alternate links of one type (§4.1.1)" % what
    for link in element.findall(ATOM + "link"):
        if not link.get("href"):
            yield "%s: a link without href (§4.2.7)" % what
    for person in element.findall(ATOM + "author"):
        if not text(person, "name").strip():
            yield "%s: an author without name (§3.2)" % what


def read(data):
    """-> (entries, faults): each entry a dict of id, title, url, updated, topics, summary."""
    root = ET.fromstring(data)
    faults, entries = [], []
    if root.tag != ATOM + "feed":
        return [], ["the root is %s" % root.tag]
    faults += faults_of(root, "feed", ("id", "title", "updated"))
    feed_author = root.find(ATOM + "author") is not None
    if not any(l.get("rel") == "self" for l in root.findall(ATOM + "link")):
        faults.append("feed has no self link (§4.1.1)")
    for entry in root.findall(ATOM + "entry"):
        what = "entry %s" % text(entry, "id")
        faults += faults_of(entry, what, ("id", "title", "updated"))
        if not feed_author and entry.find(ATOM + "author") is None:
            faults.append("%s has no author (§4.1.2)" % what)
        links = [l for l in entry.findall(ATOM + "link") if l.get("rel", "alternate") == "alternate"]
        if not links and entry.find(ATOM + "content") is None:
            faults.append("%s has neither content nor alternate link (§4.1.2)" % what)
        entries.append({"id": text(entry, "id"), "title": text(entry, "title"), "updated": text(entry, "updated"),
                        "url": links[0].get("href") if links else "",
                        "topics": [c.get("term") for c in entry.findall(ATOM + "category")]})
    if len({e["id"] for e in entries}) != len(entries):
        faults.append("two entries with one id (§4.2.6)")
    return entries, faults

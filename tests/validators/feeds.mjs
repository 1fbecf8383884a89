// What three JavaScript parsers make of feeds: a JSON list of paths on standard input → {path: {parser: feed}} on
// standard output, where a feed is {title, items: [{id, link, title, date, html}]} or {error}.

import { readFileSync } from 'node:fs'
import { parseFeed as parseByRowanmanning } from '@rowanmanning/feed-parser'
import { parseFeed as parseByFeedsmith, parseOpml } from 'feedsmith'
import RssParser from 'rss-parser'

const rssParser = new RssParser({ customFields: { item: ['id'] } })

async function byRssParser(text) {
  const feed = await rssParser.parseString(text)
  const items = feed.items.map((item) => ({
    id: item.guid ?? item.id,
    link: item.link,
    title: item.title,
    date: item.isoDate,
    html: item['content:encoded'] ?? item.content,
  }))
  return { title: feed.title, items }
}

function byFeedParser(text) {
  const feed = parseByRowanmanning(text)
  const items = feed.items.map((item) => ({
    id: item.id,
    link: item.url,
    title: item.title,
    date: item.published?.toISOString(),
    html: item.content,
  }))
  return { title: feed.title, items }
}

const FEEDSMITH = {
  rss: (item) => [item.guid?.value, item.link, item.title, item.pubDate, item.content?.encoded],
  atom: (item) => [item.id, item.links?.[0]?.href, text(item.title), item.published, text(item.content)],
  json: (item) => [item.id, item.url, item.title, item.date_published, item.content_html],
}

function text(value) {
  return typeof value === 'object' ? value?.value : value
}

function byFeedsmith(content) {
  const { format, feed } = parseByFeedsmith(content)
  const items = (feed.items ?? feed.entries ?? []).map((item) => {
    const [id, link, title, date, html] = FEEDSMITH[format](item)
    return { id, link, title, date: new Date(date).toISOString(), html }
  })
  return { title: text(feed.title), items }
}

function opmlByFeedsmith(content) {
  const { head, body } = parseOpml(content)
  const leaves = (outlines) => outlines.flatMap((one) => (one.outlines ? leaves(one.outlines) : [one]))
  const items = leaves(body.outlines).map((one) => ({ id: one.xmlUrl, link: one.htmlUrl, title: one.text }))
  return { title: head.title, items }
}

function parsersOf(path) {
  if (path.endsWith('.opml')) return { feedsmith: opmlByFeedsmith }
  if (path.endsWith('.json')) return { feedsmith: byFeedsmith }
  return { 'rss-parser': byRssParser, 'feed-parser': byFeedParser, feedsmith: byFeedsmith }
}

const found = {}
for (const path of JSON.parse(readFileSync(0, 'utf8'))) {
  const content = readFileSync(path, 'utf8')
  found[path] = {}
  for (const [name, parse] of Object.entries(parsersOf(path))) {
    try {
      found[path][name] = await parse(content)
    } catch (problem) {
      found[path][name] = { error: String(problem) }
    }
  }
}
process.stdout.write(JSON.stringify(found))

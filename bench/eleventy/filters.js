// What the layouts ask of a post. Whatever is the same on several pages is made once, as whoever measures would do it.

const MORE = "<!-- more -->";
const HEADING = /<h([23]) id="([^"]*)"[^>]*>(.*?) ?<a class="headerlink"/gs;
const excerpts = new Map();
const menus = new WeakMap();
const places = new WeakMap();

export function excerpt(post) {
  if (!excerpts.has(post.url)) {
    excerpts.set(post.url, lead(post.content));
  }
  return excerpts.get(post.url);
}

function lead(html) {
  return html.split(MORE, 1)[0];
}

export function plain(html) {
  const text = lead(html).replaceAll(/<[^>]*>/g, "").trim();
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

export function minutes(html) {
  return Math.ceil(html.split(/\s+/).length / 213);
}

export function toc(html) {
  return Array.from(html.matchAll(HEADING), ([, level, id, text]) => ({ level, id, text: text.replaceAll(/<[^>]*>/g, "") }));
}

// The posts before and after one: Eleventy's own filters look through the whole list for each page.
export function neighbours(posts, url) {
  if (!places.has(posts)) {
    places.set(posts, new Map(posts.map((post, place) => [post.url, place])));
  }
  const place = places.get(posts).get(url);
  return place === undefined ? {} : { before: posts[place + 1], after: posts[place - 1] };
}

export function browse(groups) {
  if (!menus.has(groups)) {
    menus.set(groups, groups.map(menu).join("\n"));
  }
  return menus.get(groups);
}

function menu({ noun, terms }) {
  const title = noun[0].toUpperCase() + noun.slice(1);
  const items = terms.map(
    (term) => `<li class="nav__item nav__item--nested">
      <a href="${term.url}" class="nav__link nav__link--browse">
        <span class="ellipsis">${term.title}</span> <span class="nav__count" aria-label="${term.posts.length} posts">${term.posts.length}</span>
      </a>
    </li>`,
  );
  return `<nav class="nav nav--browse" aria-label="${title}">
  <span class="nav__title">${title}</span>
  <ul class="nav__list">${items.join("\n")}</ul>
</nav>`;
}

export function iso(date) {
  return date.toISOString();
}

const LONG = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

export function long(date) {
  return LONG.format(date);
}

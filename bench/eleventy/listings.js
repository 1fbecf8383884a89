// The lists of posts: all, and by kind, tag and year; each in pages of ten, and as a feed of its newest.

const A_PAGE = 10;
const A_FEED = 20;
const KEYS = {
  kinds: (post) => post.data.kinds,
  tags: (post) => post.data.topics,
  years: (post) => post.data.years,
};
const kept = new WeakMap();

export function byDate(all) {
  return all.getFilteredByGlob("content/posts/*.md").sort((a, b) => b.date - a.date);
}

// Every kind, tag and year with its posts, newest first: worked out once a build.
export function groups(all) {
  if (!kept.has(all)) {
    kept.set(all, grouped(byDate(all)));
  }
  return kept.get(all);
}

function grouped(posts) {
  return Object.entries(KEYS).map(([noun, keys]) => {
    const found = new Map();
    for (const post of posts) {
      for (const key of keys(post)) {
        if (!found.has(key)) found.set(key, { title: key, url: `/${noun}/${slug(key)}/`, posts: [] });
        found.get(key).posts.push(post);
      }
    }
    return { noun, url: `/${noun}/`, terms: [...found.values()].sort((a, b) => (a.title < b.title ? -1 : 1)) };
  });
}

function everyList(all) {
  const posts = { title: "Posts", url: "/posts/", posts: byDate(all) };
  return [posts, ...groups(all).flatMap((group) => group.terms)];
}

export function listings(all) {
  return everyList(all).flatMap(({ title, url, posts }) => {
    const count = Math.ceil(posts.length / A_PAGE);
    const address = (number) => (number === 1 ? url : `${url}page/${number}/`);
    return Array.from({ length: count }, (_, place) => ({
      title,
      url: address(place + 1),
      number: place + 1,
      count,
      before: place > 0 && address(place),
      after: place + 1 < count && address(place + 2),
      posts: posts.slice(place * A_PAGE, (place + 1) * A_PAGE),
    }));
  });
}

export function feeds(all) {
  const home = { title: "Example Network", url: "/", posts: byDate(all) };
  return [home, ...everyList(all)].map((list) => ({ ...list, posts: list.posts.slice(0, A_FEED) }));
}

export function slug(text) {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

// What the search will ask of its index for the words of a shared address (search.js) is asked before the page has read on: each
// request that waits for another costs a phone more than a tenth of a second.

if (location.search) {
  const files = (self.files = {});
  const file = (path, cache) => (files[path] ??= fetch(`${path}.json`, { cache }).then(answer => answer.json()));
  const words = new URLSearchParams(location.search).get("q")?.toLowerCase().match(/[^\s-]+/g) ?? [];
  file("index", "no-cache")
    .then(({ records, shards }) => {
      const having = word => shards.filter(([first], at) => first <= word + "\uffff" && !(shards[at + 1]?.[0] <= word)).slice(0, 6);
      return Promise.all([`t/${records}`, ...words.flatMap(having).map(([, name]) => `s/${name}`)].map(path => file(path)));
    })
    .catch(() => {}); // the search will see it as well
}

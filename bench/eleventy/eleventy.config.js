// The site that Eleventy builds from a corpus; bench/README.md says what it has in common with the others.

import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import anchor from "markdown-it-anchor";
import definitions from "markdown-it-deflist";
import footnotes from "markdown-it-footnote";
import tasks from "markdown-it-task-lists";

import { browse, excerpt, iso, long, minutes, neighbours, plain, toc } from "./filters.js";
import { byDate, feeds, groups, listings, slug } from "./listings.js";

const MENU = [
  ["Home", "/"],
  ["Blog", "/posts/"],
  ["Members", "/members/"],
  ["Events", "/events/"],
  ["Tags", "/tags/"],
  ["Archive", "/years/"],
  ["About", "/about/"],
  ["How it works", "/how-it-works/"],
  ["Privacy", "/privacy/"],
].map(([name, url]) => ({ name, url }));

// As Hugo's render hooks do it: a post names the file of another, or of a picture, and readers get its address.
function addresses(markdown) {
  markdown.core.ruler.push("addresses", (state) => {
    for (const { children } of state.tokens) {
      for (const token of children ?? []) {
        const attribute = { link_open: "href", image: "src" }[token.type];
        const address = attribute && token.attrGet(attribute);
        if (address && !address.includes(":")) {
          token.attrSet(attribute, `/posts/${address.replace(/\.md$/, "/")}`);
        }
      }
    }
  });
}

export default function (site) {
  site.setUseGitIgnore(false);
  site.addPassthroughCopy({ "content/posts/pictures": "posts/pictures" });
  site.addPlugin(syntaxHighlight);
  site.amendLibrary("md", (markdown) =>
    markdown
      .use(anchor, { permalink: anchor.permalink.linkInsideHeader({ class: "headerlink", symbol: "&para;" }) })
      .use(definitions)
      .use(footnotes)
      .use(tasks)
      .use(addresses),
  );

  site.addGlobalData("site", { title: "Example Network", url: "https://example.org", menu: MENU });
  site.addCollection("posts", byDate);
  site.addCollection("groups", groups);
  site.addCollection("listings", listings);
  site.addCollection("feeds", feeds);
  for (const noun of ["members", "events"]) {
    site.addCollection(noun, (all) =>
      all.getFilteredByGlob(`content/${noun}/*.md`).sort((a, b) => (a.data.title < b.data.title ? -1 : 1)),
    );
  }
  for (const [name, filter] of Object.entries({ browse, excerpt, iso, long, minutes, neighbours, plain, slug, toc })) {
    site.addFilter(name, filter);
  }
}

export const config = {
  dir: { input: "content", includes: "_layouts", layouts: "_layouts" },
  htmlTemplateEngine: "njk",
  markdownTemplateEngine: false, // a post is Markdown, and nothing in it is a template
};

"""What the name of a file means to others than us: to web hosts, to Windows, to disks that don't tell capitals apart.

One list serves the check of content, the check of contributions, and the unpacking of previews, which runs without our
libraries (build_machine/unpack.py). So there is nothing here but Python's own library.
"""

from __future__ import annotations

import re
import unicodedata

from talanoa.characters import like_latin

# Files that say how a site is served, by the host that reads them. Some hosts look in every folder (Apache, IIS, PHP,
# Azure), others only at the top of what is published or of the repository; here a name counts wherever it is.
_FILES = frozenset(
    name
    for names in (
        "robots.txt ads.txt app-ads.txt sellers.json crossdomain.xml clientaccesspolicy.xml",  # what machines may take and ask
        "apple-app-site-association",  # which programs of a telephone open the site's links
        "sw.js service-worker.js serviceworker.js firebase-messaging-sw.js",  # scripts between readers and the site
        ".htaccess .htpasswd .htgroup .htdigest",  # Apache and LiteSpeed
        "web.config app_offline.htm global.asax applicationhost.config machine.config",  # IIS
        ".user.ini php.ini web.xml caddyfile",  # PHP, Java, Caddy
        "nginx.conf nginx.conf.sigil httpd.conf lighttpd.conf mime.types staticfile.auth",  # what buildpacks take for a server's
        "_headers _redirects",  # Netlify, Cloudflare, GitLab Pages, Codeberg, Render and others
        "netlify.toml .netlify",
        "_worker.js _routes.json .assetsignore wrangler.toml wrangler.json wrangler.jsonc",  # Cloudflare
        "vercel.json vercel.ts vercel.js vercel.mjs now.json .vercel .now .vercelignore .nowignore",
        "middleware.js middleware.mjs middleware.ts _middleware.js _middleware.ts",  # Vercel, Cloudflare, Netlify
        "firebase.json .firebaserc apphosting.yaml apphosting.yml",
        "staticwebapp.config.json routes.json swa-cli.config.json host.json function.json",  # Azure
        "amplify.yml amplify.yaml customhttp.yml customhttp.yaml deploy-manifest.json .amplify-hosting",  # AWS
        "buildspec.yml buildspec.yaml appspec.yml appspec.yaml serverless.yml serverless.yaml",
        "app.yaml app.yml dispatch.yaml cloudbuild.yaml cloudbuild.yml",  # Google
        "render.yaml render.yml fly.toml railway.json railway.toml nixpacks.toml koyeb.yaml .do",
        "heroku.yml captain-definition dockerrun.aws.json deploy.cmd azure-pipelines.yml jenkinsfile stormkit.config.yml",
        "fleek.json fleek.config.js zeabur.json esa.jsonc vercel.jsonc spin.toml wasmer.toml docker-compose.yml compose.yaml",
        "procfile app.json static.json staticfile manifest.yml project.toml",  # Heroku and Cloud Foundry
        "cname .nojekyll _config.yml _config.yaml _config.toml gemfile",  # GitHub Pages
        ".gitlab-ci.yml bitbucket-pipelines.yml .domains statichost.yml edgeone.json zbpack.json",
        "auth router cors 200.html .surgeignore",  # Surge
        "package.json deno.json deno.jsonc composer.json dockerfile containerfile",  # what hosts install and run
        ".well-known",
    )
    for name in names.split()
)
# Folders at the top that hosts run, or publish in the place of everything else.
_FOLDERS = frozenset(
    (
        *("functions", "api", "_api", "netlify", "edge-functions", "node-functions", "amplify", "cgi-bin", "public"),
        *("web-inf", "meta-inf", "app_code", "app_data", "_plugins", "_layouts", "_includes", "__"),
    )
)
# What servers run in the place of sending it. Apache does so wherever such an ending is in a name: report.php.pdf
_RUN = re.compile(r"php\d?|phtml|pht|phar|f?cgi|aspx?|ashx|asmx|ascx|cshtml|jspx?|jhtml|cfml?|shtml?|stm")

_IGNORED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")  # by some disks

# Windows refuses these; the last are characters that change the order in which a name is read, or break its line.
_UNWRITABLE = re.compile(
    r"""[<>:"|?*\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"""
    r"|[. ](?:/|\Z)|(?:\A|/)(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:[ .][^/]*)?(?:/|\Z)"
)


def steers_host(path: str) -> bool:
    """True for a file that may tell a web host what to do, or that a server may run; folders are those of a site."""
    first, *rest = parts = [_plainly(part) for part in path.split("/")]
    if not _FILES.isdisjoint(parts) or (rest and first in _FOLDERS):
        return True
    return any(_RUN.fullmatch(ending) for ending in parts[-1].split(".")[1:])


def is_hidden(path: str) -> bool:
    """True if the name of the file, or of a folder around it, begins with a full stop, or with what looks like one."""
    return any(_plainly(part).startswith(".") for part in path.split("/") if part not in (".", ".."))


def is_writable_everywhere(path: str) -> bool:
    """True for a path that every computer can write, and that reads as it is."""
    return not _UNWRITABLE.search(path)


def folded(path: str) -> str:
    """The same for paths that Windows and macOS take for one: capital letters, and how accents are put together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _plainly(part: str) -> str:
    """A name as the most lenient disk and eye read it: `Web.Config .`, `web.config::$DATA`, `ｗｅｂ．ｃｏｎｆｉｇ`."""
    if not part.isascii():
        part = like_latin(unicodedata.normalize("NFKC", _IGNORED.sub("", part)))
    return part.casefold().partition(":")[0].strip(" ").rstrip(". ")

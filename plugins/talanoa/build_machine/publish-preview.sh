#!/bin/sh
# Puts an unpacked preview into the repository of previews, under the commit that it shows, and forgets older ones:
# publish-preview.sh /FOLDER CHECKOUT COMMIT
set -eu
site=$1
commit=$3
cd "$2"
echo "$commit" | grep -qxE '[0-9a-f]{40}'
branch=$(git symbolic-ref --short HEAD)

touch newest.txt
{ echo "$commit"; grep -vx "$commit" newest.txt || true; } | head -n 20 >newest.new
mv newest.new newest.txt
for shown in */; do
    grep -qx "${shown%/}" newest.txt || rm -rf "./$shown"
done
rm -rf "./$commit"
cp -R "$site" "./$commit"

# No search engine should find what may never be published.
printf 'User-agent: *\nDisallow: /\n' >robots.txt
printf '/*\n  X-Robots-Tag: noindex, nofollow\n  Referrer-Policy: no-referrer\n' >_headers
touch .nojekyll

# One commit without a past, so that what is taken away is gone.
git checkout --quiet --orphan without-a-past
git add --all
git -c user.name=previews -c user.email=previews@invalid commit --quiet --message "Previews"
git push --quiet --force origin "HEAD:$branch"

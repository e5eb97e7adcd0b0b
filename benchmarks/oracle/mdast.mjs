// Prints one JSON tree a line for each Markdown document read from standard input (a JSON array of strings).
import {readFileSync} from 'node:fs'
import {fromMarkdown} from 'mdast-util-from-markdown'
import {gfm} from 'micromark-extension-gfm'
import {gfmFromMarkdown} from 'mdast-util-gfm'
import {frontmatter} from 'micromark-extension-frontmatter'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
const documents = JSON.parse(readFileSync(0, 'utf8'))
for (const text of documents) {
  const tree = fromMarkdown(text, {extensions: [gfm(), frontmatter(['yaml'])], mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml'])]})
  console.log(JSON.stringify(tree))
}

import { readdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const ignored = new Set(['node_modules', 'dist', 'coverage', '.git', '.tsbuild']);

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });

/** A block of TypeScript, with the comment before it that names the file from which it is taken. */
const blocks = /(?:<!-- (\S+) -->\n+)?```ts\n([\s\S]*?)```/g;
const links = /\]\((?!https?:|#)([^)#\s]+)/g;

/** Rewrites the blocks instead of checking them: `HOLDALL_WRITE_DOCS=1 npx vitest run test/docs`. */
const write = process.env['HOLDALL_WRITE_DOCS'] === '1';

describe.each(markdownIn(root).map((path) => [relative(root, path), path] as const))('%s', (_name, path) => {
  const text = readFileSync(path, 'utf8');

  it('takes its code from files that the tests run', () => {
    const current = text.replaceAll(blocks, (block: string, source: string | undefined) => {
      expect(source, `say from which file this block is taken:\n${block}`).toBeDefined();
      return `<!-- ${source} -->\n\n\`\`\`ts\n${readFileSync(join(root, source!), 'utf8')}\`\`\``;
    });
    if (write) writeFileSync(path, current);
    expect(readFileSync(path, 'utf8')).toBe(current);
  });

  it('links to files that exist', () => {
    const broken = [...text.matchAll(links)]
      .map((link) => link[1]!)
      .filter((link) => !existsSync(join(dirname(path), link)));
    expect(broken).toEqual([]);
  });
});

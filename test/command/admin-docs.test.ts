/** Every command line in the pages for admins is one that the command understands. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/command/arguments.ts';
import { productProfiles } from '../../src/command/config-product.ts';
import { examples } from '../../src/preferences/generate/examples.ts';
import { isKeyName } from '../../src/preferences/table.ts';

const folder = join(import.meta.dirname, '../../docs/admin');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const textOf = (page: string): string => readFileSync(join(folder, page), 'utf8');

/** What Jamf passes to a script: mount point, computer, user, then the parameters. */
const jamfParameters = ['/', 'Mac', 'jappleseed', 'prompt', 'com.example.label', 'trigger', 'yes'];

const codeIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap((block) => (block[1] ?? '').split('\n')),
  ...[...text.replace(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map((code) => code[1] ?? ''),
];

/** The words after `intermission`, as a shell would hand them over; null where the line calls something else. */
function wordsOf(line: string): readonly string[] | null {
  const call = /^\s*(?:sudo |exec )?(?:\/usr\/local\/bin\/)?intermission (.*)$/.exec(
    line.replace(/ > \S+$/, ''),
  );
  return call?.[1]?.split(/\s+/).flatMap((word) => (word === '"$@"' ? jamfParameters : [word])) ?? null;
}

const calls = pages.flatMap((page) =>
  codeIn(textOf(page)).flatMap((line) => {
    const words = wordsOf(line);
    return words === null ? [] : [[page, line.trim(), words] as const];
  }),
);

describe('the pages for admins', () => {
  it.each(calls)('%s: %s', (_page, _line, words) => {
    const parsed = parseCommandLine(words);
    expect(parsed.ok ? '' : parsed.problem.err).toBe('');
    const request = parsed.ok ? parsed.value.request : null;
    if (request?.kind === 'config' && request.action.kind === 'example' && request.action.name !== null) {
      expect([...examples, ...productProfiles].map(({ name }) => name)).toContain(request.action.name);
    }
  });

  it('call the command at all, with everything that an admin needs', () => {
    const kinds = new Set(
      calls.map(([, , words]) => (words[0] === 'config' ? `config ${words[1] ?? ''}` : words[0])),
    );
    for (const kind of [
      'prompt',
      'cleanup',
      'jamf',
      'status',
      'config check',
      'config print',
      'config import',
      'config schema',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it.each(pages)('%s: names only keys that there are', (page) => {
    const names = codeIn(textOf(page)).filter((code) =>
      /^(Trigger|Title|Message|[A-Z][a-z]+[A-Z]\w*)$/.test(code),
    );
    expect(names.filter((name) => !isKeyName(name) && !name.startsWith('Payload'))).toEqual([]);
  });

  it.each(pages)('%s: links lead somewhere', (page) => {
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (!target.startsWith('https://'))
        expect(existsSync(join(folder, dirname(page), target)), target).toBe(true);
    }
  });
});

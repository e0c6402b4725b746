/** What the documents say must be so: links lead somewhere, commands are understood, keys exist, log lines are what the programs write. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { parseCommandLine } from '../../src/command/arguments.ts';
import { productProfiles } from '../../src/command/config-product.ts';
import { examples } from '../../src/preferences/generate/examples.ts';
import { keyNames } from '../../src/preferences/table.ts';

const repository = join(import.meta.dirname, '../..');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: repository,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => existsSync(join(repository, file)));
const textOf = (file: string): string => readFileSync(join(repository, file), 'utf8');

/** Fenced blocks of these languages, line by line. */
function linesIn(file: string, ...languages: readonly string[]): readonly string[] {
  const blocks = textOf(file).matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm);
  return [...blocks]
    .filter(([, language = '']) => languages.includes(language))
    .flatMap(([, , content = '']) => content.replaceAll(/\\\n\s*/g, ' ').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** As GitHub makes them of headings. */
const anchorsOf = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

const linksOf = (file: string): readonly string[] =>
  [
    ...textOf(file)
      .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
      .matchAll(/\]\(<?([^)>\s]+)>?\)/g),
  ].map(([, target = '']) => target);

describe('every link in the documents', () => {
  it.each(documents)('of %s leads to a file, and to a heading in it', (file) => {
    const broken = linksOf(file).filter((link) => {
      if (/^[a-z]+:/.test(link)) return !link.startsWith('https://') && !link.startsWith('mailto:');
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
      if (!existsSync(join(repository, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('every command in the documents', () => {
  const prefix = /^(?:sudo )?(?:exec )?(?:\/usr\/local\/bin\/)?intermission (.*)$/;
  const commands = documents
    .filter((file) => file !== 'docs/COMMAND.md')
    .flatMap((file) => linesIn(file, 'sh', 'bash').map((line) => ({ file, line })))
    .filter(({ line }) => prefix.test(line));

  it('is among a good many', () => {
    expect(commands.length).toBeGreaterThan(30);
  });

  it.each(commands)('of $file is understood: $line', ({ line }) => {
    const [, words = ''] = prefix.exec(line) ?? [];
    const [command = ''] = words.split(/ [|>] | 2?> /);
    // What a policy script passes on: mount point, computer name, user, and parameter 4.
    const args = command.replace('"$@"', '/ mac42 jappleseed prompt').match(/'[^']*'|\S+/g) ?? [];
    const parsed = parseCommandLine(args.map((word) => word.replace(/^'(.*)'$/, '$1')));
    expect(parsed.ok ? '' : parsed.problem.err).toBe('');
    const request = parsed.ok ? parsed.value.request : null;
    if (request?.kind === 'config' && request.action.kind === 'example' && request.action.name !== null) {
      expect([...examples, ...productProfiles].map(({ name }) => name)).toContain(request.action.name);
    }
  });

  it.each([
    ...['prompt', 'cleanup', 'jamf', 'status', 'presence', 'history', 'retry', 'simulate', 'support-bundle'],
    ...['check', 'print', 'import', 'schema', 'manifest', 'example'].map((action) => `config ${action}`),
  ])('is among those that an admin needs: %s', (wanted) => {
    expect(commands.some(({ line }) => line.includes(`intermission ${wanted}`))).toBe(true);
  });

  it('of npm is a script of the package', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((file) =>
      [...textOf(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('every key in the documents', () => {
  /** Words in the same form that are no keys of ours. */
  const others = new Set([
    'AbandonProcessGroup', 'AssociatedBundleIdentifiers', 'BundleIdentifier',
    'BundleIsRelocatable',
    'CFBundleShortVersionString', 'LabelPrefix', 'LaunchOnlyOnce', 'PayloadScope',
    'ProcessType', 'RunAtLoad',
    'SystemPolicyAppBundles', 'StartCalendarInterval', 'StandardOutPath', 'TeamIdentifier', 'ThrottleInterval',
  ]); // prettier-ignore
  const named = documents
    .filter((file) => file.startsWith('docs/admin/') || file === 'README.md')
    .flatMap((file) =>
      [...textOf(file).matchAll(/`([A-Z][a-z]+(?:[A-Z]+[a-z]*)+)`/g)].map(([, key = '']) => ({ file, key })),
    );

  it('is a preference key', () => {
    const known = new Set<string>(keyNames);
    expect(named.filter(({ key }) => !known.has(key) && !others.has(key))).toEqual([]);
  });
});

describe('every log line in the documents', () => {
  const lines = documents.flatMap((file) => linesIn(file, 'log').map((line) => ({ file, line })));

  it('is among a good many', () => {
    expect(lines.length).toBeGreaterThan(8);
  });

  it.each(lines)('of $file is one that a program writes: $line', ({ line }) => {
    expect(writtenWords().some((pattern) => pattern.test(line))).toBe(true);
  });
});

let patterns: readonly RegExp[] | null = null;

/** The texts in the sources of the programs, with anything in place of what is filled in. */
function writtenWords(): readonly RegExp[] {
  patterns ??= [
    ...['core', 'helper', 'command', 'files', 'link', 'preferences', 'main'].map((name) => `src/${name}`),
    'packaging/scripts',
  ]
    .flatMap((folder) => sourcesBelow(join(repository, folder)))
    .flatMap(textsIn)
    // Too little in common with a line to prove anything.
    .filter((parts) => parts.join('').replaceAll(/\W/g, '').length >= 12)
    .map(
      (parts) => new RegExp(parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')),
    );
  return patterns;
}

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesBelow(path);
    return /\.(tsx?|sh)$/.test(name) ? [path] : [];
  });

/** Each text as its fixed parts. */
function textsIn(file: string): readonly (readonly string[])[] {
  const content = readFileSync(file, 'utf8');
  if (file.endsWith('.sh')) {
    return [...content.matchAll(/(?:say|fail|die|note) "([^"]+)"/g)].map(([, text = '']) =>
      text.split(/\$\{?\w+\}?/).filter((part) => part !== ''),
    );
  }
  const found: (readonly string[])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push([node.text]);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      found.push(parts.filter((part) => part !== ''));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(relative(repository, file), content, ts.ScriptTarget.Latest, true));
  return found;
}

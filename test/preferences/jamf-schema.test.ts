/** The schema for Jamf Pro's form: only what the form understands, and everything that the table has. */
import { describe, expect, it } from 'vitest';
import { jamfSchema, type Json } from '../../src/preferences/generate/jamf-schema.ts';
import { keysOf } from '../../src/preferences/generate/words.ts';
import { readerOf } from '../../src/preferences/read-value.ts';
import { keyNamed, type KeyName } from '../../src/preferences/table.ts';

describe.each(['organization', 'deployment'] as const)('the Jamf Pro schema of the %s', (place) => {
  type Node = Readonly<Record<string, Json>>;
  const schema = jamfSchema(place);
  const properties = schema['properties'] as Readonly<Record<string, Node>>;
  const isNode = (value: Json | undefined): value is Node =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

  /** Keywords that were counted in schemas which Jamf's form shows (macos.md B4), and where they may stand. */
  const keywords = new Set([
    ...[
      'title',
      'description',
      'properties',
      'property_order',
      'type',
      'anyOf',
      'default',
      'enum',
      'options',
    ],
    ...['links', 'items', 'required', 'pattern', 'maxItems', '__version'],
  ]);
  const optionKeywords = new Set(['enum_titles', 'infoText', 'remove_empty_properties']);
  const types = ['boolean', 'string', 'integer', 'array', 'object', 'number', 'null'];

  /** Every schema within this one. */
  function nodesOf(node: Node): readonly Node[] {
    const inner = isNode(node['properties']) ? Object.values(node['properties']) : [];
    const either = Array.isArray(node['anyOf']) ? (node['anyOf'] as readonly Json[]) : [];
    const children = [...inner, ...either, node['items']].filter((child) => isNode(child));
    return [node, ...children.flatMap(nodesOf)];
  }

  it('has only keywords that the form supports', () => {
    for (const node of nodesOf(schema)) {
      expect(Object.keys(node).filter((keyword) => !keywords.has(keyword))).toEqual([]);
      const options = isNode(node['options']) ? Object.keys(node['options']) : [];
      expect(options.filter((keyword) => !optionKeywords.has(keyword))).toEqual([]);
      if (node['type'] !== undefined) expect(types).toContain(node['type']);
      for (const link of Array.isArray(node['links']) ? (node['links'] as readonly Node[]) : []) {
        expect(Object.keys(link)).toEqual(['rel', 'href']);
        expect(link['href']).toMatch(/^https:\/\//);
      }
    }
  });

  it('has every key of its domain, in ascending order', () => {
    expect(Object.keys(properties)).toEqual(keysOf(place).map(([name]) => name));
    const orders = Object.values(properties).map((node) => Number(node['property_order']));
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(new Set(orders).size).toBe(orders.length);
  });

  it('offers "Not Configured" first for every key but the trigger', () => {
    for (const [name, node] of Object.entries(properties)) {
      const either = node['anyOf'] as readonly Node[] | undefined;
      if (name === 'Trigger') expect([either, schema['required']]).toEqual([undefined, ['Trigger']]);
      else {
        expect(either?.[0]).toEqual({ type: 'null', title: 'Not Configured' });
        expect([either?.length, either?.[1]?.['title']]).toEqual([2, 'Configured']);
      }
    }
  });

  it('has a title for each value of a list, and defaults that the reader takes', () => {
    for (const [name, node] of Object.entries(properties)) {
      for (const inner of nodesOf(node)) {
        if (!Array.isArray(inner['enum'])) continue;
        const titles = isNode(inner['options']) ? inner['options']['enum_titles'] : null;
        expect(titles).toHaveLength((inner['enum'] as readonly Json[]).length);
      }
      const value = (node['anyOf'] as readonly Node[] | undefined)?.[1]?.['default'];
      if (value !== undefined)
        expect([name, readerOf(keyNamed(name as KeyName).type)(value).ok]).toEqual([name, true]);
    }
  });

  it('has patterns that its examples and defaults fit', () => {
    for (const [name, node] of Object.entries(properties)) {
      const pattern = nodesOf(node).find((inner) => inner['pattern'] !== undefined)?.['pattern'];
      if (typeof pattern !== 'string') continue;
      const example = keyNamed(name as KeyName).example;
      expect([name, typeof example === 'string' && new RegExp(pattern).test(example)]).toEqual([name, true]);
    }
  });
});

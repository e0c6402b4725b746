/**
 * The custom schema for Jamf Pro's form (Computers > Configuration Profiles > Application & Custom Settings). Only keywords
 * that the form supports (macos.md B4): no `minimum`, `maximum` or `format`; ranges stand in the description.
 */
import type { Key } from '../key.ts';
import type { Option, ValueKind } from '../value-kinds.ts';
import {
  description,
  domainHelp,
  domainTitle,
  hint,
  keysOf,
  offeredLanguages,
  version,
  writtenDefault,
} from './words.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** The form numbers properties in steps, so that an admin may put one between. */
const step = 5;

export function jamfSchema(place: 'organization' | 'deployment'): JsonObject {
  const keys = keysOf(place);
  const required = keys.filter(([name]) => isRequired(name)).map(([name]) => name);
  return {
    title: domainTitle[place],
    description: domainHelp[place],
    __version: version,
    type: 'object',
    options: { remove_empty_properties: true },
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(
      keys.map(([name, key], index) => [name, property(name, key, (index + 1) * step)]),
    ),
  };
}

/** Without a trigger there is nothing to run. */
const isRequired = (name: string): boolean => name === 'Trigger';

function property(name: string, key: Key, order: number): JsonObject {
  const links = linksOf(key.type);
  const common: JsonObject = {
    title: key.title,
    description: description(key),
    property_order: order,
    options: { infoText: hint(key) },
    ...(links.length === 0 ? {} : { links }),
  };
  if (isRequired(name)) return { ...common, ...valueOf(key.type) };
  const value = writtenDefault(key);
  // The form offers "Not Configured" first, and so writes nothing for a key that nobody touched.
  const configured = {
    title: 'Configured',
    ...(value === null ? {} : { default: value }),
    ...valueOf(key.type),
  };
  return { ...common, anyOf: [{ type: 'null', title: 'Not Configured' }, configured] };
}

function valueOf(type: ValueKind): JsonObject {
  switch (type.kind) {
    case 'text':
      return { type: 'string', ...(type.form === null ? {} : { pattern: type.form.expression }) };
    case 'markdown':
    case 'date':
      return { type: 'string' };
    case 'time-range':
      return { type: 'string', pattern: '^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$' };
    case 'week-hours':
      return { type: 'string', pattern: '^(MON|TUE|WED|THU|FRI|SAT|SUN):[0-9]' };
    case 'integer':
      return { type: 'integer' };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return { type: 'string', ...enumOf(type.options) };
    case 'choices':
      return { type: 'array', items: { type: 'string', title: 'Entry', ...enumOf(type.options) } };
    case 'texts':
      return { type: 'array', maxItems: type.mostItems, items: { type: 'string', title: 'Entry' } };
    case 'minutes':
      return { type: 'array', maxItems: type.mostItems, items: { type: 'integer', title: 'Minutes' } };
    case 'languages':
      return { type: 'object', properties: languageProperties() };
  }
}

const enumOf = (options: readonly Option[]): JsonObject => ({
  enum: options.map(({ value }) => value),
  options: { enum_titles: options.map(({ title }) => title) },
});

const languageProperties = (): JsonObject =>
  Object.fromEntries(
    Object.entries(offeredLanguages).map(([tag, title], index) => [
      tag,
      { type: 'string', title, property_order: (index + 1) * step },
    ]),
  );

/** Where a way of writing is explained by those who defined it. */
function linksOf(type: ValueKind): readonly JsonObject[] {
  switch (type.kind) {
    case 'markdown':
      return [{ rel: 'How Markdown is written', href: 'https://commonmark.org/help/' }];
    case 'date':
      return [{ rel: 'How dates are written', href: 'https://www.rfc-editor.org/rfc/rfc3339' }];
    case 'languages':
      return [{ rel: 'How languages are named', href: 'https://www.rfc-editor.org/info/bcp47' }];
    default:
      return [];
  }
}

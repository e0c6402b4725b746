/**
 * The manifests for ProfileCreator and iMazing Profile Editor, as dictionaries. Keys of the manifest format: macos.md B3.
 */
import type { Key } from '../key.ts';
import type { Option, ValueKind } from '../value-kinds.ts';
import {
  description,
  domainHelp,
  domainTitle,
  hint,
  inlineText,
  keysOf,
  offeredLanguages,
  product,
  version,
  writtenDefault,
} from './words.ts';

/** What a property list may hold. */
export type PlistValue =
  string | number | boolean | Date | readonly PlistValue[] | { readonly [key: string]: PlistValue };
export type PlistDictionary = Readonly<Record<string, PlistValue>>;

/** Raised by hand with what stands in the manifests, so that generating twice gives the same files. */
const manifestVersion = 1;
const lastModified = new Date('2026-11-21T00:00:00Z');

const domains = {
  organization: { domain: 'io.intermission', unique: true },
  deployment: { domain: 'io.intermission.deployment', unique: false },
} as const;

export function profileManifest(place: 'organization' | 'deployment'): PlistDictionary {
  const { domain, unique } = domains[place];
  return {
    pfm_app_min: version,
    pfm_description: domainHelp[place],
    pfm_domain: domain,
    pfm_format_version: 1,
    pfm_interaction: 'combined',
    pfm_last_modified: lastModified,
    ...(place === 'deployment' ? { pfm_note: domainHelp.deployment } : {}),
    pfm_platforms: ['macOS'],
    pfm_subkeys: [...payloadKeys(place), ...keysOf(place).map(([name, key]) => subkey(name, key))],
    // The helper reads what belongs to the Mac, never to a user.
    pfm_targets: ['system'],
    pfm_title: domainTitle[place],
    pfm_unique: unique,
    pfm_version: manifestVersion,
  };
}

function payloadKeys(place: 'organization' | 'deployment'): readonly PlistDictionary[] {
  const { domain } = domains[place];
  const type: PlistDictionary =
    place === 'organization'
      ? { pfm_default: domain, pfm_description: 'The type of the payload: the domain.' }
      : {
          pfm_default: `${domain}.ID`,
          pfm_description: 'The type of the payload: the domain of this deployment.',
          pfm_format: '^io\\.intermission\\.deployment\\.[A-Za-z0-9][A-Za-z0-9._-]{0,127}$',
          pfm_note: domainHelp.deployment,
        };
  return [
    {
      pfm_default: `Configures ${product}`,
      pfm_description: 'What the payload is for.',
      pfm_name: 'PayloadDescription',
      pfm_title: 'Payload Description',
      pfm_type: 'string',
    },
    {
      pfm_default: domainTitle[place],
      pfm_description: 'The name of the payload.',
      pfm_name: 'PayloadDisplayName',
      pfm_require: 'always',
      pfm_title: 'Payload Display Name',
      pfm_type: 'string',
    },
    {
      pfm_default: domain,
      pfm_description: 'The unique identifier of the payload, in reverse DNS form.',
      pfm_name: 'PayloadIdentifier',
      pfm_require: 'always',
      pfm_title: 'Payload Identifier',
      pfm_type: 'string',
    },
    {
      ...type,
      pfm_name: 'PayloadType',
      pfm_require: 'always',
      pfm_title: 'Payload Type',
      pfm_type: 'string',
    },
    {
      pfm_description: 'The unique number of the payload.',
      pfm_format: '^[0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12}$',
      pfm_name: 'PayloadUUID',
      pfm_require: 'always',
      pfm_title: 'Payload UUID',
      pfm_type: 'string',
    },
    {
      pfm_default: 1,
      pfm_description: 'The version of the payload.',
      pfm_name: 'PayloadVersion',
      pfm_range_list: [1],
      pfm_require: 'always',
      pfm_title: 'Payload Version',
      pfm_type: 'integer',
    },
    {
      pfm_description: 'The organization that issues the payload.',
      pfm_name: 'PayloadOrganization',
      pfm_title: 'Payload Organization',
      pfm_type: 'string',
    },
  ];
}

function subkey(name: string, key: Key): PlistDictionary {
  const value = writtenDefault(key);
  const placeholder = ['text', 'markdown', 'date', 'time-range', 'week-hours'].includes(key.type.kind);
  return {
    pfm_app_min: key.since,
    ...(value === null ? {} : { pfm_default: value }),
    pfm_description: description(key),
    pfm_name: name,
    pfm_note: hint(key),
    ...(name === 'Trigger' ? { pfm_require: 'always' } : {}),
    pfm_title: key.title,
    ...(placeholder ? { pfm_value_placeholder: inlineText(key.example) } : {}),
    ...valueOf(key.type),
  };
}

function valueOf(type: ValueKind): PlistDictionary {
  switch (type.kind) {
    case 'text':
      return { pfm_type: 'string', ...(type.form === null ? {} : { pfm_format: type.form.expression }) };
    case 'markdown':
    case 'date':
    case 'time-range':
    case 'week-hours':
      return { pfm_type: 'string' };
    case 'integer':
      return {
        pfm_type: 'integer',
        pfm_range_min: type.least,
        pfm_range_max: type.most,
        pfm_value_unit: type.unit,
      };
    case 'boolean':
      return { pfm_type: 'boolean' };
    case 'choice':
      return { pfm_type: 'string', ...rangeOf(type.options) };
    case 'choices':
      return arrayOf({ pfm_type: 'string', ...rangeOf(type.options) });
    case 'texts':
      return arrayOf({ pfm_type: 'string' });
    case 'minutes':
      return arrayOf({
        pfm_type: 'integer',
        pfm_range_min: type.least,
        pfm_range_max: type.most,
        pfm_value_unit: 'minutes',
      });
    case 'languages':
      return { pfm_type: 'dictionary', pfm_subkeys: languageKeys() };
  }
}

const rangeOf = (options: readonly Option[]): PlistDictionary => ({
  pfm_range_list: options.map(({ value }) => value),
  pfm_range_list_titles: options.map(({ title }) => title),
});

const arrayOf = (item: PlistDictionary): PlistDictionary => ({
  pfm_type: 'array',
  pfm_subkeys: [{ pfm_title: 'Entry', ...item }],
});

const languageKeys = (): readonly PlistDictionary[] =>
  Object.entries(offeredLanguages).map(([tag, title]) => ({
    pfm_name: tag,
    pfm_title: title,
    pfm_type: 'string',
  }));

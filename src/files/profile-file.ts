/**
 * What a file says for which preference domains: a configuration profile (signed or not, in both forms of payload) or a plain
 * property list that is named by its domain. Reads bytes, opens nothing.
 */
import { failed, ok, type Result } from '../core/result.ts';
import { decodePlist, isDictionary } from './plist-file.ts';
import { contentOfSigned, looksSigned } from './signed-profile.ts';

/** Profiles carry certificates and pictures. */
export const mostProfileBytes = 4 * 1024 * 1024;

type Dictionary = Readonly<Record<string, unknown>>;

export interface DomainKeys {
  readonly domain: string;
  readonly keys: Dictionary;
}

/** Something about the file as a whole; `domain` is null where it is about no domain. */
export interface Remark {
  readonly severity: 'error' | 'warning' | 'note';
  readonly domain: string | null;
  readonly text: string;
}

export interface PreferenceFile {
  readonly domains: readonly DomainKeys[];
  readonly remarks: readonly Remark[];
}

const mcx = 'com.apple.ManagedClient.preferences';

/** `name` is the file's name, without its folders. The problem is to be read after it. */
export function readPreferenceFile(name: string, bytes: Uint8Array): Result<PreferenceFile, string> {
  const found = new Found();
  let content = bytes;
  if (looksSigned(bytes)) {
    const signed = contentOfSigned(bytes);
    if (!signed.ok) return signed;
    content = signed.value;
    found.remark('note', null, 'is signed; the signature was not checked');
  }
  const decoded = decodePlist(content, mostProfileBytes);
  if (!decoded.ok) return decoded;
  const dictionary = decoded.value;
  if (dictionary['EncryptedPayloadContent'] !== undefined) {
    return failed('is encrypted for one Mac; only that Mac can read it');
  }
  const payloads = dictionary['PayloadContent'];
  if (dictionary['PayloadType'] === 'Configuration' || Array.isArray(payloads)) {
    if (!Array.isArray(payloads)) return failed('is a profile without payloads');
    if (dictionary['PayloadScope'] === 'User') found.forUsers = true;
    for (const payload of payloads as readonly unknown[]) found.payload(payload);
    if (found.domains.size === 0) found.remark('warning', null, 'has no payload with preferences');
  } else if (typeof dictionary['PayloadType'] === 'string') found.payload(dictionary);
  else found.add(name.replace(/\.(plist|xml)$/i, ''), dictionary);
  return ok(found.file());
}

class Found {
  readonly domains = new Map<string, Dictionary>();
  forUsers = false;
  readonly #remarks: Remark[] = [];

  remark(severity: Remark['severity'], domain: string | null, text: string): void {
    this.#remarks.push({ severity, domain, text });
  }

  file(): PreferenceFile {
    return {
      domains: [...this.domains].map(([domain, keys]) => ({ domain, keys })),
      remarks: this.#remarks,
    };
  }

  payload(payload: unknown): void {
    const type = isDictionary(payload) ? payload['PayloadType'] : undefined;
    if (!isDictionary(payload) || typeof type !== 'string') {
      this.remark('warning', null, 'has a payload without a PayloadType, which is left out');
      return;
    }
    if (payload['PayloadEnabled'] === false) {
      this.remark('warning', type, 'is switched off in its profile (PayloadEnabled); read all the same');
    }
    if (type === mcx) this.#managedClient(payload['PayloadContent']);
    else
      this.add(
        type,
        Object.fromEntries(Object.entries(payload).filter(([key]) => !/^Payload[A-Z]/.test(key))),
      );
  }

  /** `PayloadContent` → domain → `Forced` → `mcx_preference_settings` (macos.md B2). */
  #managedClient(content: unknown): void {
    if (!isDictionary(content)) {
      this.remark('warning', null, `has a payload ${mcx} without content`);
      return;
    }
    for (const [domain, ways] of Object.entries(content)) {
      if (!isDictionary(ways)) continue;
      for (const way of Object.keys(ways).filter((key) => key !== 'Forced')) {
        this.remark(
          'warning',
          domain,
          `has settings under "${way}", which users can change; they are left out`,
        );
      }
      const forced: unknown = ways['Forced'];
      for (const entry of Array.isArray(forced) ? (forced as readonly unknown[]) : []) {
        const settings = isDictionary(entry) ? entry['mcx_preference_settings'] : undefined;
        if (isDictionary(settings)) this.add(domain, settings);
        else
          this.remark('warning', domain, 'has an entry without mcx_preference_settings, which is left out');
      }
    }
  }

  add(domain: string, keys: Dictionary): void {
    const before = this.domains.get(domain);
    if (before !== undefined) {
      this.remark('warning', domain, 'stands in more than one payload; macOS does not say which one wins');
    }
    if (this.forUsers) {
      this.remark('error', domain, 'is for users (PayloadScope User); only the computer level is read');
    }
    this.domains.set(domain, { ...before, ...keys });
  }
}

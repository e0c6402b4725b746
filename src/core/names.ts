/** The rules for names that end up in file names, plists and argument lists. Whatever breaks one is refused, never repaired. */

/** A deployment's id: part of a preference domain, a label and a file name. */
export const isDeploymentId = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text) && !text.includes('..');

/** The order of deployments' ids: numbers as numbers. */
export const byId = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Labels that no deployment may have: Apple's own, and those of the product's permanent jobs (`contract/identity.ts`). */
const takenLabel = /^(com\.apple\.|io\.intermission\.(helper|agent)$)/i;

/** A LaunchDaemon's label, which is also its file name without `.plist`. No separators, no dot-dot, no leading dot. */
export const isJobLabel = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text) && !text.includes('..') && !takenLabel.test(text);

/** A Jamf custom trigger. It is handed to jamf as one argument without a shell; a leading `-` would be read as an option. */
export const isTrigger = (text: string): boolean => /^[A-Za-z0-9._@][A-Za-z0-9._:+@ -]{0,127}$/.test(text);

/** The bundle ID of an app; it is looked for among running apps. */
export const isBundleId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(text);

/** An IANA zone name as `/etc/localtime` links to it. */
export const isZone = (text: string): boolean =>
  /^[A-Za-z][A-Za-z0-9._+-]*(\/[A-Za-z0-9._+-]+){0,2}$/.test(text);

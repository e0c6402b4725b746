/** The error numbers of launchd with the texts that `launchctl error` gives. */

export const ERRORS = {
  0: 'No error',
  1: 'Operation not permitted',
  2: 'No such file or directory',
  3: 'No such process',
  5: 'Input/output error',
  13: 'Permission denied',
  17: 'File exists',
  22: 'Invalid argument',
  36: 'Operation now in progress',
  37: 'Operation already in progress',
  107: 'Malformed bundle',
  108: 'Invalid path',
  109: 'Invalid property list',
  110: 'Invalid or missing service identifier',
  111: 'Invalid or missing Program/ProgramArguments',
  112: 'Could not find specified domain',
  113: 'Could not find specified service',
  119: 'Service is disabled',
  122: 'Path had bad ownership/permissions',
  124: 'Domain is tearing down',
  125: 'Domain does not support specified action',
  133: 'Multiple errors were returned; see stderr',
  134: 'Service cannot load in requested session',
} as const;

export type ErrorNumber = keyof typeof ERRORS;

export function errorText(number: number): string {
  return number in ERRORS ? ERRORS[number as ErrorNumber] : 'unknown error';
}

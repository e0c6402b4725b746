/** The help texts. */
import { exitCodeMeanings } from './exit-codes.ts';

/** For each command: its arguments, what it does, and its options. */
export const commands = {
  prompt: {
    synopsis: 'prompt --deployment ID',
    what: 'Ask the user when a deployment may run. Returns at once; nothing waits for a person.',
    options: ['--deployment ID   the deployment, as in its preference domain io.intermission.deployment.ID'],
  },
  jamf: {
    synopsis: 'jamf MOUNT COMPUTER USER [MODE [LABEL [TRIGGER [OS-UPDATES]]]]',
    what: 'What a Jamf policy script calls as: intermission jamf "$@". Parameters 4 to 7 as in Better Jamf Policy Deferral.',
    options: [
      'MODE         prompt (also when blank) or cleanup',
      'LABEL        label of the LaunchDaemon; blank: io.intermission.deferred-policy',
      'TRIGGER      custom trigger of the execution policy; blank: trigger_for_deferred_policy',
      'OS-UPDATES   yes: ask only while macOS lists pending updates; blank: no',
    ],
  },
  cleanup: {
    synopsis: 'cleanup --deployment ID',
    what: 'Called at the end of the execution policy: the run has come to its end, the LaunchDaemon goes.',
    options: ['--deployment ID   the deployment'],
  },
  run: {
    synopsis: 'run --deployment ID --appointment TIME -- COMMAND [ARGUMENT…]',
    what: 'What the LaunchDaemon calls at the chosen minute. Not meant to be typed.',
    options: [
      '--deployment ID      the deployment',
      '--appointment TIME   the appointment that this job was made for',
    ],
  },
  defer: {
    synopsis: 'defer --deployment ID (--in MINUTES | --at TIME)',
    what: 'For the help desk: fix the time for the user, within the deadline. Uses up no deferral.',
    options: [
      '--deployment ID   the deployment',
      '--in MINUTES      minutes from now; 0 is now',
      '--at TIME         local time, such as 2026-11-21T17:00',
    ],
  },
  cancel: {
    synopsis: 'cancel --deployment ID',
    what: 'Withdraw the question or the appointment; the next prompt begins anew.',
    options: ['--deployment ID   the deployment'],
  },
  status: {
    synopsis: 'status [--json]',
    what: 'What is known of every deployment.',
    options: ['--json   machine-readable, versioned by its key "schema"'],
  },
  reload: {
    synopsis: 'reload',
    what: 'Read the preferences again now.',
    options: [],
  },
  version: { synopsis: 'version', what: 'Print the version.', options: [] },
} as const;

export type CommandName = keyof typeof commands;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

export function generalHelp(): string {
  const names = Object.keys(commands) as CommandName[];
  return [
    'Usage: intermission COMMAND [--help]',
    '',
    ...names.map((name) => `  ${name.padEnd(9)} ${commands[name].what}`),
    '',
    'Every command takes --root DIR: resolve every path below DIR (default /).',
    '',
    'Exit codes:',
    ...exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(2)}  ${meaning}`),
    '',
  ].join('\n');
}

export function commandHelp(name: CommandName): string {
  const { synopsis, what, options } = commands[name];
  const list = options.length === 0 ? [] : ['', ...options.map((option) => `  ${option}`)];
  return [`Usage: intermission ${synopsis}`, '', what, ...list, ''].join('\n');
}

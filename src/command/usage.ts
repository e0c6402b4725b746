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
  retry: {
    synopsis: 'retry ID',
    what: 'For the help desk: what has Failed begins anew at once, with all its attempts. Refused where nothing has failed, or the Mac still lacks what is required.',
    options: ['ID   the deployment; also as --deployment ID'],
  },
  status: {
    synopsis: 'status [ID] [--json]',
    what: 'What is known of every deployment, as a table; or all that is known of one.',
    options: [
      'ID       one deployment, in full',
      '--json   machine-readable, versioned by its key "schemaVersion"; docs/STATUS.md explains every key',
    ],
  },
  ea: {
    synopsis: 'ea (status | next | deadline | holds | version) [--deployment ID]',
    what: 'One <result> for an extension attribute of Jamf Pro. Always exit code 0, also when the helper is gone.',
    options: [
      'status     each deployment with its status, the worst first',
      'next       when the next run or restart begins; local time, as Jamf Pro’s data type Date wants it',
      'deadline   the earliest deadline of what is not done yet, in the same form',
      'holds      what is held back at this moment, and why',
      'version    the version of the helper',
      '',
      '--deployment ID   of one deployment only; not given, or blank: of all',
    ],
  },
  history: {
    synopsis: 'history [ID] [--since TIME] [--last N] [--json]',
    what: 'What happened, when and why: each change of a deployment, the newest last. Read from the file, so it needs no helper.',
    options: [
      'ID             of one deployment only',
      '--since TIME   from this day, local time or instant on, such as 2026-11-21, 2026-11-21T17:00 or 2026-11-21T16:00:00Z',
      '--last N       the newest N; not given: 50, or all since TIME',
      '--json         machine-readable, versioned by its key "schemaVersion"',
    ],
  },
  'support-bundle': {
    synopsis: 'support-bundle [FILE]',
    what: 'Put everything that explains a problem into one file, for whoever helps: status, preferences, history, logs, jobs. Names of people and machines, addresses and secrets are taken out; a list inside says what.',
    options: ['FILE   a new .tar.gz; not given: named by the time, in this folder'],
  },
  presence: {
    synopsis: 'presence [--json]',
    what: 'Look at the screen now, and say what is seen and what it would hold back. Takes a few seconds.',
    options: ['--json   machine-readable, versioned by its key "schemaVersion"'],
  },
  reload: {
    synopsis: 'reload',
    what: 'Read the preferences again now.',
    options: [],
  },
  config: {
    synopsis: 'config ACTION',
    what: 'Check, print and import preferences. Needs no helper, and no root for files that may be read.',
    options: [
      'check FILE…     find mistakes in profiles and property lists',
      'print           the effective values of this Mac, and where each came from',
      'import FILE     make a profile out of the settings of another tool',
      'schema NAME     the custom schema for Jamf Pro',
      'manifest NAME   the manifest for ProfileCreator and iMazing Profile Editor',
      'example [NAME]  an example profile; without a name: the list of them',
      '',
      'intermission config ACTION --help says more.',
    ],
  },
  simulate: {
    synopsis:
      'simulate PROFILE… [--from TIME] [--days N] [--person WHO] [--fleet N] [--zone ZONE] [--svg FILE] [--json]',
    what: 'Show on a timeline what a Mac, or a fleet, would see of these profiles. Needs no helper and no root; writes nothing but the picture.',
    options: [
      'PROFILE…      profiles (signed or not) and property lists, as for config check',
      '--from TIME   local time of the first check-in, such as 2026-11-25T08:30; not given: now',
      '--days N      how many days, 1 to 90; not given: 14',
      '--person WHO  prompt: answers within a minute with the preselected choice (also when not given)',
      '              late: puts it aside as long as possible, then takes the last choice',
      '              never: leaves every question on the screen',
      '              presenter: presents on working days, 10:00–12:00 and 14:00–15:30; otherwise as late',
      '--fleet N     1 to 100000 Macs; says how many call the server in the busiest minute',
      '--zone ZONE   such as Europe/Berlin; not given: that of this computer',
      '--svg FILE    draw a picture into this file',
      '--json        machine-readable, versioned by its key "schemaVersion"',
    ],
  },
  demo: {
    synopsis: 'demo PROFILE… [--language TAG] [--state STATE]',
    what: 'Open the dialog that these profiles would bring up, as a demonstration: nothing is asked, chosen, written or run. Run it in Terminal as yourself, without sudo. Needs the app, but no helper.',
    options: [
      'PROFILE…        profiles (signed or not) and property lists, as for config check',
      '--language TAG  such as de or pt-BR; not given: as the profile says, or your own',
      '--state STATE   choices: asks for the first time (also when not given)',
      '                last: the last deferral',
      '                none-left: every deferral is used',
      '                missed: an appointment passed while the Mac was asleep',
      '                warning: the last warning before a run without asking',
    ],
  },
  version: { synopsis: 'version', what: 'Print the version.', options: [] },
} as const;

/** For each action of `config`: its arguments, what it does, and its options. */
export const configActions = {
  check: {
    synopsis: 'config check [--json] FILE…',
    what: 'Read profiles (signed or not) and property lists that are named by their domain, as a Mac would. Exit code 65 when there are errors; warnings and notes do not change it.',
    options: ['--json   machine-readable, versioned by its key "schemaVersion"'],
  },
  print: {
    synopsis: 'config print [--json]',
    what: 'The effective values of this Mac and where each came from, read from the files themselves.',
    options: ['--json   machine-readable, versioned by its key "schemaVersion"'],
  },
  import: {
    synopsis: 'config import [--id ID] FILE',
    what: 'Make a profile out of a Better Jamf Policy Deferral script, or a profile of super, Nudge or Renew. The profile goes to standard output; what has no counterpart, and what means something else, to standard error.',
    options: ['--id ID   the ID of the deployment; not given: the trigger, or “imported”'],
  },
  schema: {
    synopsis: 'config schema (organization | deployment)',
    what: 'The custom schema for Jamf Pro: Computers, Configuration Profiles, Application & Custom Settings, External Applications.',
    options: [],
  },
  manifest: {
    synopsis: 'config manifest (organization | deployment)',
    what: 'The manifest for ProfileCreator and iMazing Profile Editor.',
    options: [],
  },
  example: {
    synopsis: 'config example [NAME]',
    what: 'An example profile, to be changed and uploaded. Without a name: the names.',
    options: [],
  },
} as const;

export type ConfigAction = keyof typeof configActions;
export const isConfigAction = (name: string): name is ConfigAction => Object.hasOwn(configActions, name);

export type CommandName = keyof typeof commands;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

export function generalHelp(): string {
  const names = Object.keys(commands) as CommandName[];
  const longestName = Math.max(...names.map(({ length }) => length));
  return [
    'Usage: intermission COMMAND [--help]',
    '',
    ...names.map((name) => `  ${name.padEnd(longestName)} ${commands[name].what}`),
    '',
    'Every command takes --root DIR: resolve every path below DIR (default /).',
    '',
    'Exit codes:',
    ...exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(2)}  ${meaning}`),
    '',
  ].join('\n');
}

export function commandHelp(name: CommandName, action: ConfigAction | null): string {
  const { synopsis, what, options } = action === null ? commands[name] : configActions[action];
  const list = options.length === 0 ? [] : ['', ...options.map((option) => `  ${option}`.trimEnd())];
  return [`Usage: intermission ${synopsis}`, '', what, ...list, ''].join('\n');
}

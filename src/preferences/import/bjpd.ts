/** The constants of Better Jamf Policy Deferral and of its forks (peers.md 1.1), which admins edit in the script itself. */
import { pythonConstants } from './python-constants.ts';
import { Collector, converted, lost, numberOf, to, type Imported, type Rules } from './rules.ts';

/** Whether a text is that script, whatever its file is called. */
export const looksLikeBjpd = (text: string): boolean =>
  /^(?:DEFAULT_LD_|LD_JAMF_TRIGGER\b|GUI_DEFER_OPTIONS\b)/m.test(text.slice(0, 256 * 1024));

const paragraphs = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
const heading = converted('Title', paragraphs);
const message = converted('Message', paragraphs, 'is read as Markdown here: check lists and line breaks');
const trigger = to('Trigger');
const window = lost('the window has no title; OrganizationName stands at its top');
const button = lost('the button says what it does and when');
const confirmation = lost('the confirmation is one line, ConfirmationMessage');
const failure = lost('errors are told to the admin (status, log, policy log), not to the user');

const rules: Rules = {
  DEFAULT_LD_LABEL: to(
    'LaunchDaemonLabel',
    'LaunchDaemons that the script left under this label are taken over',
  ),
  DEFAULT_LD_JAMF_TRIGGER: trigger,
  LD_JAMF_TRIGGER: trigger,
  BLOCKING_APPS: to(
    'BlockingApplications',
    'hold back question and work, with a reason and a budget; the script asked once and exited 1',
  ),
  GUI_HEADING: heading,
  GUI_HEADING_DEFAULT: heading,
  GUI_MESSAGE: message,
  GUI_MESSAGE_DEFAULT: message,
  GUI_ICON: to('DisplayIconLightFile'),
  GUI_S_MESSAGE: to('ConfirmationMessage', '{date} is written in the language of the user'),
  GUI_WINDOW_TITLE: window,
  GUI_BUTTON: button,
  GUI_S_HEADING: confirmation,
  GUI_S_ICON: confirmation,
  GUI_S_BUTTON: confirmation,
  GUI_E_HEADING: failure,
  GUI_E_ICON: failure,
  GUI_E_MESSAGE: failure,
  JAMF: lost('jamf is run from where Jamf installs it, after a check that only root can have put it there'),
  JAMFHELPER: lost('Intermission has its own window'),
  LAUNCHCTL: lost('the helper talks to launchd'),
};

export function importBjpd(script: string): Imported {
  const collector = new Collector('BJPD', rules, [
    { names: /^(?!GUI_)/, why: 'it is not a setting of the dialog or of the LaunchDaemon' },
  ]);
  for (const [name, value] of pythonConstants(script)) {
    if (name === 'GUI_DEFER_OPTIONS') deferOptions(collector, value);
    else collector.setting(name, value);
  }
  return collector.imported();
}

/** Seconds, the first of them preselected; 0 is start now. */
function deferOptions(collector: Collector, value: unknown): void {
  const name = 'GUI_DEFER_OPTIONS';
  const seconds = (Array.isArray(value) ? (value as readonly unknown[]) : []).map(numberOf);
  const wrong = seconds.length === 0 || seconds.some((one) => one === null || one < 0);
  if (wrong) {
    collector.lose(name, 'it is not a list of seconds');
    return;
  }
  const minutes = seconds.map((one) => Math.ceil((one ?? 0) / 60));
  const rounded = seconds.some((one) => (one ?? 0) % 60 !== 0);
  const note = rounded ? 'seconds are rounded up to whole minutes' : null;
  collector.take('DeferralTimerMenu', minutes, note, name);
  const [first = 0] = minutes;
  if (first > 0) collector.take('DeferralTimerDefault', first, null, name);
  else
    collector.note(
      'DeferralTimerDefault',
      '“Start now” is never preselected here: the earliest later choice is',
    );
}

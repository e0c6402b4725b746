/** The interactive form of the demo: the dialog is on your screen, and a few commands move the pretend Mac. */
import { createInterface } from 'node:readline/promises';
import { paths } from '../../src/contract/identity.ts';
import type { Stage } from './stage.ts';
import type { Transcript } from './transcript.ts';

const help = `Commands:
  prompt            a recurring check-in: Jamf runs the prompt policies
  advance 1h        time passes (s, m, h, d)
  rate 60           pretend seconds per second
  sleep | wake      close or open the lid
  restart           off and on again, and log in
  status            what is known of every deployment
  plists            the LaunchDaemons that stand
  quit`;

const units: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

export async function playByHand(stage: Stage, transcript: Transcript): Promise<void> {
  const { mac } = stage;
  await stage.login();
  transcript.follow();
  transcript.quote((await mac.run(paths.jamf, ['policy'])).stdout);
  console.log(`\nThe dialog is on your screen and the clock face in your menu bar or tray.\n${help}\n`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: 'Mac> ' });
  terminal.prompt();
  for await (const typed of terminal) {
    const [word = '', argument = ''] = typed.trim().split(/\s+/);
    if (word === 'quit') break;
    try {
      await obey(word, argument);
    } catch (error) {
      console.log(error instanceof Error ? error.message : String(error));
    }
    transcript.tell();
    terminal.prompt();
  }
  terminal.close();

  async function obey(word: string, argument: string): Promise<void> {
    switch (word) {
      case '':
        return;
      case 'prompt':
        transcript.quote((await mac.run(paths.jamf, ['policy'])).stdout);
        return;
      case 'advance': {
        const match = /^(\d+)([smhd])$/.exec(argument);
        if (match === null) console.log('advance needs a time such as 90s, 10m, 1h or 2d');
        else await mac.clock.advance(Number(match[1]) * (units[match[2] ?? ''] ?? 0));
        return;
      }
      case 'rate':
        if (Number(argument) > 0) await mac.clock.rate(Number(argument));
        else console.log('rate needs a number of pretend seconds per second');
        return;
      case 'sleep':
        await mac.sleep();
        return;
      case 'wake':
        await mac.wake();
        return;
      case 'restart':
        await mac.restart();
        await stage.login();
        return;
      case 'status':
        transcript.quote((await mac.run(paths.command, ['status'])).stdout);
        return;
      case 'plists':
        transcript.quote((await mac.run('/bin/launchctl', ['list'])).stdout);
        return;
      default:
        console.log(help);
    }
  }
}

/** What every stand-in has in common: `--root DIR` before its own arguments, and an exit status. */

export interface CommandLine {
  readonly root: string;
  readonly arguments: readonly string[];
}

export function commandLine(): CommandLine {
  const [flag, root, ...rest] = process.argv.slice(2);
  if (flag !== '--root' || !root) {
    process.stderr.write('a stand-in needs --root DIR first\n');
    process.exit(64);
  }
  return { root, arguments: rest };
}

/** Runs a program to its exit status; what it throws is a defect of the stand-in and exits 70. */
export function run(program: (line: CommandLine) => Promise<number> | number): void {
  void (async () => {
    try {
      process.exitCode = await program(commandLine());
    } catch (error) {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 70;
    }
  })();
}

export function readStandardInput(): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (part: string) => (text += part));
    process.stdin.on('end', () => resolve(text));
    process.stdin.on('error', () => resolve(text));
  });
}

/** Reads the app's own arguments among those that Electron and its tools add. */

export interface ProgramOptions {
  /** The folder below which every absolute path is resolved; `/` on a real Mac. */
  readonly root: string;
}

/** Takes `--root DIR` and `--root=DIR`; anything else is not ours. */
export function programOptions(argv: readonly string[]): ProgramOptions {
  const index = argv.findIndex((argument) => argument === '--root' || argument.startsWith('--root='));
  const argument = argv[index];
  const value = argument === '--root' ? argv[index + 1] : argument?.slice('--root='.length);
  return { root: value === undefined || value === '' ? '/' : value };
}
